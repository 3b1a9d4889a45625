import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numLanes, packWord, unpackWord, wordPlace, wordsPerLane } from './packing';

const WIDTHS = Array.from({ length: 23 }, (_, index) => index + 2);

function anyWords(width: number) {
  return fc.array(fc.integer({ min: 0, max: 2 ** width - 1 }), { minLength: 1, maxLength: 100 });
}

function pack(words: readonly number[], width: number): Uint32Array {
  const lanes = new Uint32Array(numLanes(words.length, width));
  words.forEach((word, index) => {
    const { laneIndex, slot } = wordPlace(index, width);
    lanes[laneIndex] = packWord(lanes[laneIndex]!, word, slot, width);
  });
  return lanes;
}

// By hand: floor(32 / width) words a lane, lanes for 100 words.
test.each([
  [2, 16, 7],
  [3, 10, 10],
  [8, 4, 25],
  [9, 3, 34],
  [14, 2, 50],
  [16, 2, 50],
  [17, 1, 100],
  [24, 1, 100],
])('words of %d bits lie %d to a lane, 100 of them in %d lanes', (width, perLane, lanes) => {
  expect(wordsPerLane(width)).toBe(perLane);
  expect(numLanes(100, width)).toBe(lanes);
});

test('the lowest word lies in the lowest bits', () => {
  expect([...pack([0x11, 0x22, 0x33, 0x84, 0x55], 8)]).toEqual([0x84332211, 0x55]);
});

describe.each(WIDTHS)('words of %d bits', (width) => {
  const perLane = wordsPerLane(width);

  test('come back from their lanes', () => {
    fc.assert(
      fc.property(anyWords(width), (words) => {
        const lanes = pack(words, width);
        const back = words.map((_, index) =>
          unpackWord(lanes[Math.floor(index / perLane)]!, index % perLane, width),
        );
        expect(back).toEqual(words);
      }),
    );
  });

  test('straddle no lane and leave the bits above them 0', () => {
    const used = 2 ** (perLane * width) - 1;
    expect(perLane * width).toBeLessThanOrEqual(32);
    expect((perLane + 1) * width).toBeGreaterThan(32);
    const full = pack(new Array(2 * perLane).fill(2 ** width - 1), width);
    expect([...full]).toEqual([used, used]);
  });
});
