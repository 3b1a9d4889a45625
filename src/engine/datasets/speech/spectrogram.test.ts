import { expect, test } from 'vitest';
import { spectrogramOf } from './spectrogram';

const tone = Float32Array.from({ length: 1000 }, (_, index) => 0.1 * Math.sin((2 * Math.PI * index) / 8));

test('spectrogramOf shows a tone of 1 kHz as a line at band 31, in every frame', () => {
  const { magnitudesDb, frames, bands } = spectrogramOf(tone);
  expect([frames, bands, magnitudesDb.length]).toEqual([11, 128, 11 * 128]);
  for (let frame = 0; frame < frames; frame++) {
    const column = magnitudesDb.subarray(frame * bands, (frame + 1) * bands);
    expect(column.indexOf(Math.max(...column))).toBe(31);
    expect(column[31]).toBeGreaterThan(250);
    expect(column[100]).toBeLessThan(80);
  }
});

test('spectrogramOf shows silence as nothing', () => {
  expect(spectrogramOf(new Float32Array(500)).magnitudesDb.every((value) => value === 0)).toBe(true);
});
