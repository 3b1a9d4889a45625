import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { wordBits } from '../../core/words/numberFormat';
import { formatQFormat, parseQFormat } from '../../core/words/qformat';
import { addedPoints, type FormatCell, formatMap, isWithin, testedFormats } from './formatMap';

/**
 * Makes a map from additional wrong images: a row per integer bit from 1, a column per fraction bit
 * from 1.
 */
function mapOf(rows: readonly (readonly number[])[], images = 1000, floatWrong = 10) {
  const cells = rows.flatMap((row, integer) =>
    row.map((added, fraction): FormatCell => {
      const format = { integerBits: integer + 1, fractionBits: fraction + 1 };
      return { format, wrong: floatWrong + added, lost: Math.max(0, added), gained: Math.max(0, -added) };
    }),
  );
  const { minimal, strict } = formatMap('weights', images, floatWrong, cells);
  return {
    minimal: minimal && formatQFormat(minimal),
    strict: strict && formatQFormat(strict),
  };
}

describe('minimal type', () => {
  it('is the fewest bits that lose nothing', () => {
    const rows = [
      [90, 90, 90, 90],
      [90, 5, 0, 0],
      [90, 5, 0, 0],
    ];
    expect(mapOf(rows).minimal).toBe('Q2.3');
  });

  it('takes fewer integer bits where two types have as many bits', () => {
    const rows = [
      [9, 9, 0],
      [9, 0, 0],
      [0, 0, 0],
    ];
    expect(mapOf(rows).minimal).toBe('Q1.3');
    const [first, ...rest] = rows;
    expect(mapOf([[...first!.slice(0, 2), 9], ...rest]).minimal).toBe('Q2.2');
  });

  it('is disqualified by any wider type that loses, and by no other', () => {
    const rows = [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    expect(mapOf(rows).minimal).toBe('Q1.1');
    // A failing format in the middle excludes every narrower format, and keeps those beside it.
    expect(mapOf([rows[0]!, [0, 1, 0], rows[2]!]).minimal).toBe('Q1.3');
    expect(mapOf([rows[0]!, rows[1]!, [0, 1, 0]]).minimal).toBe('Q1.3');
    expect(mapOf([[0, 0, 1], rows[1]!, rows[2]!]).minimal).toBe('Q2.1');
  });

  it('is null when the widest type loses', () => {
    const rows = [
      [0, 0],
      [0, 1],
    ];
    expect(mapOf(rows)).toEqual({ minimal: null, strict: null });
  });

  it('may add 0.05 points, half an image in 1,000 and five in 10,000; the strict rule none', () => {
    const rows = [[6, 5, 0]];
    expect(mapOf(rows, 1000)).toEqual({ minimal: 'Q1.3', strict: 'Q1.3' });
    expect(mapOf(rows, 10_000)).toEqual({ minimal: 'Q1.2', strict: 'Q1.3' });
    expect(mapOf(rows, 12_000)).toEqual({ minimal: 'Q1.1', strict: 'Q1.3' });
  });

  it('counts images that are gained against those lost', () => {
    expect(mapOf([[-3, 0]]).strict).toBe('Q1.1');
    const cell = { format: parseQFormat('Q1.1'), wrong: 11, lost: 4, gained: 3 };
    expect(addedPoints(cell, 1000)).toBeCloseTo(0.1);
    expect(addedPoints({ ...cell, gained: 6 }, 1000)).toBeCloseTo(-0.2);
  });
});

describe('isWithin', () => {
  it.each([
    ['Q2.6', 'Q2.6', true],
    ['Q2.6', 'Q3.13', true],
    ['Q3.6', 'Q2.13', false],
    ['Q2.7', 'Q3.6', false],
  ])('%s in %s: %s', (format, other, within) => {
    expect(isWithin(parseQFormat(format), parseQFormat(other))).toBe(within);
  });
});

describe('tested types', () => {
  it.each(['weights', 'activations'] as const)(
    "%s: each type once, 2 to 24 bits, the paper's inside",
    (structure) => {
      for (const { dataKind, paper } of CATALOG.values()) {
        const formats = testedFormats(structure, dataKind);
        expect(new Set(formats.map(formatQFormat)).size).toBe(formats.length);
        const widths = formats.map(wordBits);
        expect(Math.min(...widths)).toBe(2);
        expect(Math.max(...widths)).toBeLessThanOrEqual(24);
        if (paper === null) continue;
        const ours = parseQFormat(structure === 'weights' ? paper.weightFormat : paper.activationFormat);
        const wider = formats.filter((format) => isWithin(ours, format));
        expect(wider.length).toBeGreaterThan(1);
        expect(wider.some(({ integerBits }) => integerBits > ours.integerBits)).toBe(true);
      }
    },
  );

  it('come in coarse order: the first few lie all over the grid', () => {
    const first = testedFormats('activations', 'digits').slice(0, 20);
    expect(Math.max(...first.map(({ integerBits }) => integerBits))).toBeGreaterThan(8);
    expect(Math.max(...first.map(({ fractionBits }) => fractionBits))).toBe(12);
    expect(Math.min(...first.map(wordBits))).toBeLessThan(6);
  });
});
