#!/usr/bin/env bash
# What tfjs 4.22 makes of sums beyond float32. On WASM a product of matrices gives NaN and -Infinity, a ReLU fused with it 0 for both,
# and a max pool -Infinity for NaN. In plain JavaScript (cpu) the same sum is added up in doubles and comes out as 0, and a max pool
# passes over NaN. So a network whose sums overflow answers otherwise on each. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0
cat >look.js <<'JS'
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-wasm');
require('@tensorflow/tfjs-backend-cpu');
const rows = (activation) => {
  // Inf - Inf, and a product beyond float32 below 0.
  const a = tf.tensor2d([[2 ** 100, 2 ** 100]]);
  const b = tf.tensor2d([[2 ** 100, -(2 ** 100)], [-(2 ** 100), -(2 ** 100)]]);
  return [...tf.fused.matMul({ a, b, activation }).dataSync()];
};
const pool = () => [...tf.maxPool(tf.tensor4d([NaN, 1, 2, 3], [1, 2, 2, 1]), 2, 2, 'valid').dataSync()];
(async () => {
  console.log('node', process.version, 'tfjs', tf.version_core);
  const seen = {};
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    seen[backend] = { linear: rows('linear'), relu: rows('relu'), maxPool: pool() };
    console.log(backend, seen[backend]);
  }
  const { wasm, cpu } = seen;
  const asFound =
    wasm.linear.every((value) => !Number.isFinite(value)) &&
    wasm.relu.every((value) => value === 0) &&
    wasm.maxPool[0] === -Infinity &&
    cpu.linear[0] === 0 &&
    cpu.maxPool[0] === 3;
  console.log(asFound ? 'as found' : 'CHANGED');
  process.exit(asFound ? 0 : 1);
})();
JS
node look.js 2>/dev/null
