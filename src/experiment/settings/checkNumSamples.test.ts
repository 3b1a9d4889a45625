import { expect, test } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { checkNumSamples } from './checkNumSamples';

test('checkNumSamples is bounded by the set and names it', () => {
  const model = checkModel('lenet-fc');
  expect(checkNumSamples(2000, 'mnist', model, 2000)).toBe(2000);
  expect(() => checkNumSamples(2001, 'generated', model, 2000)).toThrow(
    'Cannot use 2001 images of generated digits: expected a whole number from 1 to 2,000',
  );
});
