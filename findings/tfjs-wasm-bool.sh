#!/bin/sh
# tfjs 4.22 on WASM casts a number to a truth value by its last byte, after cutting off its fraction: 0.5 and 256 become false, and -1
# becomes 255, which is neither. In plain JavaScript (cpu) all of them are true. A comparison with 0 is right on both. Exits with 1 when
# that changes.
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
  const floats = tf.tensor1d([0.5, 256, 1, 0]);
  const integers = tf.tensor1d([256, -1, 1, 0], 'int32');
  const found = {
    floats: [...tf.cast(floats, 'bool').dataSync()].join(),
    integers: [...tf.cast(integers, 'bool').dataSync()].join(),
    compared: [...tf.notEqual(floats, 0).dataSync()].join(),
  };
  console.log(backend, found);
  return found;
};
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const [wasm, cpu] = [await show('wasm'), await show('cpu')];
  const isAsFound =
    wasm.floats === '0,0,1,0' &&
    wasm.integers === '0,255,1,0' &&
    cpu.floats === '1,1,1,0' &&
    cpu.integers === '1,1,1,0' &&
    wasm.compared === '1,1,1,0';
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
