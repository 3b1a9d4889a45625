#!/bin/sh
# tfjs 4.22 on WebGPU chooses one of four programs for a product of matrices by its shape. A long inner axis is split over workgroups
# that add floats atomically, in any order: the same product has other bits from run to run. With the choice fixed to the packed
# program that no longer happens, but a single row still takes another way than the same row among others, and has other bits. Runs on
# Dawn in Node, on a GPU or the software driver that Debian's chromium brings. Exits with 1 when that changes, with 2 where there is no
# adapter.
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
await import('@tensorflow/tfjs-backend-webgpu');
await tf.setBackend('webgpu');
// Small tensors would be computed on the CPU.
tf.env().set('WEBGPU_CPU_FORWARD', false);
const { vendor, architecture } = adapter.info;
console.log(`node ${process.version}, tfjs ${tf.version_core}, webgpu 0.6.2, ${vendor} ${architecture}`);

const [INNER, COLUMNS, RUNS, PACKED] = [2003, 41, 40, 3];
// Numbers from -2 to 2 whose sums round.
const numbers = (rows, columns) =>
  tf.tensor2d(
    Float32Array.from({ length: rows * columns }, (_, index) => ((index * 7919) % 65521) / 16384 - 2),
    [rows, columns],
  );
const kernel = numbers(INNER, COLUMNS);
/** The bits of the first row of a product of so many rows. */
const firstRow = async (rows) =>
  new Uint32Array((await tf.matMul(numbers(rows, INNER), kernel).data()).slice(0, COLUMNS).buffer);
const numDiffering = (some, others) => some.filter((bits, index) => bits !== others[index]).length;
const inRuns = async () => {
  const first = await firstRow(9);
  let most = 0;
  for (let run = 1; run < RUNS; run++) most = Math.max(most, numDiffering(first, await firstRow(9)));
  return most;
};

const [ownChoice, packed] = [await inRuns(), (tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', PACKED), await inRuns())];
const among = await firstRow(64);
const [alone, inTwo] = [numDiffering(among, await firstRow(1)), numDiffering(among, await firstRow(2))];
console.log(`tfjs's own choice, ${RUNS} runs of one product: up to ${ownChoice} of ${COLUMNS} sums have other bits`);
console.log(`the packed program, ${RUNS} runs: ${packed}`);
console.log(`the packed program, a row of 64: ${alone} of ${COLUMNS} sums have other bits alone, ${inTwo} in a batch of two`);
const isAsFound = ownChoice > 0 && packed === 0 && alone > 0 && inTwo === 0;
console.log(isAsFound ? 'as found' : 'CHANGED');
process.exit(isAsFound ? 0 : 1);
JS
driver=/usr/lib/chromium/vk_swiftshader_icd.json
if [ -f "$driver" ]; then export VK_DRIVER_FILES="${VK_DRIVER_FILES-$driver}"; fi
node show.mjs 2>/dev/null
