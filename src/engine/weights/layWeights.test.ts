import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { numbers, runOpened } from '../graph/networks.fake';
import { openGraph } from '../graph/openGraph';
import { openSource } from '../loading/openSource';
import {
  attribute,
  bytes,
  fileOf,
  initializer,
  int,
  message,
  model,
  node,
  rawFloats,
  tensor,
  value,
} from '../onnx/writeOnnx.fake';
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

const batched = (...rest: number[]) => ['batch', ...rest];

/** y = Gemm(x, w, b) with one output, and more fields of the graph. */
const ONE_UNIT = [
  node('Gemm', ['x', 'w', 'b'], ['y']),
  initializer('w', 1, [3, 1], rawFloats(1, 2, 3)),
  initializer('b', 1, [1], rawFloats(4)),
  value(11, 'x', batched(3)),
  value(12, 'y', batched(1)),
];
const floats = (shape: readonly number[], ...values: readonly number[]) => ({
  shape,
  values: Float32Array.from(values),
});
const lay = async (graph: readonly Uint8Array[], arrays: Parameters<typeof npz>[0]) =>
  openGraph(
    await openSource({ format: 'network', weights: fileOf(model(graph)), others: [], laid: npz(arrays) }),
  );

it('lays a trained tensor of one value, and misses it', async () => {
  const opened = await lay(ONE_UNIT, { w: floats([3, 1], 1, 1, 1), b: floats([1], 9) });
  expect(await runOpened(opened, [1, 1, 1])).toEqual([12]);
  await expect(lay(ONE_UNIT, { w: floats([3, 1], 1, 1, 1) })).rejects.toThrow(
    'w.npz: Tensors without weights of their name or shape: b [1]',
  );
});

it('lets an initialiser that no needed node reads keep its values', async () => {
  const graph = [...ONE_UNIT, initializer('unread', 1, [5], rawFloats(1, 2, 3, 4, 5))];
  const opened = await lay(graph, { w: floats([3, 1], 1, 1, 1), b: floats([1], 9) });
  expect(await runOpened(opened, [1, 1, 1])).toEqual([12]);
});

it('refuses a network whose weights stand in nodes', async () => {
  const weights = attribute('value', 4, message(5, tensor('', 1, [3, 1], rawFloats(1, 2, 3))));
  const graph = [
    node('Constant', [], ['k'], 'c', weights),
    node('Gemm', ['x', 'k', 'b'], ['y']),
    ...ONE_UNIT.slice(2),
  ];
  await expect(lay(graph, { k: floats([3, 1], 1, 1, 1), b: floats([1], 9) })).rejects.toThrow(
    'w.npz: Tensors whose weights stand in nodes: k: expected a network with initialisers to lay weights on',
  );
});

it('refuses a file of which the network takes nothing', async () => {
  const graph = [
    node('Relu', ['x'], ['y']),
    initializer('unread', 1, [2], rawFloats(1, 2)),
    ...ONE_UNIT.slice(3, 4),
    value(12, 'y', batched(3)),
  ];
  await expect(lay(graph, { other: floats([4], 1, 2, 3, 4) })).rejects.toThrow(
    'w.npz: Weights that belong to no tensor: other: expected those of the network',
  );
});

it('lays weights that a tensor is computed from, without its epsilon', async () => {
  const graph = [
    node('Add', ['w', 'eps'], ['v']),
    node('Sqrt', ['v'], ['k']),
    node('Gemm', ['x', 'k', 'b'], ['y']),
    initializer('eps', 1, [], rawFloats(0)),
    ...ONE_UNIT.slice(1),
  ];
  const opened = await lay(graph, { w: floats([3, 1], 1, 4, 9), b: floats([1], 1) });
  expect(await runOpened(opened, [1, 1, 1])).toEqual([7]);
  await expect(lay(graph, { b: floats([1], 1) })).rejects.toThrow('their name or shape: w [3, 1]');
});

it('refuses words that another node reads as they are', async () => {
  const graph = [
    node('DequantizeLinear', ['q', 's'], ['k']),
    node('Gemm', ['x', 'k', 'b'], ['z']),
    node('Gather', ['q', 'i'], ['row']),
    node('Cast', ['row'], ['offset'], '', attribute('to', 2, int(3, 1))),
    node('Add', ['z', 'offset'], ['y']),
    initializer('q', 3, [3, 1], bytes(9, Uint8Array.of(1, 2, 3))),
    initializer('s', 1, [], rawFloats(0.5)),
    initializer('i', 7, [], bytes(9, new Uint8Array(8))),
    ...ONE_UNIT.slice(2),
  ];
  await expect(lay(graph, { b: floats([1], 1) })).rejects.toThrow(
    'w.npz: Tensors whose weights are words: q (int8)',
  );
});
