import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modelPaths } from './assetPaths';
import { CATALOG } from './catalog';

const shipped = [...CATALOG.values()].flatMap((model) => model.weights.map((set) => ({ model, set })));

test.each(shipped)('lists what the manifest of $model.id trained on $set lists', ({ model, set }) => {
  const { tensors } = JSON.parse(readFileSync(`public/${modelPaths(model.id, set).manifest}`, 'utf8'));
  expect(model.stored).toEqual(tensors);
});

test('takes a branch before the sum in step with the other one', () => {
  const names = CATALOG.get('resnet50-mini')!.stored.map(({ name }) => name);
  const first = names.indexOf('conv-2a-short/kernel');
  expect(names.slice(first - 2, first + 5)).toEqual([
    'norm-2a-2/moving_mean',
    'norm-2a-2/moving_variance',
    'conv-2a-short/kernel',
    'conv-2a-short/bias',
    'conv-2a-3/kernel',
    'conv-2a-3/bias',
    'norm-2a-short/gamma',
  ]);
});
