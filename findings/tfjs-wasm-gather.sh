#!/bin/sh
# tfjs 4.22 on WASM gathers wrong values when each sample has indices of its own (batchDims = 1) and their number is not the length of
# the axis: all samples but the first are read from a wrong place. In plain JavaScript (cpu) they are right. Exits with 1 when that
# changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat >show.js <<'JS'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');
require('@tensorflow/tfjs-backend-cpu');
const show = async (backend) => {
  await tf.setBackend(backend);
  // Two samples of four places with two values: 0 to 7, and 8 to 15.
  const values = tf.reshape(tf.range(0, 16), [2, 4, 2]);
  const places = tf.tensor2d([[0, 1, 2], [0, 1, 2]], undefined, 'int32');
  const found = [...tf.gather(values, places, 1, 1).dataSync()].join();
  console.log(backend.padEnd(4), found);
  return found;
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const [wasm, cpu] = [await show('wasm'), await show('cpu')];
  const wanted = '0,1,2,3,4,5,8,9,10,11,12,13';
  const isAsFound = cpu === wanted && wasm !== wanted && wasm.startsWith('0,1,2,3,4,5,');
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
