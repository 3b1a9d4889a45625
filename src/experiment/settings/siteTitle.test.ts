import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from './experimentSpec';
import { siteTitle, structuresTitle } from './siteTitle';

test.each([
  [['weights'], 'weights'],
  [['weights', 'hiddenState'], 'weights and hidden state'],
  [['weights', 'biases', 'activations'], 'weights, biases and activations'],
] as const)('people read %j as %s', (structures, title) => {
  expect(structuresTitle(structures)).toBe(title);
});

test('a site is named with the types of its structures, its bits and the lifetime that only dynamic faults have', () => {
  expect(siteTitle(DEFAULT_SPEC)).toBe('Q2.6 weights');
  const structures = ['weights', 'activations'] as const;
  expect(siteTitle({ ...DEFAULT_SPEC, structures, bitPositions: [0, 1] })).toBe(
    'Q2.6 weights and Q5.3 activations, only bits 0,1 counted from the sign, permanent faults',
  );
  expect(siteTitle({ ...DEFAULT_SPEC, bitPositions: [0] })).toBe('Q2.6 weights, only sign bits');
  const unsigned = { ...DEFAULT_SPEC, structures, reluWords: 'unsigned' } as const;
  expect(siteTitle({ ...unsigned, bitPositions: [0] })).toBe(
    'Q2.6 weights and Q5.3 activations (unsigned after ReLU), only top bits, permanent faults',
  );
  expect(siteTitle({ ...unsigned, layers: ['fc-3'] })).toBe(
    'Q2.6 weights and Q5.3 activations, permanent faults',
  );
});
