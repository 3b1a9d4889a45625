import { expect, test } from 'vitest';
import { CATALOG } from './catalog';
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
