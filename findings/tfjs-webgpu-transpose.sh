#!/bin/sh
# tfjs 4.22 on WebGPU cannot transpose integers: the program that it makes for more than two exchanged axes does not compile, and the
# result is all 0. Converted to float32 they are still integers to that program; multiplied by 1 they are not. On the CPU backend all
# are right. Runs on Dawn in Node, on a GPU or the software driver that Debian's chromium brings. Exits with 1 when that changes, with
# 2 where there is no adapter.
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

const integers = () => tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2], 'int32');
const transposed = async (values) => (await tf.transpose(values, [2, 0, 1]).data()).join();
const results = async (backend) => {
  await tf.setBackend(backend);
  // Small tensors would be computed on the CPU.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  const found = {
    integers: await transposed(integers()),
    converted: await transposed(tf.cast(integers(), 'float32')),
    multiplied: await transposed(tf.mul(tf.cast(integers(), 'float32'), 1)),
  };
  console.log(backend.padEnd(6), found);
  return found;
};
const [cpu, webgpu] = [await results('cpu'), await results('webgpu')];
const right = '1,3,5,7,2,4,6,8';
const isAsFound =
  Object.values(cpu).every((values) => values === right) &&
  webgpu.integers !== right &&
  webgpu.converted !== right &&
  webgpu.multiplied === right;
console.log(isAsFound ? 'as found' : 'CHANGED');
process.exit(isAsFound ? 0 : 1);
JS
driver=/usr/lib/chromium/vk_swiftshader_icd.json
if [ -f "$driver" ]; then export VK_DRIVER_FILES="${VK_DRIVER_FILES-$driver}"; fi
node show.mjs 2>/dev/null
