import { describe, expect, test } from 'vitest';
import { changeSite } from './changeSite';
import { narrowestWord } from './checkBitPositions';
import { checkSpec } from './checkSpec';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';

describe('changeSite', () => {
  const some: ExperimentSpec = { ...DEFAULT_SPEC, bitPositions: [0, 3, 7] };
  const narrow = { integerBits: 2, fractionBits: 2 };

  test('gives up bit positions that a narrower type no longer has, and says nothing of them otherwise', () => {
    expect(changeSite(some, { format: narrow })).toEqual({ format: narrow, bitPositions: [0, 3] });
    expect(changeSite({ ...some, bitPositions: [7] }, { format: narrow })).toEqual({
      format: narrow,
      bitPositions: null,
    });
    expect(changeSite({ ...some, bitPositions: [0, 1] }, { format: narrow })).toEqual({ format: narrow });
    expect(changeSite(DEFAULT_SPEC, { format: narrow })).toEqual({ format: narrow });
  });

  test('goes by the narrowest word that faults, and by no other', () => {
    expect(changeSite(some, { activationFormat: narrow })).toEqual({ activationFormat: narrow });
    const structures = ['weights', 'activations'] as const;
    const wide = { ...some, activationFormat: narrow };
    expect(narrowestWord(wide)).toBe(8);
    expect(changeSite(wide, { structures })).toEqual({ structures, bitPositions: [0, 3] });
    expect(checkSpec({ ...wide, ...changeSite(wide, { structures }) }).bitPositions).toEqual([0, 3]);
  });
});
