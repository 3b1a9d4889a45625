import { describe, expect, test } from 'vitest';
import {
  bar,
  type Distance,
  disc,
  edge,
  intersection,
  lens,
  path,
  polygon,
  union,
  without,
} from './distance';

const square = polygon([
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
]);

describe('a distance is negative inside, zero on the edge and positive outside', () => {
  test.each<[string, Distance, [x: number, y: number, distance: number][]]>([
    [
      'disc',
      disc([1, 0], 2),
      [
        [1, 0, -2],
        [3, 0, 0],
        [1, 5, 3],
      ],
    ],
    [
      'bar',
      bar([0, 0], [4, 0], 1),
      [
        [2, 0, -1],
        [2, 3, 2],
        [-3, 4, 4],
        [5, 0, 0],
      ],
    ],
    [
      'path',
      path(
        [
          [0, 0],
          [2, 0],
          [2, 2],
        ],
        0.5,
      ),
      [
        [1, 0, -0.5],
        [2, 1, -0.5],
        [0, 2, 1.5],
      ],
    ],
    [
      'polygon',
      square,
      [
        [0, 0, -1],
        [0.5, 0, -0.5],
        [1, 0.3, 0],
        [4, 5, 5],
        [0, -3, 2],
      ],
    ],
    [
      'lens',
      lens(5, 3),
      [
        [0, 0, -2],
        [4, 0, 0],
        [0, 2, 0],
      ],
    ],
    [
      'union',
      union(disc([0, 0], 1), disc([4, 0], 1)),
      [
        [0, 0, -1],
        [4, 0, -1],
        [2, 0, 1],
      ],
    ],
    [
      'intersection',
      intersection(square, disc([1, 0], 1)),
      [
        [-0.5, 0, 0.5],
        [0.5, 0, -0.5],
      ],
    ],
    [
      'without',
      without(square, disc([0, 0], 0.5)),
      [
        [0, 0, 0.5],
        [0.75, 0, -0.25],
      ],
    ],
    [
      'edge',
      edge(disc([0, 0], 2), 0.5),
      [
        [0, 0, 1.5],
        [2, 0, -0.5],
        [0, 3, 0.5],
      ],
    ],
  ])('%s', (_, shape, cases) => {
    for (const [x, y, distance] of cases) expect(shape(x, y)).toBeCloseTo(distance, 12);
  });

  test('a polygon does not mind the sense of its corners', () => {
    const corners = [
      [0, 0],
      [3, 0],
      [0, 4],
    ] as const;
    const there = polygon(corners);
    const back = polygon(corners.toReversed());
    for (const [x, y] of [
      [1, 1],
      [3, 4],
      [-1, 0.5],
    ] as const)
      expect(back(x, y)).toBe(there(x, y));
  });
});
