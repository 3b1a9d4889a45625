import { commonShape } from './commonShape';
import { joinParts } from './joinParts';
import type { RawSample, RawSamples } from './rawSamples';

/** Makes samples in memory. Their kind is `sounds` if they have rates. */
export function makeRaw(
  samples: readonly (Omit<RawSample, 'rate'> & Partial<Pick<RawSample, 'rate'>>)[],
  changes: Partial<RawSamples> = {},
): RawSamples {
  const whole = samples.map(({ rate = null, ...sample }): RawSample => ({ rate, ...sample }));
  const part = {
    file: 'samples',
    numSamples: samples.length,
    read: async (first: number, end: number) => whole.slice(first, end),
  };
  return {
    ...joinParts([part]),
    kind: whole.some(({ rate }) => rate !== null) ? 'sounds' : 'arrays',
    shape: commonShape(whole.map(({ shape }) => shape)),
    labels: null,
    labelsAre: 'numbers',
    classNames: null,
    source: 'samples',
    notes: [],
    ...changes,
  };
}
