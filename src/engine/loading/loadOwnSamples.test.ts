import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { loadGraph } from '../graph/loadGraph';
import { openFake, randomTensor } from '../graph/networks.fake';
import { loadOwnSamples } from './loadOwnSamples';

test.each([
  ['one score', [2, 1], [1]],
  ['a picture', [2, 4], [2, 2]],
])('refuses a network whose answer is %s', async (_, kernel, shape) => {
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
  const files = { format: 'own', samples: [], preprocessing: 'none' } as const;
  await expect(loadOwnSamples(files, network)).rejects.toThrow(
    `The network returns values [${shape.join(', ')}] for a sample: expected scores of two or more classes`,
  );
  network.dispose();
});
