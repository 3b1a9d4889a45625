import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { ModelDescription } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';
import { LENET_CNN } from '../../core/network/networks/lenet';
import { outputAxes } from '../../core/network/outputAxis';
import { openFake, randomTensor } from './networks.fake';

it('is the first axis where a file stores kernels as [out, in, height, width]', async () => {
  await tf.setBackend('cpu');
  const { description } = await openFake({
    input: [1, 3, 6, 6],
    output: [1, 3],
    tensors: {
      kernel: randomTensor([4, 3, 3, 3], 1),
      transposed: randomTensor([5, 64], 2),
      plain: randomTensor([5, 3], 3),
      bias: randomTensor([3], 4),
    },
    nodes: [
      { operator: 'Conv', inputs: ['x', 'kernel'], outputs: ['a'], attributes: {} },
      { operator: 'Flatten', inputs: ['a'], outputs: ['b'], attributes: {} },
      { operator: 'Gemm', inputs: ['b', 'transposed'], outputs: ['c'], attributes: { transB: 1 } },
      { operator: 'Gemm', inputs: ['c', 'plain', 'bias'], outputs: ['y'], attributes: {} },
    ],
  });
  expect(axesIn(description)).toEqual({ kernel: [0], transposed: [0], plain: [1], bias: [0] });
});

/** Axes of outputs by the name of the stored tensor. */
function axesIn(description: ModelDescription) {
  return Object.fromEntries(
    [...outputAxes(description)].map(([name, { first, end }]) => [
      name,
      Array.from({ length: end - first }, (_, index) => first + index),
    ]),
  );
}

it('is the output axis of a transposed convolution, and of depthwise kernels all that count outputs', async () => {
  await tf.setBackend('cpu');
  const { description } = await openFake({
    input: [1, 3, 6, 6],
    output: [1, 4, 6, 6],
    tensors: { depthwise: randomTensor([6, 1, 3, 3], 1), back: randomTensor([6, 4, 3, 3], 2) },
    nodes: [
      {
        operator: 'Conv',
        inputs: ['x', 'depthwise'],
        outputs: ['a'],
        attributes: { group: 3, pads: [1, 1, 1, 1] },
      },
      {
        operator: 'ConvTranspose',
        inputs: ['a', 'back'],
        outputs: ['y'],
        attributes: { pads: [1, 1, 1, 1] },
      },
    ],
  });
  // ONNX stores [out, in / group, height, width], and [in, out, height, width] transposed.
  expect(axesIn(description)).toEqual({ depthwise: [0], back: [1] });
});

it('counts both axes of a depthwise kernel that Keras stores as [height, width, channels, multiplier]', () => {
  const shape = [3, 3, 5, 2];
  const use = { role: 'kernel', tensor: 'k', shape: [3, 3, 1, 10] } as const;
  const node = { kind: 'convolution', name: 'c' } as NetworkNode;
  const model = {
    nodes: [{ node, inputShapes: [], outputShape: [], tensors: [use] }],
    stored: [{ name: 'k', shape }],
  } as unknown as ModelDescription;
  expect(axesIn(model)).toEqual({ k: [2, 3] });
});

it('is the rows of a kernel that nodes read in parts and transposed', () => {
  const part = { axis: 0, begin: 4, length: 4 };
  const use = { role: 'kernel', tensor: 'k', shape: [6, 4], part, permutation: [1, 0] } as const;
  const node = { kind: 'linear', name: 'l', units: 4 } as NetworkNode;
  const model = {
    nodes: [{ node, inputShapes: [], outputShape: [], tensors: [use] }],
    stored: [{ name: 'k', shape: [12, 6] }],
  } as unknown as ModelDescription;
  expect(axesIn(model)).toEqual({ k: [0] });
});

it('is the last axis of the catalogue’s kernels', () => {
  const axes = outputAxes(LENET_CNN);
  for (const { name, shape } of LENET_CNN.stored)
    expect(axes.get(name)).toEqual({ first: shape.length - 1, end: shape.length });
});
