import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it, test } from 'vitest';
import { type FakeNetwork, integers, openFake, randomTensor, runOpened } from './networks.fake';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [UINT8, INT8, INT64, BOOL] = [2, 3, 7, 9];

/** Rows of a table of 5, turned to a list. */
const EMBEDDING: FakeNetwork = {
  input: ['batch', 2],
  inputType: INT64,
  output: ['batch', 6],
  tensors: { table: randomTensor([5, 3], 1), flat: integers(-1, 6) },
  nodes: [
    { operator: 'Gather', inputs: ['table', 'x'], outputs: ['rows'] },
    { operator: 'Reshape', inputs: ['rows', 'flat'], outputs: ['y'] },
  ],
};

it('takes the places of a table as whole numbers, negative ones from its end', async () => {
  const opened = await openFake(EMBEDDING);
  expect(opened.description.wholeInput).toEqual({ type: 'int32', least: -5, most: 4 });
  const table = EMBEDDING.tensors.table!.values;
  expect(await runOpened(opened, [3, -1, 0, 4])).toEqual([
    ...table.slice(9, 12),
    ...table.slice(12, 15),
    ...table.slice(0, 3),
    ...table.slice(12, 15),
  ]);
});

it('takes whole floats where a cast makes places of them', async () => {
  const cast: FakeNetwork = {
    ...EMBEDDING,
    inputType: 1,
    nodes: [
      { operator: 'Cast', inputs: ['x'], outputs: ['places'], attributes: { to: INT64 } },
      { ...EMBEDDING.nodes[0]!, inputs: ['table', 'places'] },
      EMBEDDING.nodes[1]!,
    ],
  };
  expect((await openFake(cast)).description.wholeInput).toEqual({ type: 'float32', least: -5, most: 4 });
});

test.each([
  [UINT8, 'int32', 0, 255],
  [INT8, 'int32', -128, 127],
  [INT64, 'int32', -(2 ** 24), 2 ** 24],
  [BOOL, 'bool', 0, 1],
] as const)('of type %i takes %s from %i to %i', async (inputType, type, least, most) => {
  const network: FakeNetwork = {
    input: ['batch', 2],
    inputType,
    output: ['batch', 2],
    tensors: {},
    nodes: [{ operator: 'Cast', inputs: ['x'], outputs: ['y'], attributes: { to: 1 } }],
  };
  const opened = await openFake(network);
  expect(opened.description.wholeInput).toEqual({ type, least, most });
  expect(await runOpened(opened, [1, 0])).toEqual([1, 0]);
});

it('takes any floats otherwise, and its type is part of its identity', async () => {
  const network = (inputType: number): FakeNetwork => ({
    input: ['batch', 2],
    inputType,
    output: ['batch', 2],
    tensors: {},
    nodes: [{ operator: 'Cast', inputs: ['x'], outputs: ['y'], attributes: { to: INT64 } }],
  });
  const floats = (await openFake(network(1))).description;
  expect(floats.wholeInput).toBeUndefined();
  expect((await openFake(network(INT8))).description.id).not.toBe(
    (await openFake(network(UINT8))).description.id,
  );
});
