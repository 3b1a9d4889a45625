import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
import type { Operator } from './operators';
import { rectifiedNodes } from './rectified';

const buffersOf = (id: string, rectified: boolean) =>
  CATALOG.get(id)!
    .buffers.filter((buffer) => buffer.rectified === rectified)
    .map(({ node, part }) => `${node}/${part}`);

test('layers with a ReLU of their own and pools over them are rectified, the scores are not', () => {
  expect(buffersOf('lenet-cnn', true)).toEqual(
    ['conv-1', 'conv-2', 'pool-1', 'fc-1'].map((node) => `${node}/output`),
  );
  expect(buffersOf('lenet-cnn', false)).toEqual(['fc-2/output']);
  expect(buffersOf('vgg16', false)).toEqual(['fc-3/output']);
});

test('no part of a GRU is', () => {
  expect(buffersOf('ti-gru', true)).toEqual(['fc-1/output']);
});

test('what is stored before its normalisation and ReLU is not, a pool after them is', () => {
  expect(buffersOf('resnet50', true)).toEqual(['pool-1/output', 'pool-2/output']);
});

test('a sum is where every part of it is', () => {
  const relu = (name: string, input: string) => ({ kind: 'relu', name, inputs: [input] }) as const;
  const sum = (name: string, ...inputs: string[]) => ({ kind: 'add', name, inputs }) as const;
  const conv = { kind: 'conv', filters: 1, kernelSize: 1, strides: 1, padding: 'same' } as const;
  const names = rectifiedNodes([
    { ...conv, name: 'plain', relu: false },
    relu('a', 'plain'),
    relu('b', 'plain'),
    sum('both', 'a', 'b'),
    sum('one', 'a', 'plain'),
    { kind: 'dropout', name: 'dropped', rate: 0.5 },
    { kind: 'zeroPad', name: 'padded', pixels: 1, inputs: ['both'] },
  ]);
  expect([...names]).toEqual(['a', 'b', 'both', 'padded']);
});

test('operators keep values that are not below 0, unless a stored tensor or a constant may be', () => {
  const input = { kind: 'unary', function: { name: 'relu' }, name: 'input', inputs: ['image'] } as const;
  const of = (operation: Operator): boolean =>
    rectifiedNodes([input, { ...operation, name: 'node', inputs: ['input', 'input'] }]).has('node');
  const both = ['input', 'input'] as const;
  const stored = ['input', 'tensor'] as const;
  const pads = [[1, 1]] as const;
  const kept: readonly Operator[] = [
    { kind: 'binary', function: 'add', operands: both },
    { kind: 'binary', function: 'maximum', operands: both },
    { kind: 'concat', axis: 0, operands: both },
    { kind: 'pad', pads, mode: 'constant', value: 0 },
    { kind: 'pad', pads, mode: 'edge', value: -1 },
    { kind: 'reduce', reduction: 'max', axes: [0], keepsAxes: true },
    { kind: 'unary', function: { name: 'clip', min: 0, max: 6 } },
    { kind: 'transpose', permutation: [0] },
  ];
  const lost: readonly Operator[] = [
    { kind: 'binary', function: 'subtract', operands: both },
    { kind: 'binary', function: 'add', operands: stored },
    { kind: 'concat', axis: 0, operands: stored },
    { kind: 'gather', axis: 0, operands: ['tensor', 'input'] },
    { kind: 'pad', pads, mode: 'constant', value: -1 },
    { kind: 'reduce', reduction: 'logSum', axes: [0], keepsAxes: true },
    { kind: 'unary', function: { name: 'clip', min: -1, max: 6 } },
    { kind: 'layerNorm', numAxes: 1, epsilon: 0 },
  ];
  expect(kept.filter((operation) => !of(operation))).toEqual([]);
  expect(lost.filter(of)).toEqual([]);
});
