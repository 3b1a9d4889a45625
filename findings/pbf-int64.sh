#!/bin/sh
# pbf 5.1.2 reads 64-bit integers as numbers, so those past 2^53 are rounded without a word: the largest int64, which PyTorch
# writes into ONNX files for the open end of a slice, becomes 2^63, which no int64 is. Protobuf's own tools keep all digits.
# Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pbf@5.1.2
cat >show.mjs <<'EOF_SHOW'
import { PbfReader } from 'pbf';

// Varints by hand: groups of 7 bits, the lowest first.
const cases = [
  ['2^53 - 1', 2n ** 53n - 1n],
  ['2^53 + 1', 2n ** 53n + 1n],
  ['2^63 - 1', 2n ** 63n - 1n],
  ['1 - 2^63', 1n - 2n ** 63n],
];
console.log(`node ${process.version}, pbf 5.1.2`);
const exact = cases.map(([name, value]) => {
  const bytes = [];
  for (let rest = BigInt.asUintN(64, value); rest > 0n; rest >>= 7n) bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
  const read = new PbfReader(Uint8Array.from(bytes)).readVarint(true);
  console.log(`${name} = ${value}: pbf reads ${BigInt(read)}`);
  return BigInt(read) === value;
});
process.exit(exact.join() === 'true,false,false,false' ? 0 : 1);
EOF_SHOW
node show.mjs
