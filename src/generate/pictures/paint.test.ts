import { describe, expect, test } from 'vitest';
import { Draws } from '../draws';
import { type Colour, contrastOf, drawColour, drawContrasting, drawPaint, drawShade, mix } from './paint';

const streams = (count: number) => Array.from({ length: count }, (_, index) => new Draws(1, 0, 0, index));
const isColour = (colour: Colour) => colour.every((channel) => channel >= 0 && channel <= 1);

describe('colours', () => {
  test('are within range and of every hue: each channel is the brightest one of a third', () => {
    const colours = streams(3000).map((draws) => drawColour(0.9, draws));
    expect(colours.every(isColour)).toBe(true);
    for (const channel of [0, 1, 2]) {
      const share = colours.filter((colour) => colour[channel] === Math.max(...colour)).length / 3000;
      // Four deviations are 0.034.
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.034);
    }
  });

  test('are as far from another as wanted, but for one of a hundred', () => {
    const grey: Colour = [0.5, 0.5, 0.5];
    const near = streams(1000).filter((draws) => contrastOf(drawContrasting(grey, 0.25, draws), grey) < 0.25);
    expect(near.length).toBeLessThan(10);
    // Control: colours drawn without a minimum contrast are too close more often.
    const careless = streams(1000).filter((draws) => contrastOf(drawColour(0.9, draws), grey) < 0.25);
    expect(careless.length).toBeGreaterThan(200);
  });

  test('black and white are as far apart as can be', () => {
    expect(contrastOf([0, 0, 0], [1, 1, 1])).toBeCloseTo(1, 12);
    expect(contrastOf([0.2, 0.4, 0.6], [0.2, 0.4, 0.6])).toBe(0);
  });

  test('a shade is another colour, not far away', () => {
    for (const draws of streams(200)) {
      const shade = drawShade([0.5, 0.5, 0.5], 0.2, draws);
      expect(isColour(shade)).toBe(true);
      expect(contrastOf(shade, [0.5, 0.5, 0.5])).toBeGreaterThan(0);
      expect(contrastOf(shade, [0.5, 0.5, 0.5])).toBeLessThanOrEqual(0.3);
    }
  });

  test('mix from the first to the second', () => {
    expect(mix([0, 0.5, 1], [1, 0.5, 0], 0)).toEqual([0, 0.5, 1]);
    expect(mix([0, 0.5, 1], [1, 0.5, 0], 0.25)).toEqual([0.25, 0.5, 0.75]);
  });
});

test('drawPaint draws plain colours, patterns of two and everything between, in about a fifth of cases each', () => {
  const found = { plain: 0, patterned: 0 };
  for (const draws of streams(500)) {
    const paint = drawPaint([0, 0, 0], [1, 1, 1], 0.6, draws);
    const reds = Array.from({ length: 400 }, (_, i) => paint((i % 20) / 10, Math.floor(i / 20) / 10)[0]);
    expect(reds.every((red) => red >= 0 && red <= 1)).toBe(true);
    if (reds.every((red) => red === 0)) found.plain++;
    else if (Math.min(...reds) < 0.1 && Math.max(...reds) > 0.9) found.patterned++;
  }
  // Four deviations of a fifth are 36.
  expect(Math.abs(found.plain - 100)).toBeLessThan(36);
  expect(found.plain + found.patterned).toBeGreaterThan(480);
});
