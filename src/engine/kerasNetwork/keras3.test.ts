import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { gunzipSync, unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { product } from '../../core/network/network';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { startDevice } from '../inference/devices';
import { NetworkRunner } from '../inference/networkRunner';
import { openSource } from '../loading/openSource';

const PACKED = readFileSync(join(import.meta.dirname, 'keras3.fixture.zip.gz'));
const FILES = unzipSync(gunzipSync(new Uint8Array(PACKED)));
const MODELS = Object.keys(FILES).filter((name) => /\.(keras|h5)$/.test(name));

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

/** Opens a model that Keras 3 saved, and what Keras answers to three samples. */
async function openModel(name: string) {
  const base = name.replace(/\.\w+$/, '');
  const shapes: Readonly<Record<'input' | 'output', number[]>> = JSON.parse(
    new TextDecoder().decode(FILES[`${base}.json`]),
  );
  const values = new Float32Array(FILES[`${base}.values`]!.slice().buffer);
  const weights = { name, blob: new Blob([FILES[name]!.slice()]) };
  const source = await openSource({ format: 'network', weights, others: [] });
  const opened = await openGraph(source);
  source.close();
  const numInputs = product(shapes.input);
  return { opened, shapes, inputs: values.subarray(0, numInputs), answers: values.subarray(numInputs) };
}

/** Largest difference from Keras's answers, relative to their range. */
async function differenceOf(name: string): Promise<number> {
  const { opened, shapes, inputs, answers } = await openModel(name);
  expect(opened.description.inputShape).toEqual(shapes.input.slice(1));
  const network = await loadGraph(opened);
  const scores = tf.tidy(() =>
    Array.from(new NetworkRunner(network).run(tf.tensor(inputs, shapes.input)).scores.dataSync()),
  );
  network.dispose();
  expect(scores).toHaveLength(answers.length);
  const range = Math.max(...answers) - Math.min(...answers);
  return Math.max(...scores.map((score, at) => Math.abs(score - answers[at]!))) / range;
}

test.each(MODELS)('%s answers as Keras does', async (name) => {
  // Keras computed these two in floats of 16 bits.
  const largest = /^(half|mixed)/.test(name) ? 4e-3 : 2e-5;
  expect(await differenceOf(name)).toBeLessThan(largest);
});
