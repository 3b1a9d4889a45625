import { expect, test } from 'vitest';
import { PICTURE_CLASSES } from '../../engine/datasets/classNames';
import { Draws } from '../draws';
import { SPECIMENS } from './classes';

/** Points of a grid over [-1.5, 1.5]² that a specimen covers. */
function inside(shape: (x: number, y: number) => number): [x: number, y: number][] {
  const steps = Array.from({ length: 61 }, (_, step) => (step - 30) / 20);
  return steps
    .flatMap((y) => steps.map((x): [number, number] => [x, y]))
    .filter(([x, y]) => shape(x, y) <= 0);
}

const specimens = (name: (typeof PICTURE_CLASSES)[number]) =>
  Array.from({ length: 25 }, (_, index) => SPECIMENS[name](new Draws(3, 0, 0, index)));

test.each(PICTURE_CLASSES)(
  '%s: fills its square to the side and no more, is no speck and no blot',
  (name) => {
    for (const shape of specimens(name)) {
      const points = inside(shape);
      const reach = Math.max(...points.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y))));
      expect(reach).toBeGreaterThanOrEqual(0.7);
      expect(reach).toBeLessThanOrEqual(1.1);
      const share = points.length / 41 ** 2;
      expect(share).toBeGreaterThan(0.09);
      expect(share).toBeLessThan(0.65);
    }
  },
);

test.each(PICTURE_CLASSES)('%s: no two are alike', (name) => {
  const outlines = specimens(name).map((shape) =>
    JSON.stringify([shape(0.3, 0.2), shape(-0.7, 0.4), shape(0.1, -0.8)]),
  );
  expect(new Set(outlines).size).toBe(outlines.length);
});
