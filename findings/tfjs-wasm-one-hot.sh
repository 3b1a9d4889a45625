#!/bin/sh
# tfjs-backend-wasm 4.22 writes the bits of whole numbers where `tf.oneHot` is asked for floats: 1 comes out as 1.4e-45. The cpu backend
# gives 1. With the standard type, int32, and a cast both give 1. Exits with 1 when that changes.
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
  const classes = tf.tensor1d([1, 0], 'int32');
  const found = [tf.oneHot(classes, 2, 1, 0, 'float32'), tf.cast(tf.oneHot(classes, 2), 'float32')];
  console.log(backend, found.map((hot) => `${hot.dtype} ${hot.dataSync()}`));
  return found.map((hot) => String(hot.dataSync())).join(' | ');
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const [wasm, cpu] = [await show('wasm'), await show('cpu')];
  const least = 2 ** -149;
  const isAsFound = wasm === `0,${least},${least},0 | 0,1,1,0` && cpu === '0,1,1,0 | 0,1,1,0';
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
