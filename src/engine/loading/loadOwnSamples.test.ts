import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { loadGraph } from '../graph/loadGraph';
import { openFake, randomTensor } from '../graph/networks.fake';
import { npy } from '../samples/npy.fake';
import { loadOwnSamples } from './loadOwnSamples';

test.each([
  ['one score', [2, 1], [1]],
  ['a picture', [2, 4], [2, 2]],
])('compares outputs of a network whose answer is %s', async (_, kernel, shape) => {
  await tf.setBackend('cpu');
  const opened = await openFake({
    input: ['batch', 2],
    output: ['batch', ...shape],
    tensors: {
      w: randomTensor(kernel, 1),
      shape: { shape: [shape.length + 1], values: [-1, ...shape], type: 'int64' },
    },
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'w'], outputs: ['scores'] },
      { operator: 'Reshape', inputs: ['scores', 'shape'], outputs: ['y'] },
    ],
  });
  const network = await loadGraph(opened);
  const samples = [npy('x.npy', '<f4', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6))];
  const { data, classNames } = await loadOwnSamples(
    { format: 'own', samples, preprocessing: 'none' },
    network,
  );
  expect(data).toMatchObject({ numSamples: 3, isLabelled: false });
  expect(classNames).toEqual([]);
  expect(data.notes.join()).toContain(`The network returns values [${shape.join(', ')}] for a sample`);
  network.dispose();
});

/** Scores of two classes by the row of a table of 5. */
async function embeddingNetwork() {
  await tf.setBackend('cpu');
  return loadGraph(
    await openFake({
      input: ['batch', 1],
      inputType: 7,
      output: ['batch', 2],
      tensors: {
        table: { shape: [5, 2], values: [0, 1, 1, 0, 0, 1, 1, 0, 0, 1] },
        flat: { shape: [2], values: [-1, 2], type: 'int64' },
      },
      nodes: [
        { operator: 'Gather', inputs: ['table', 'x'], outputs: ['rows'] },
        { operator: 'Reshape', inputs: ['rows', 'flat'], outputs: ['y'] },
      ],
    }),
  );
}

const filesOf = (...values: readonly number[]) =>
  ({
    format: 'own',
    samples: [npy('x.npy', '<f4', [values.length, 1], Float32Array.from(values))],
    preprocessing: null,
  }) as const;

test('proposes places of a table as they are, and answers with their rows', async () => {
  const network = await embeddingNetwork();
  const { steps, data } = await loadOwnSamples(filesOf(0, 1, 2, -2), network);
  expect(steps).toBe('none');
  expect(Array.from(data.labels)).toEqual([1, 0, 1, 0]);
  network.dispose();
});

test.each([
  [[0, 1, 2.5], 'x.npy, sample 2: Value 0 is 2.5 at'],
  [[0, 5], 'x.npy, sample 1: Value 0 is 5 at'],
])('refuses places %j of a table of 5', async (values, place) => {
  const network = await embeddingNetwork();
  await expect(loadOwnSamples(filesOf(...values), network)).rejects.toThrow(
    `${place} the network's input: expected a whole number from -5 to 4`,
  );
  network.dispose();
});

test('has as many labels as samples where the others do not fit in memory', async () => {
  const network = await embeddingNetwork();
  const labels = npy('y.npy', '|u1', [4], Uint8Array.of(1, 0, 1, 0));
  const files = { ...filesOf(0, 1, 2, 3), samples: [...filesOf(0, 1, 2, 3).samples, labels] };
  const { data } = await loadOwnSamples(files, network, 11);
  expect(data.numSamples).toBe(2);
  expect(Array.from(data.labels)).toEqual([1, 0]);
  expect(data.notes.at(-1)).toContain('The first 2 samples are used');
  network.dispose();
});

test.each([
  ['none', [1, 0, 1, 0], 'none'],
  ['divide=0.5', [5, 3, 5, 3], 'divide=0.5,classes=ranks'],
])('keeps the steps %s for labels %j that came later', async (preprocessing, classes, steps) => {
  const network = await embeddingNetwork();
  const files = filesOf(0, 1, 0, 1);
  const labels = { ...npy('y.npy', '|u1', [4], Uint8Array.from(classes)), isLabels: true } as const;
  const own = { ...files, samples: [...files.samples, labels], preprocessing, proposesClasses: true };
  const loaded = await loadOwnSamples(own, network);
  expect(loaded.steps).toBe(steps);
  expect(Array.from(loaded.data.labels)).toEqual([1, 0, 1, 0]);
  network.dispose();
});
