#!/bin/sh
# fflate 0.8.3 unpacks a zip member whose bytes were changed without an error: it does not compare the CRC-32 that the zip file
# holds for each member. Python's zipfile and unzip refuse the same file. Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fflate@0.8.3
cat >show.mjs <<'END'
import { unzipSync, zipSync } from 'fflate';

const zip = zipSync({ weights: [Uint8Array.of(1, 2, 3, 4), { level: 0 }] });
// The content follows a local header of 30 bytes and the name.
zip[30 + 'weights'.length] = 9;
let found;
try {
  found = unzipSync(zip).weights;
} catch (error) {
  found = error;
}
console.log(`node ${process.version}, fflate 0.8.3: 1, 2, 3, 4 with a changed byte is unpacked as ${found}`);
process.exit(String(found) === '9,2,3,4' ? 0 : 1);
END
node show.mjs
