import { expect, test } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';
import { lostStructures } from './lostStructures';
import { specOfModel } from './specOfModel';

const RECURRENT = { ...specOfModel('ti-gru', DEFAULT_SPEC), lifetime: 'transient' } as const;

function lost(structures: ExperimentSpec['structures'], model: string): string | null {
  const before = { ...RECURRENT, structures };
  return lostStructures(before, specOfModel(model, before));
}

test('a model without a hidden state says what it chose instead, and how much it counts', () => {
  expect(lost(['hiddenState'], 'lenet-cnn')).toBe(
    'LeNetCNN has no hidden state: weights chosen, on 500 images',
  );
  expect(lost(['activations', 'hiddenState'], 'lenet-fc')).toMatch(
    /^LeNetFC has no hidden state: activations chosen/,
  );
});

test('a model that has all that faults says nothing', () => {
  expect(lost(['activations'], 'lenet-cnn')).toBeNull();
  expect(lost(['hiddenState'], 'ti-gru')).toBeNull();
});

test('transient faults are kept only with structures that have them', () => {
  expect(specOfModel('lenet-cnn', { ...RECURRENT, structures: ['hiddenState'] }).lifetime).toBe('permanent');
  expect(specOfModel('lenet-cnn', { ...RECURRENT, structures: ['activations'] }).lifetime).toBe('transient');
});
