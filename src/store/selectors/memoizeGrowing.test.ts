import { describe, expect, it } from 'vitest';
import { memoizeGrowing } from './memoizeGrowing';

interface Item {
  readonly value: number;
}

const items = Array.from({ length: 6 }, (_, value): Item => ({ value }));

/** Sums values times a factor, and counts the items that `add` got. */
function summing() {
  const seen: number[] = [];
  const sum = memoizeGrowing(
    (_factor: number) => ({ sum: 0 }),
    (result, fresh: readonly Item[], factor) => {
      seen.push(fresh.length);
      return { sum: fresh.reduce((total, { value }) => total + factor * value, result.sum) };
    },
  );
  return { sum, seen };
}

describe('memoizeGrowing', () => {
  it('is handed the new items alone, and gives what all give', () => {
    const { sum, seen } = summing();
    for (const length of [0, 2, 3, 6]) {
      const all = items.slice(0, length);
      expect(sum(all, 2)).toEqual(summing().sum(all, 2));
    }
    expect(seen).toEqual([0, 2, 1, 3]);
  });

  it('gives the same object while nothing came', () => {
    const { sum } = summing();
    const first = sum(items, 2);
    expect(sum(items, 2)).toBe(first);
    expect(sum([...items], 2)).toBe(first);
  });

  it('begins anew with a shorter list, with other items and with other keys', () => {
    const { sum } = summing();
    sum(items, 1);
    expect(sum(items.slice(0, 2), 1)).toEqual({ sum: 1 });
    expect(sum([{ value: 10 }, { value: 20 }, { value: 30 }], 1)).toEqual({ sum: 60 });
    expect(sum(items.slice(0, 2), 5)).toEqual({ sum: 5 });
  });
});
