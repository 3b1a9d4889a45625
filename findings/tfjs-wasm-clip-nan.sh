#!/bin/sh
# `tf.clipByValue` of tfjs-backend-wasm 4.22 turns NaN into the lower limit: a value that is no number looks like one in range. The cpu
# backend keeps NaN, as `tf.relu6` does there; on WASM that one gives 0. Exits with 1 when that changes.
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
  const values = tf.tensor1d([Number.NaN, -5, 5]);
  const found = [tf.clipByValue(values, -1, 1), tf.relu6(values)].map((limited) => String(limited.dataSync()));
  console.log(backend, found);
  return found.join(' | ');
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const [wasm, cpu] = [await show('wasm'), await show('cpu')];
  const isAsFound = wasm === '-1,-1,1 | 0,0,5' && cpu === 'NaN,-1,1 | NaN,0,5';
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
