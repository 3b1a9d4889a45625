import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { drawWords } from './drawWords';

it('says how flips were drawn and which samples count', () => {
  const { structures } = DEFAULT_SPEC;
  expect(drawWords(DEFAULT_SPEC, structures, 'image', 10_000)).toBe(
    'each bit flips by chance; higher rates keep these flips and add more; seed 00000007; first 1,000 of 10,000 images',
  );
  expect(drawWords(DEFAULT_SPEC, structures, 'image', null)).toMatch(/; first 1,000 images$/);
  expect(drawWords(DEFAULT_SPEC, structures, 'image', 1000)).toMatch(/; all 1,000 images$/);
});

it('distinguishes the rule for weights from that for activations and hidden state', () => {
  const count = { ...DEFAULT_SPEC, sampling: 'count', rateCoupling: 'independent' } as const;
  expect(drawWords(count, ['weights'], 'image', null)).toMatch(
    /^a fixed number of bits flips; every rate draws its own flips; seed/,
  );
  expect(drawWords(count, ['activations', 'hiddenState'], 'image', null)).toMatch(
    /^each bit flips by chance;/,
  );
  expect(drawWords(count, ['weights', 'activations', 'weights'], 'image', null)).toMatch(
    /^a fixed number of bits flips, in activations each by chance;/,
  );
});
