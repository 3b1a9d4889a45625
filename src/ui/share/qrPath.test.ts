import { encode } from 'uqr';
import { expect, it } from 'vitest';
import { qrPath } from './qrPath';

it.each(['#/x?v=1', `https://example.org/ares/#/x?v=1&h=${'a1-_'.repeat(200)}`])(
  'covers every dark module of %.20j once, four modules from the edge',
  (text) => {
    const { size, path } = qrPath(text)!;
    const grid = Array.from({ length: size }, () => Array<number>(size).fill(0));
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
      for (let column = 0; column < Number(width); column++) grid[Number(y)]![Number(x) + column]! += 1;
    const { data } = encode(text, { ecc: 'L', border: 0 });
    const inner = grid.slice(4, -4).map((row) => row.slice(4, -4));
    expect(inner).toEqual(data.map((row) => row.map(Number)));
    expect(grid.flat().reduce((sum, count) => sum + count, 0)).toBe(data.flat().filter(Boolean).length);
  },
);

it('refuses what no QR code holds', () => {
  expect(qrPath('a'.repeat(2953))).not.toBeNull();
  expect(qrPath('a'.repeat(2954))).toBeNull();
});
