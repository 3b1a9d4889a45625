import { expect, it } from 'vitest';
import { describeMissingBitPositions } from './missingBitPositions';

const WORDS = [
  { title: 'weights', format: { integerBits: 3, fractionBits: 13 } },
  { title: 'activations', format: { integerBits: 5, fractionBits: 3 } },
];

it('says which words lack chosen bits, and which of these are left to them', () => {
  expect(describeMissingBitPositions(null, WORDS)).toEqual([]);
  expect(describeMissingBitPositions([0, 7], WORDS)).toEqual([]);
  expect(describeMissingBitPositions([0, 8, 15], WORDS)).toEqual([
    'Q5.3 activations have 8 bits and no bits 8, 15: of the chosen ones only bit 0 may flip in them.',
  ]);
  expect(describeMissingBitPositions([8], WORDS)).toEqual([
    'Q5.3 activations have 8 bits and none of the chosen ones (bit 8): no curve is drawn for them.',
  ]);
});
