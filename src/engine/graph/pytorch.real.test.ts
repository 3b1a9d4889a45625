import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { parsePreprocessing } from '../../core/samples/preprocessingText';
import { startDevice } from '../inference/devices';
import { NetworkRunner } from '../inference/networkRunner';
import { openOnnx } from '../onnx/openOnnx';
import { openSamples } from '../samples/openSamples';
import { preprocess } from '../samples/preprocess';
import { loadGraph } from './loadGraph';
import { openGraph } from './openGraph';

const SHARED = join(import.meta.dirname, '../../../../shared');
const NETWORKS = join(SHARED, 'weights/onnx');
const DIGITS = join(SHARED, 'data/mnist');
const isThere = existsSync(NETWORKS) && existsSync(DIGITS);
if (!isThere) console.warn(`NOT TESTED: ${SHARED} is not there, PyTorch's networks are not run`);
const files = isThere ? readdirSync(NETWORKS).filter((name) => name.endsWith('.onnx')) : [];
const NUM_SAMPLES = 50;

const fileAt = (folder: string, name: string) => ({
  name,
  blob: new Blob([new Uint8Array(readFileSync(join(folder, name)))]),
});

/** Returns PyTorch's scores [50 · 10], which NumPy wrote after its header. */
function knownScores(name: string): Float32Array {
  const zip = readFileSync(join(NETWORKS, `${name.split('.')[0]}.first50.npz`));
  const bytes = unzipSync(new Uint8Array(zip))['scores.npy']!;
  return new Float32Array(bytes.slice(-4 * 10 * NUM_SAMPLES).buffer);
}

let inputs: Float32Array;
beforeAll(async () => {
  if (!isThere) return;
  await startDevice('wasm', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
  const names = readdirSync(DIGITS).filter((name) => name.startsWith('t10k'));
  const wanted = { shape: [28, 28, 1], numClasses: 10 };
  const raw = await openSamples(
    names.map((name) => fileAt(DIGITS, name)),
    wanted,
  );
  const steps = parsePreprocessing('divide=255,mean=0.1307,std=0.3081');
  inputs = await preprocess(raw, { first: 0, end: NUM_SAMPLES }, steps, wanted.shape);
});

test.skipIf(!isThere).each(files)("%s gives PyTorch's scores of MNIST's first 50 digits", async (name) => {
  const opened = await openGraph(await openOnnx(fileAt(NETWORKS, name)));
  const network = await loadGraph(opened);
  const scores = tf.tidy(() => {
    const digits = tf.tensor(inputs, [NUM_SAMPLES, ...opened.description.inputShape]);
    return Array.from(new NetworkRunner(network).run(digits).scores.dataSync());
  });
  network.dispose();
  const known = knownScores(name);
  const range = Math.max(...known) - Math.min(...known);
  const largest = Math.max(...scores.map((score, place) => Math.abs(score - known[place]!)));
  expect(scores).toHaveLength(known.length);
  expect(largest / range).toBeLessThan(1e-5);
});
