import { expect, test } from 'vitest';
import { CATALOG, TRAINING_SET_TITLES, TRAINING_SETS } from './catalog';

const models = [...CATALOG.values()];

test('every model is found by its id', () => {
  expect([...CATALOG.keys()]).toEqual(models.map(({ id }) => id));
});

test('LeNetFC has the layers of Table 1', () => {
  const { layers, paper, numClasses } = CATALOG.get('lenet-fc')!;
  expect(layers.map(({ name, kernelShape }) => [name, ...kernelShape])).toEqual([
    ['fc-1', 784, 300],
    ['fc-2', 300, 100],
    ['fc-3', 100, 10],
  ]);
  expect(paper).toEqual({ weightFormat: 'Q2.6', errorPercent: 1.68 });
  expect(numClasses).toBe(10);
});

test('the tensor numbers of LeNetFC, which every link depends on, are 0, 2 and 4', () => {
  expect(CATALOG.get('lenet-fc')!.layers.map(({ kernelTensor }) => kernelTensor)).toEqual([0, 2, 4]);
});

test.each(models.map((model) => [model.title, model] as const))(
  '%s has layers of different names and tensor numbers that fit the counter',
  (_title, { layers }) => {
    expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
    expect(new Set(layers.map(({ kernelTensor }) => kernelTensor)).size).toBe(layers.length);
    for (const { kernelTensor } of layers) expect(kernelTensor).toBeLessThan(2 ** 21);
  },
);

test('every training set has a title', () => {
  expect(Object.keys(TRAINING_SET_TITLES)).toEqual([...TRAINING_SETS]);
});
