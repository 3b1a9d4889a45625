#!/bin/sh
# A bias of rank 1 that `tf.reshape` made of another rank is refused by fused kernels of tfjs-backend-wasm 4.22: they take the rank
# from the data's record, which keeps the shape that it was made with. The cpu backend takes the same tensor. A slice of the whole has a
# record of its own. Exits with 1 when that changes.
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
  const bias = tf.reshape(tf.tensor2d([[1, 2]]), [2]);
  const add = (vector) => {
    try {
      return String(tf.fused.matMul({ a: tf.eye(2), b: tf.eye(2), bias: vector }).dataSync());
    } catch (error) {
      return error.message;
    }
  };
  const found = [add(bias), add(tf.slice(bias, [0], [2]))];
  console.log(backend, 'rank', bias.rank, found);
  return found.join(' | ');
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const [wasm, cpu] = [await show('wasm'), await show('cpu')];
  const isAsFound =
    wasm === '_FusedMatMul only supports rank-1 bias but got rank 2. | 2,2,1,3' && cpu === '2,2,1,3 | 2,2,1,3';
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
