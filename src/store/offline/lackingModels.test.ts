import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { lackingModels } from './lackingModels';

it('sums what the first experiment of each model lacks', () => {
  const files = [
    { path: 'models/lenet-cnn/generated/weights.bin', bytes: 2_400_000, isKept: false },
    { path: 'models/lenet-cnn/mnist/weights.bin', bytes: 2_400_000, isKept: false },
    { path: 'models/lenet-fc/generated/weights.bin', bytes: 1_000_000, isKept: true },
    { path: 'data/pictures/test-batch-1k.bin.gz', bytes: 2_000_000, isKept: false },
    { path: 'models/cf-vgg/generated/weights.bin', bytes: 15_000_000, isKept: false },
  ];
  expect(lackingModels(files, DEFAULT_SPEC)).toEqual({
    'lenet-cnn': 2_400_000,
    'cf-vgg': 17_000_000,
    'vgg16-mini': 2_000_000,
    'resnet50-mini': 2_000_000,
  });
  expect(lackingModels([], DEFAULT_SPEC)).toEqual({});
});
