#!/bin/sh
# A BatchNormalization of tfjs-layers 4.22 on another axis than the last, such as Keras writes for channels first, scales by the last axis
# instead: the layer gives statistics [1, n, 1, 1] to `tf.batchNorm`, whose kernels take them value after value. Reshaping by hand, as
# Keras defines the layer, gives other numbers. Exits with 1 when that changes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat >show.js <<'JS'
const tf = require('@tensorflow/tfjs-core');
const { layers, sequential } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');
const [GAMMA, BETA, MEAN, VARIANCE] = [[1, 2], [0, 100], [0, 0], [1, 1]];
const run = (axis, x) => {
  const model = sequential({
    layers: [layers.batchNormalization({ axis, inputShape: [2, 2, 2], epsilon: 1e-7 })],
  });
  model.setWeights([GAMMA, BETA, MEAN, VARIANCE].map((list) => tf.tensor1d(list)));
  return [...model.predict(x).dataSync()].map(Math.round);
};
(async () => {
  await tf.setBackend('cpu');
  console.log('node', process.version, 'tfjs', tf.version_core);
  const x = tf.tensor([1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 2, 2]);
  const [first, last] = [run(1, x), run(3, x)];
  const wanted = [1, 1, 1, 1, 102, 102, 102, 102];
  console.log('axis 1', String(first), 'axis 3', String(last), 'axis 1 by definition', String(wanted));
  const isAsFound = String(first) === String(last) && String(first) !== String(wanted);
  console.log(isAsFound ? 'as found' : 'CHANGED');
  process.exit(isAsFound ? 0 : 1);
})();
JS
node show.js 2>/dev/null
