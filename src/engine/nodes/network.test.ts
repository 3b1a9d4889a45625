import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { Network } from './network';

test('keeps what is written, refuses other shapes and names, and reads nothing that was not written', async () => {
  await tf.setBackend('cpu');
  const network = new Network(CATALOG.get('lenet-fc')!);
  const before = tf.memory().numTensors;
  expect(() => network.tensorsOf('fc-3')).toThrow(
    'Cannot read fc-3/kernel: expected a tensor that was written',
  );
  const [kernel, bias] = tf.tidy(() => {
    const tensors = [tf.ones([100, 10]), tf.ones([10])];
    network.write('fc-3/kernel', tensors[0]!);
    network.write('fc-3/bias', tensors[1]!);
    return tensors;
  });
  expect(network.tensorsOf('fc-3')).toEqual([kernel, bias]);
  expect(network.tensorsOf('flatten')).toEqual([]);
  network.write('fc-3/bias', tf.zeros([10]));
  expect([kernel!.isDisposed, bias!.isDisposed]).toEqual([false, true]);
  tf.tidy(() => {
    const values = tf.ones([9]);
    expect(() => network.write('fc-3/bias', values)).toThrow('Cannot write fc-3/bias [9]: expected [10]');
    expect(() => network.write('fc-4/bias', values)).toThrow(
      'Cannot write fc-4/bias [9]: expected another name',
    );
  });
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
