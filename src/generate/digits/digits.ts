import { EMBEDDED_SAMPLES } from '../../core/network/embedded';
import type { ImageSet } from '../../engine/datasets/imageSet';
import { classTurn } from '../classTurn';
import { Draws } from '../draws';
import { writeDigit } from './handwriting';
import { rasterize } from './raster';

/** Seed of the embedded data. Another seed would give another data set of the same name. */
const DIGITS_SEED = 2018;
export const NUM_TRAIN_DIGITS = 60_000;
export const NUM_TEST_DIGITS = EMBEDDED_SAMPLES.digits;

const SIDE = 28;
const NUM_CLASSES = 10;

/** First Philox counter words of the splits and purposes. The data set depends on them. */
const SPLITS = { train: 0, test: 1 } as const;
const PURPOSES = { picture: 0, labels: 1 } as const;

/**
 * Generates `count` pictures [28 · 28], starting with number `first`. A picture depends only on its
 * split and number. Each ten from a multiple of ten on have every class once, in shuffled order.
 */
export function generateDigits(split: keyof typeof SPLITS, first: number, count: number): ImageSet {
  const images = new Uint8Array(count * SIDE * SIDE);
  const labels = new Uint8Array(count);
  for (let offset = 0; offset < count; offset++) {
    const label = labelOf(split, first + offset);
    labels[offset] = label;
    drawPicture(
      label,
      new Draws(DIGITS_SEED, PURPOSES.picture, SPLITS[split], first + offset),
      images.subarray(offset * SIDE * SIDE, (offset + 1) * SIDE * SIDE),
    );
  }
  return { images, labels, numSamples: count, rows: SIDE, columns: SIDE, channels: 1 };
}

function labelOf(split: keyof typeof SPLITS, index: number): number {
  const run = Math.floor(index / NUM_CLASSES);
  return classTurn(index, NUM_CLASSES, new Draws(DIGITS_SEED, PURPOSES.labels, SPLITS[split], run));
}

function drawPicture(digit: number, draws: Draws, pixels: Uint8Array): void {
  const strokes = writeDigit(digit, SIDE, draws);
  const paper = rasterize(strokes, SIDE, draws.between(0.9, 1.9));
  const grain = draws.between(0.02, 0.12);
  for (let pixel = 0; pixel < paper.length; pixel++) {
    if (paper[pixel] === 0) continue;
    pixels[pixel] = Math.floor(255 * paper[pixel]! * (1 - grain * draws.unit()) + 0.5);
  }
}
