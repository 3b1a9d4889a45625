import { expect, it } from 'vitest';
import { drawRule } from './drawRule';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';

const CHANCE = 'each bit flips by chance';
const COUNT = 'a fixed number of bits flips';
const KEPT = 'higher rates keep these flips and add more';
const OWN = 'every rate draws its own flips';
const activations: Partial<ExperimentSpec> = { structures: ['activations'] };
const count: Partial<ExperimentSpec> = { sampling: 'count' };
const independent: Partial<ExperimentSpec> = { rateCoupling: 'independent' };

it.each([
  [[{}], `${CHANCE}; ${KEPT}`],
  [[count, { ...count, format: { integerBits: 3, fractionBits: 13 } }], `${COUNT}; ${KEPT}`],
  [[independent], `${CHANCE}; ${OWN}`],
  // Bits of activations flip independently under both sampling rules.
  [[{ ...activations, ...count }], `${CHANCE}; ${KEPT}`],
  [[{ ...activations, ...count }, count], `${COUNT}, in activations each by chance; ${KEPT}`],
  [
    [{ ...count, structures: ['hiddenState', 'biases', 'activations', 'hiddenState'] }],
    `${COUNT}, in hidden state and activations each by chance; ${KEPT}`,
  ],
  [[count, {}], `${COUNT} or ${CHANCE}; ${KEPT}`],
  [[{ ...activations, ...count }, count, {}], `${CHANCE} or ${COUNT}; ${KEPT}`],
  [[independent, {}], `${CHANCE}; ${OWN} or ${KEPT}`],
] as const satisfies readonly [Partial<ExperimentSpec>[], string][])('of %j: %s', (changes, words) => {
  expect(drawRule(changes.map((change) => ({ ...DEFAULT_SPEC, ...change })))).toBe(words);
});
