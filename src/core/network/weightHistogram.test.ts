import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BINS_PER_UNIT, HISTOGRAM_LIMIT, histogramOf } from './weightHistogram';

/** Summarises a histogram as [below, [[bin, count], …], above]. */
function summary(values: readonly number[]) {
  const { below, bins, above } = histogramOf('fc-1', [Float32Array.from(values)]);
  return [below, [...bins.entries()].filter(([, count]) => count > 0), above];
}

test('histogramOf keeps the layer and has 64 bins a unit over [-8, 8)', () => {
  const { layer, bins } = histogramOf('fc-1', []);
  expect(layer).toBe('fc-1');
  expect(bins).toEqual(new Uint32Array(1024));
});

test.each([
  ['no values', [], [0, [], 0]],
  ['0 above the middle', [0, 0], [0, [[512, 2]], 0]],
  ['the lowest edge in the first bin', [-8], [0, [[0, 1]], 0]],
  ['what lies just below it apart', [-8.000001, -Infinity], [2, [], 0]],
  ['the last step below 8 in the last bin', [8 - 2 ** -20], [0, [[1023, 1]], 0]],
  ['8, Infinity and NaN apart', [8, Infinity, Number.NaN], [0, [], 3]],
  [
    'the edge of a bin in the bin above',
    [-1 / 64, 1 / 64, 2],
    [
      0,
      [
        [511, 1],
        [513, 1],
        [640, 1],
      ],
      0,
    ],
  ],
])('histogramOf counts %s', (_what, values, expected) => expect(summary(values)).toEqual(expected));

test('the bins from a limit ±2^(m-1) on hold exactly the values beyond it', () => {
  const anyFloats = fc.array(fc.float({ min: -10, max: 10, noNaN: true }));
  fc.assert(
    fc.property(anyFloats, fc.constantFrom(1, 2, 4, 8), (values, limit) => {
      const { below, bins, above } = histogramOf('fc-1', [values]);
      const edge = (value: number) => (value + HISTOGRAM_LIMIT) * BINS_PER_UNIT;
      const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0);
      expect(below + sum(bins.subarray(0, edge(-limit)))).toBe(values.filter((v) => v < -limit).length);
      expect(above + sum(bins.subarray(edge(limit)))).toBe(values.filter((v) => v >= limit).length);
    }),
  );
});
