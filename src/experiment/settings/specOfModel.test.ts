import '../../core/network/networks/transformers';
import { expect, test } from 'vitest';
import { CATALOG, checkModel } from '../../core/network/catalog';
import { PAPER_BUDGETS } from '../paper/figures';
import { gridBers } from '../sweep/berGrid';
import { checkSpec } from './checkSpec';
import { DEFAULT_SPEC } from './experimentSpec';
import { specOfModel } from './specOfModel';

test.each([...CATALOG.keys()])('%s starts with an experiment that can be run', (id) => {
  const spec = specOfModel(id, { ...DEFAULT_SPEC, seed: 11, layers: ['fc-1'] });
  expect(checkSpec(spec)).toEqual(spec);
  expect(spec).toMatchObject({ model: id, seed: 11 });
  expect(spec.layers).toHaveLength(checkModel(id).layers.length);
});

test.each([...PAPER_BUDGETS])('%s starts with as many images as a person can wait for', (id, budget) => {
  const { numSamples, trials, bers } = specOfModel(id, DEFAULT_SPEC);
  expect(numSamples).toBeGreaterThanOrEqual(100);
  const msOfTrial = (budget.msPerTrial / budget.images) * numSamples;
  const minutesOnTwoWorkers = (msOfTrial * trials * gridBers(bers).length) / 2 / 60_000;
  expect(minutesOnTwoWorkers).toBeLessThan(10);
});

test('the first experiment of LeNetFC is the default one', () => {
  expect(specOfModel('lenet-fc', DEFAULT_SPEC)).toEqual(DEFAULT_SPEC);
});

test('another model keeps the structures that it has and the bit positions that its words have', () => {
  const recurrent = specOfModel('ti-gru', DEFAULT_SPEC);
  const both = { ...recurrent, structures: ['activations', 'hiddenState'] as const };
  expect(specOfModel('lenet-cnn', both).structures).toEqual(['activations']);
  expect(specOfModel('lenet-cnn', { ...recurrent, structures: ['hiddenState'] }).structures).toEqual([
    'weights',
  ]);
  expect(specOfModel('lenet-fc', { ...recurrent, bitPositions: [0, 13] })).toMatchObject({
    bitPositions: [0],
  });
});

test('another model keeps top-5 error, and not the changed answers of samples without labels', () => {
  const start = (measure: 'top5' | 'changed') => specOfModel('cf-vgg', { ...DEFAULT_SPEC, measure }).measure;
  expect(start('top5')).toBe('top5');
  expect(start('changed')).toBe('top1');
});
