import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { ownSpec } from '../settings/ownSpec.fake';
import { specOfModel } from '../settings/specOfModel';
import { settingRows } from './settingRows';

it('lists every setting with an effect', () => {
  const spec = {
    ...specOfModel('lenet-cnn', DEFAULT_SPEC),
    ...{ structures: ['weights', 'activations'] as const, layers: ['conv-1'] },
    ...{ bitPositions: [0], lifetime: 'transient' as const, trials: 12, numSamples: 200 },
  };
  expect(Object.fromEntries(settingRows(spec))).toMatchObject({
    'Test set': 'generated digits, first 200 images',
    'Faults in': expect.stringMatching(/^Q.* weights and Q.* activations, only sign bits, transient faults$/),
    Layers: 'conv-1',
    'Bit error rates': '1e-6 to 1e-1, 21 rates',
    'Trials per rate': '12',
    Seed: '00000007',
  });
});

it('names file, size and identity of a network of the reader, and its preprocessing', () => {
  const rows = Object.fromEntries(settingRows(ownSpec()));
  expect(rows).toMatchObject({
    Network: 'lenet.onnx, 1.1 MB, file-00000000000000e7',
    Preprocessing: 'preprocessed by divide=2',
  });
  expect(rows).not.toHaveProperty('Weights');
});
