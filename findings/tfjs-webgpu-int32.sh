#!/bin/sh
# On WebGPU tfjs 4.22 reads int32 tensors as float32 in nearly all its operations, arithmetic or not: an integer above 2^24 loses its
# last bits when it is added, and also when it is only sliced, gathered or joined with others. On the CPU backend it keeps them. So
# counts and packed words need programs of their own. Runs on Dawn in Node, on a GPU or the software driver that Debian's chromium
# brings. Exits with 1 when that changes, with 2 where there is no adapter.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0 webgpu@0.6.2
cat >show.mjs <<'JS'
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true });
const adapter = await navigator.gpu.requestAdapter();
if (adapter === null) {
  console.log('Cannot run here: Dawn finds no adapter');
  process.exit(2);
}
const { default: tf } = await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-backend-cpu');
await import('@tensorflow/tfjs-backend-webgpu');
const { vendor, architecture } = adapter.info;
console.log(`node ${process.version}, tfjs ${tf.version_core}, webgpu 0.6.2, ${vendor} ${architecture}`);

const odd = () => tf.tensor1d([2 ** 24 + 1], 'int32');
const two = () => tf.tensor1d([2], 'int32');
const operations = {
  add: () => tf.add(odd(), two()),
  addN: () => tf.addN([odd(), two()]),
  sum: () => tf.sum(odd()),
  max: () => tf.max(odd()),
  concat: () => tf.concat([odd(), two()]),
  stack: () => tf.stack([odd(), two()]),
  slice: () => tf.slice(odd(), 0, 1),
  gather: () => tf.gather(odd(), tf.tensor1d([0], 'int32')),
  transpose: () => tf.transpose(tf.reshape(odd(), [1, 1])),
};
const results = async (backend) => {
  await tf.setBackend(backend);
  // Small tensors would be computed on the CPU.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const found = [];
  for (const run of Object.values(operations)) found.push((await run().data())[0]);
  return found;
};
const [cpu, webgpu] = [await results('cpu'), await results('webgpu')];
Object.keys(operations).forEach((name, index) => {
  console.log(`${name.padEnd(9)} cpu ${cpu[index]}, webgpu ${webgpu[index]}`);
});
const isAsFound = cpu.every((value) => value % 2 === 1) && webgpu.every((value) => value % 2 === 0);
console.log(isAsFound ? 'as found' : 'CHANGED');
process.exit(isAsFound ? 0 : 1);
JS
driver=/usr/lib/chromium/vk_swiftshader_icd.json
if [ -f "$driver" ]; then export VK_DRIVER_FILES="${VK_DRIVER_FILES-$driver}"; fi
node show.mjs 2>/dev/null
