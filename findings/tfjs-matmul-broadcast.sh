#!/bin/sh
# tfjs 4.22 multiplies lists of matrices of unequal length as if the shorter one were repeated in turn. With more than one axis before
# the matrices that is another product than the shape says: [2, 2] matrices times [2, 1]. WASM and plain JavaScript (cpu) agree; the
# WebGPU program has the same index. Exits with 1 when that changes.
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
  const four = tf.reshape(tf.tensor1d([1, 2, 3, 4]), [2, 2, 1, 1]);
  const two = tf.reshape(tf.tensor1d([10, 100]), [2, 1, 1, 1]);
  const found = [...tf.matMul(four, two).dataSync()].join();
  console.log(backend.padEnd(4), 'matMul', found, '  mul', [...tf.mul(four, two).dataSync()].join());
  return found;
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const found = [await show('wasm'), await show('cpu')];
  // By the shapes: 10, 20, 300, 400.
  const isAsFound = found.every((products) => products === '10,200,30,400');
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
