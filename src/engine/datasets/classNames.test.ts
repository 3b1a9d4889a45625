import { expect, test } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { classNamesOf } from './classNames';

test.each([
  ['vgg16-mini', 'cifar10', 'airplane'],
  ['vgg16-mini', 'file-0123456789abcdef', '0'],
  ['vgg16', 'file-0123456789abcdef', 'tench'],
  ['ti-gru', 'fsdd', '0'],
] as const)('classes of %s on %s begin with %s', async (model, dataId, first) => {
  const description = CATALOG.get(model)!;
  const names = await classNamesOf(dataId, description);
  expect(names).toHaveLength(description.numClasses);
  expect(names[0]).toBe(first);
});

test('generated pictures have names of their own', async () => {
  const names = await classNamesOf('generated', CATALOG.get('vgg16-mini')!);
  expect(new Set(names).size).toBe(10);
  expect(names).not.toContain('airplane');
  expect(names).not.toContain('0');
});
