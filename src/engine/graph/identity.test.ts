import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type FakeNetwork, openFake, randomTensor } from './networks.fake';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A product, scaled by the exponential of one number and shifted by that of a vector. */
const EXPONENTIALS: FakeNetwork = {
  input: ['batch', 3],
  output: ['batch', 2],
  tensors: {
    w: randomTensor([3, 2], 1),
    logScale: { shape: [], values: [0.25] },
    logOffset: { shape: [2], values: [0.5, -0.75] },
  },
  nodes: [
    { operator: 'MatMul', name: 'fc', inputs: ['x', 'w'], outputs: ['a'] },
    { operator: 'Exp', name: 'e', inputs: ['logScale'], outputs: ['scale'] },
    { operator: 'Mul', name: 'm', inputs: ['a', 'scale'], outputs: ['b'] },
    { operator: 'Exp', name: 'f', inputs: ['logOffset'], outputs: ['offset'] },
    { operator: 'Add', name: 's', inputs: ['b', 'offset'], outputs: ['y'] },
  ],
};

const idOf = async (network: FakeNetwork) => (await openFake(network)).description.id;
const withTensor = (name: string, values: readonly number[]): FakeNetwork => ({
  ...EXPONENTIALS,
  tensors: { ...EXPONENTIALS.tensors, [name]: { ...EXPONENTIALS.tensors[name]!, values } },
});
const withNodes = (change: (node: FakeNetwork['nodes'][number]) => FakeNetwork['nodes'][number]) => ({
  ...EXPONENTIALS,
  nodes: EXPONENTIALS.nodes.map(change),
});

it('does not depend on the last bits that a browser computes', async () => {
  const id = await idOf(EXPONENTIALS);
  const exp = Math.exp;
  const other = vi.spyOn(Math, 'exp').mockImplementation((x) => exp(x) * (1 + 2 ** -20));
  expect(await idOf(EXPONENTIALS)).toBe(id);
  expect(other).toHaveBeenCalled();
});

it('depends on what tensors are computed from, and how', async () => {
  const ids = [
    await idOf(EXPONENTIALS),
    await idOf(withTensor('w', randomTensor([3, 2], 2).values)),
    await idOf(withTensor('logScale', [0.5])),
    await idOf(withTensor('logOffset', [0.5, -0.5])),
    await idOf(withNodes((node) => (node.name === 'f' ? { ...node, operator: 'Tanh' } : node))),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});

it('depends on names of layers, which links hold, and on no others', async () => {
  const id = await idOf(EXPONENTIALS);
  const renamed = (name: string) => (name === 'w' || name === 'a' ? `other/${name}` : name);
  const tensors = Object.entries(EXPONENTIALS.tensors).map(([name, tensor]) => [renamed(name), tensor]);
  const others = {
    ...withNodes((node) => ({
      ...node,
      name: node.name === 'fc' ? 'fc' : `${node.name}-2`,
      inputs: node.inputs.map(renamed),
      outputs: node.outputs.map(renamed),
    })),
    tensors: Object.fromEntries(tensors),
  };
  expect(await idOf(others)).toBe(id);
  expect(await idOf(withNodes((node) => (node.name === 'fc' ? { ...node, name: 'head' } : node)))).not.toBe(
    id,
  );
});

it('refuses settings whose last bit may differ between browsers', async () => {
  const clipped = {
    ...EXPONENTIALS,
    nodes: [
      ...EXPONENTIALS.nodes.slice(0, 2),
      { operator: 'Clip', name: 'limit', inputs: ['a', '', 'scale'], outputs: ['y'] },
    ],
  };
  await expect(openFake(clipped)).rejects.toThrow('limit (Clip 17: input 2 = computed, not stored)');
});
