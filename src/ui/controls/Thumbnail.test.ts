// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { CIVIDIS } from '../charts/cividis';
import { imageOf } from './Thumbnail';

const pixelsOf = (channels: number, pixels: number[], index: number, isSound = false) => [
  ...imageOf({ rows: 1, columns: 2, channels, pixels: Uint8Array.from(pixels) }, index, isSound).data,
];

it('draws grey samples as dark ink on white, colours as they are', () => {
  expect(pixelsOf(1, [9, 9, 0, 255], 1)).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
  expect(pixelsOf(3, [1, 2, 3, 4, 5, 6], 0)).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});

it('draws sound from dark blue to yellow', () => {
  expect(pixelsOf(1, [0, 255], 0, true)).toEqual([0, 34, 78, 255, 254, 232, 56, 255]);
});

it('cividis grows brighter from step to step', () => {
  const brightness = Array.from(
    { length: 256 },
    (_, step) =>
      0.2126 * CIVIDIS[3 * step]! + 0.7152 * CIVIDIS[3 * step + 1]! + 0.0722 * CIVIDIS[3 * step + 2]!,
  );
  for (let step = 1; step < 256; step++)
    expect(brightness[step]).toBeGreaterThan(brightness[step - 1]! - 0.6);
  expect(brightness[255]! - brightness[0]!).toBeGreaterThan(180);
});
