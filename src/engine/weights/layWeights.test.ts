import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { numbers, runOpened } from '../graph/networks.fake';
import { openGraph } from '../graph/openGraph';
import { openSource } from '../loading/openSource';
import { type FakeTflite, INT8, tfliteFile } from '../tflite/writeTflite.fake';
import { npz, safetensors } from './writeWeights.fake';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Two layers with other values for each seed. */
function network(seed: number): FakeTflite {
  const values = (count: number, more: number) => Float32Array.from(numbers(count, seed + more));
  return {
    tensors: [
      { name: 'x', shape: [1, 3], signature: [-1, 3] },
      { name: 'first/kernel', shape: [4, 3], values: values(12, 1) },
      { name: 'first/bias', shape: [4], values: values(4, 2) },
      { name: 'a', shape: [1, 4] },
      { name: 'half', shape: [], values: Float32Array.of(0.5) },
      { name: 'b', shape: [1, 4] },
      { name: 'second/kernel', shape: [2, 4], values: values(8, 3) },
      { name: 'y', shape: [1, 2] },
    ],
    operators: [
      { code: 9, inputs: ['x', 'first/kernel', 'first/bias'], outputs: ['a'], options: [8, [0, 'byte', 1]] },
      { code: 18, inputs: ['a', 'half'], outputs: ['b'], options: [21] },
      { code: 9, inputs: ['b', 'second/kernel'], outputs: ['y'], options: [8] },
    ],
  };
}

function weightsOf({ tensors }: FakeTflite) {
  const stored = tensors.filter(({ name }) => name.includes('/'));
  return Object.fromEntries(
    stored.map(({ name, shape, values }) => [
      name.replace('/', '.'),
      { shape, values: values as Float32Array },
    ]),
  );
}

async function open(file: FakeTflite, laid?: ReturnType<typeof npz>) {
  return openGraph(
    await openSource({ format: 'network', weights: tfliteFile(file), others: [], ...(laid && { laid }) }),
  );
}

it.each([
  ['safetensors', safetensors],
  ['.npz', npz],
])('a network with weights of a %s file is that of a file with these weights', async (_, write) => {
  const known = await open(network(50));
  const before = await open(network(1));
  const opened = await open(network(1), write(weightsOf(network(50))));
  expect(opened.description.id).toBe(known.description.id);
  expect(opened.description.id).not.toBe(before.description.id);
  expect(await runOpened(opened, [1, 2, -3])).toEqual(await runOpened(known, [1, 2, -3]));
  expect(opened.report.notes.join()).toContain('The weights are those of w.');
  expect(opened.tensors.map(({ name }) => name)).toEqual(known.tensors.map(({ name }) => name));
});

it('says which weights have no tensor', async () => {
  const more = { ...weightsOf(network(50)), head: { shape: [9], values: new Float32Array(9) } };
  const { report } = await open(network(1), safetensors(more));
  expect(report.notes).toContain('The network has no tensor for some weights: head');
});

it('refuses weights that lack a tensor, and a network of words', async () => {
  const { 'first.bias': _, ...rest } = weightsOf(network(50));
  await expect(open(network(1), npz(rest))).rejects.toThrow(
    'w.npz: Tensors without weights of their name or shape: first/bias [4]',
  );
  const words = {
    ...network(1),
    tensors: network(1).tensors.map((tensor) =>
      tensor.name === 'second/kernel'
        ? { ...tensor, type: INT8, values: new Int8Array(8), scales: [1] }
        : tensor,
    ),
  };
  await expect(open(words, npz(weightsOf(network(50))))).rejects.toThrow(
    'w.npz: Tensors whose weights are words: second/kernel (int8)',
  );
});
