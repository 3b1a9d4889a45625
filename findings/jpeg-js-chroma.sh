#!/bin/sh
# jpeg-js 0.4.4 repeats the colours of a JPEG with subsampled chroma, where libjpeg (and so Pillow, Keras, PyTorch) interpolates
# them, and truncates where libjpeg rounds: pixels differ by many levels and are darker on average. mozjpeg 1.6.0 of jSquash,
# which is libjpeg, has Pillow's pixels. Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jpeg-js@0.4.4 @jsquash/jpeg@1.6.0
# 23 x 17 pixels of three ramps, 4:2:0, quality 70, written by Pillow 9.4.0 with libjpeg-turbo 2.1.5.
cat >picture.base64 <<'EOF'
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESU
M8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAAR
ABcDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhBy
JxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT
lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAA
AAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRom
JygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExc
bHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDgbbSIxEPlXO361rwaPGFxtXqBwM/jXSWulAQjCn7uOB/Ota30
kAD5Mg8gEVNTHQ5N1t/XX+vU5MtzXVanNw6PHgDYAM9hntRXd22kdMrvI7dMUVxvFQcm3y/OLf8A6Tofc0c2fItSnaf6lP8Adata3++P94fyoo
rirfw4f9u/+kn41lu5r2H3Ivof6UUUVrgP4K+X/pKPtqfwo//Z
EOF
cat >show.mjs <<'EOF'
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import decodeWithLibjpeg, { init } from '@jsquash/jpeg/decode.js';
import jpegJs from 'jpeg-js';

// Of the red, green and blue bytes that Pillow reads from the file.
const PILLOW = 'fb14dff44e5f997284309936acd323d8c20577bdbe2db12203f7d048d0a39254';
const bytes = new Uint8Array(Buffer.from(readFileSync('picture.base64', 'utf8'), 'base64'));
await init(await WebAssembly.compile(readFileSync('node_modules/@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm')));
const colours = ({ data }) => Uint8Array.from(data.filter((_, at) => at % 4 < 3));
const libjpeg = colours(await decodeWithLibjpeg(bytes.buffer));
const own = colours(jpegJs.decode(bytes, { useTArray: true }));
const differences = Array.from(own, (value, at) => value - libjpeg[at]);
const near = differences.filter((value) => Math.abs(value) <= 1).length / differences.length;
const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
const isPillow = createHash('sha256').update(libjpeg).digest('hex') === PILLOW;
console.log(`node ${process.version}, jpeg-js 0.4.4, @jsquash/jpeg 1.6.0`);
console.log(`libjpeg in WebAssembly has Pillow's pixels: ${isPillow}`);
console.log(`jpeg-js: ${(100 * near).toFixed(1)} % of values within a level, largest difference ${Math.max(...differences.map(Math.abs))}, mean ${mean.toFixed(2)}`);
process.exit(isPillow && near < 0.9 ? 0 : 1);
EOF
node show.mjs
