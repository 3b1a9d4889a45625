#!/bin/sh
# fast-png 8.0.0 reads an interlaced PNG of 1, 2 or 4 bits a sample as if each sample had a byte: small pictures come back
# with wrong pixels, larger ones fail with "Unsupported filter". Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fast-png@8.0.0
cat >show.mjs <<'EOF'
import { crc32, deflateSync } from 'node:zlib';
import { decode } from 'fast-png';

const u32 = (value) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);
const chunk = (type, content) => {
  const body = Buffer.concat([Buffer.from(type), content]);
  return Buffer.concat([u32(content.length), body, u32(crc32(body))]);
};
const png = (width, height, interlaced, rows) =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([1, 0, 0, 0, interlaced])])),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
const read = (bytes) => {
  try {
    return [...decode(bytes, { checkCrc: true }).data].map((byte) => byte.toString(2).padStart(8, '0')).join(' ');
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
// One black and one white pixel, 1 bit each. A row is a filter byte and its bits; with Adam7 the second pixel is pass 6.
const plain = read(png(2, 1, 0, [0, 0b01000000]));
const interlaced = read(png(2, 1, 1, [0, 0b00000000, 0, 0b10000000]));
// 8 x 8 white pixels: passes 1 to 7 have 1, 1, 1, 2, 2, 4 and 4 rows, each one byte.
const larger = read(png(8, 8, 1, Array.from({ length: 15 }, () => [0, 0xff]).flat()));
console.log(`node ${process.version}, fast-png 8.0.0`);
console.log(`2 x 1, not interlaced: ${plain}`);
console.log(`2 x 1, interlaced:     ${interlaced} (expected the same: 01 in the first two bits)`);
console.log(`8 x 8, interlaced:     ${larger} (expected eight bytes of 11111111)`);
const isWrong = plain.startsWith('01') && !interlaced.startsWith('01') && larger !== Array(8).fill('11111111').join(' ');
process.exit(isWrong ? 0 : 1);
EOF
node show.mjs
