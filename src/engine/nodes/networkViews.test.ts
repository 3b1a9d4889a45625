import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeGraph } from '../../core/network/graphModel';
import { NetworkRunner } from '../inference/networkRunner';
import { Network } from './network';

const MODEL = describeGraph({
  id: 'file-0',
  title: 'test',
  dataKind: 'own',
  inputShape: [2],
  nodes: [
    {
      node: { kind: 'linear', name: 'fc', inputs: [''], units: 3 },
      inputShapes: [[2]],
      outputShape: [3],
      tensors: [
        { role: 'kernel', tensor: 'w', shape: [2, 3], permutation: [1, 0] },
        { role: 'bias', tensor: 'b', shape: [3] },
      ],
    },
  ],
  tensors: [
    { name: 'w', shape: [3, 2], structure: 'weights' },
    { name: 'b', shape: [1, 3], structure: 'biases' },
  ],
  weightFormat: 'Q2.6',
  activationFormat: 'Q5.3',
  paper: null,
  weights: [],
});

test('reads tensors with other axes and shapes, anew after each write, on WASM too', async () => {
  await tf.setBackend('wasm');
  const network = new Network(MODEL);
  network.write('w', tf.tensor([1, 2, 3, 4, 5, 6], [3, 2]));
  network.write('b', tf.tensor([10, 20, 30], [1, 3]));
  const runner = new NetworkRunner(network);
  const answer = () => tf.tidy(() => Array.from(runner.run(tf.tensor([[1, 100]])).scores.dataSync()));
  expect(answer()).toEqual([211, 423, 635]);
  network.write('w', tf.tensor([0, 0, 0, 0, 0, 1], [3, 2]));
  network.write('b', tf.tensor([1, 2, 3], [1, 3]));
  expect(answer()).toEqual([1, 2, 103]);
  const before = tf.memory().numTensors;
  network.dispose();
  expect(before - tf.memory().numTensors).toBe(4);
});
