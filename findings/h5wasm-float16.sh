#!/bin/sh
# h5wasm 0.10.3 tells that a data set holds floats of 16 bits (`<e`), but can neither read nor write them. Keras stores weights so with
# the policy float16. The file is written with floats of 32 bits, then its type is replaced by the one that HDF5 defines for 16: sign at
# bit 15, exponent of 5 bits from 10 with bias 15, 10 bits of mantissa. Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund h5wasm@0.10.3
cat >show.mjs <<'JS'
import { readFileSync, writeFileSync } from 'node:fs';
import * as h5wasm from 'h5wasm/node';

await h5wasm.ready;
const messageOf = (act) => {
  try {
    return String(act());
  } catch (error) {
    return error.message;
  }
};
const made = new h5wasm.File('made.h5', 'w', { libver: ['earliest', 'latest'] });
// Two floats of 32 bits whose bytes are four of 16: 1, 2, 0.5 and -3. The type of 16 bits reads the first two.
const halves = Uint16Array.of(0x3c00, 0x4000, 0x3800, 0xc200);
made.create_dataset({ name: 'a', data: new Float32Array(halves.buffer), shape: [2], dtype: '<f' });
const written = messageOf(() => made.create_dataset({ name: 'b', data: [1, 2], shape: [2], dtype: '<e' }));
made.close();
const bytes = readFileSync('made.h5');
const FLOAT32 = [0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
const FLOAT16 = [0x11, 0x20, 0x0f, 0, 2, 0, 0, 0, 0, 0, 16, 0, 10, 5, 0, 10, 15, 0, 0, 0];
Buffer.from(FLOAT16).copy(bytes, bytes.indexOf(Buffer.from(FLOAT32)));
writeFileSync('half.h5', bytes);
const dataset = new h5wasm.File('half.h5', 'r').get('a');
const read = messageOf(() => dataset.value);
console.log(`node ${process.version}, h5wasm 0.10.3: type ${dataset.dtype}, read: ${read}, written: ${written}`);
const isAsFound = dataset.dtype === '<e' && /Float16 not supported/.test(read) && /Float16 not supported/.test(written);
console.log(isAsFound ? 'as found' : 'CHANGED');
process.exit(isAsFound ? 0 : 1);
JS
node show.mjs 2>/dev/null
