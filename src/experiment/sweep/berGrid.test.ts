import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyBerGrid } from '../settings/anySpec.arbitrary';
import {
  type BerGrid,
  checkBerGrid,
  formatBerGrid,
  gridBers,
  nearestStop,
  parseBerGrid,
  sliderStops,
} from './berGrid';

describe('parseBerGrid', () => {
  test.each<[string, BerGrid]>([
    ['1e-6:1e-1:4', { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 }],
    [' 0.000001 : 0.1 : 8 ', { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 8 }],
    ['1E-12:1e-12:1', { kind: 'span', from: 1e-12, to: 1e-12, perDecade: 1 }],
    ['0.01', { kind: 'list', bers: [0.01] }],
    ['0.5, 1e-5,3e-4', { kind: 'list', bers: [1e-5, 3e-4, 0.5] }],
  ])('reads %j', (text, grid) => expect(parseBerGrid(text)).toEqual(grid));

  test.each([
    ['', /empty list of rates: expected at least one/],
    [',', /expected a number/],
    ['1e-5,,1e-4', /expected a number/],
    ['0,1e-4', /Cannot use rate 0 in a grid/],
    ['0.6', /out of range/],
    ['1e-13', /out of range/],
    ['-1e-3', /out of range/],
    ['1e-3,1e-3', /Cannot use rate 1e-3 at place 2 of 2: expected each rate once/],
    ['0.01, 1e-5,3e-4,0.00001', /Cannot use rate 1e-5 at place 4 of 4: expected each rate once/],
    ['NaN', /expected a number/],
    ['1e-6:1e-1', /expected <from>:<to>:<per decade>/],
    ['1e-6:1e-1:4:4', /expected <from>/],
    ['1e-6:1e-1:3', /Cannot use 3 rates per decade: expected one of 1, 2, 4, 8/],
    ['1e-6:1e-1:0', /Cannot use 0 rates per decade/],
    ['1e-6:0.5:4', /Cannot use 0.5 as an end of a span/],
    ['3e-6:1e-1:4', /power of ten/],
    ['1e-1:1e-6:4', /lower end first/],
    ['0:1e-1:4', /Cannot use 0 as an end/],
    [
      Array.from({ length: 201 }, (_, i) => `${i + 1}e-6`).join(','),
      /Cannot use 201 rates: expected at most 200/,
    ],
    ['1e-3,'.repeat(100_000), /characters: expected at most 200 rates/],
  ])('refuses %.40j', (text, message) => expect(() => parseBerGrid(text)).toThrow(message));

  test('reads back what formatBerGrid wrote', () => {
    fc.assert(
      fc.property(anyBerGrid, (grid) => {
        expect(parseBerGrid(formatBerGrid(grid))).toEqual(grid);
      }),
    );
  });

  test('either gives a valid grid or throws an Error with a message, whatever the text', () => {
    const almost = fc.array(fc.constantFrom('1', '0', '.', 'e', '-', ':', ',', ' ', '8'), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          almost.map((parts) => parts.join('')),
        ),
        (text) => {
          let grid: BerGrid;
          try {
            grid = parseBerGrid(text);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
            expect((error as Error).message).toMatch(/^[A-Z]/);
            return;
          }
          expect(checkBerGrid(grid)).toEqual(grid);
        },
      ),
    );
  });
});

describe('formatBerGrid', () => {
  test.each(['1e-6:1e-1:4', '1e-5,3e-4,0.01', '3.16e-4'])('writes %s as a person would', (text) =>
    expect(formatBerGrid(parseBerGrid(text))).toBe(text),
  );
});

describe('gridBers', () => {
  test('gives the doubles of the printed literals', () => {
    expect(gridBers(parseBerGrid('1e-5:1e-4:8'))).toEqual([
      1e-5, 1.33e-5, 1.78e-5, 2.37e-5, 3.16e-5, 4.22e-5, 5.62e-5, 7.5e-5, 1e-4,
    ]);
    expect(gridBers(parseBerGrid('1e-3:1e-1:2'))).toEqual([1e-3, 3.16e-3, 1e-2, 3.16e-2, 1e-1]);
    expect(gridBers(parseBerGrid('1e-3:1e-3:8'))).toEqual([1e-3]);
  });

  test('a finer grid keeps every rate of the coarser one', () => {
    const [coarse, fine] = [4, 8].map((perDecade) => gridBers(parseBerGrid(`1e-12:1e-1:${perDecade}`)));
    expect(coarse).toHaveLength(45);
    expect(fine).toHaveLength(89);
    expect(coarse!.every((ber) => fine!.includes(ber))).toBe(true);
  });

  test('is ascending, each rate once', () => {
    fc.assert(
      fc.property(anyBerGrid, (grid) => {
        const bers = gridBers(grid);
        expect(bers.every((ber, index) => index === 0 || ber > bers[index - 1]!)).toBe(true);
      }),
    );
  });
});

describe('slider stops', () => {
  const stops = sliderStops(1e-6, 1e-1, [0.002, 1e-3]);

  test('start with the fault-free stop and hold eight rates per decade and the others once', () => {
    expect(stops.slice(0, 3)).toEqual([0, 1e-6, 1.33e-6]);
    expect(stops).toHaveLength(1 + 41 + 1);
    expect(stops).toContain(0.002);
  });

  test.each([
    [0, 0],
    [1e-9, 1e-6],
    [1e-6, 1e-6],
    [3e-4, 3.16e-4],
    [0.0019, 0.002],
    [0.5, 0.1],
  ])('nearest to %d is %d', (ber, stop) => expect(stops[nearestStop(stops, ber)]).toBe(stop));
});
