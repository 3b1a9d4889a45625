import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
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
  expect(Object.fromEntries(outputAxes(description))).toEqual({
    kernel: 0,
    transposed: 0,
    plain: 1,
    bias: 0,
  });
});

it('is the last axis of the catalogue’s kernels', () => {
  const axes = outputAxes(LENET_CNN);
  for (const { name, shape } of LENET_CNN.stored) expect(axes.get(name)).toBe(shape.length - 1);
});
