import { PICTURE_CLASSES } from '../../engine/datasets/classNames';
import type { ImageSet } from '../../engine/datasets/imageSet';
import { classTurn } from '../classTurn';
import { Draws } from '../draws';
import { photograph } from './camera';
import { drawScene } from './scene';

/** Seed of the embedded pictures. Another seed would give another data set of the same name. */
const PICTURES_SEED = 2019;
export const NUM_TRAIN_PICTURES = 20_000;
export const NUM_TEST_PICTURES = 1_000;

const SIDE = 32;
const CHANNELS = 3;
const NUM_CLASSES = PICTURE_CLASSES.length;

/** First Philox counter words of the splits and purposes. The data set depends on them. */
const SPLITS = { train: 0, test: 1 } as const;
const PURPOSES = { picture: 0, labels: 1, photograph: 2 } as const;

/**
 * Generates `count` pictures [32 · 32 · 3], starting with number `first`. A picture depends only on
 * its split and number. Each ten from a multiple of ten on have every class of PICTURE_CLASSES
 * once, in shuffled order.
 */
export function generatePictures(split: keyof typeof SPLITS, first: number, count: number): ImageSet {
  const size = SIDE * SIDE * CHANNELS;
  const images = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  for (let offset = 0; offset < count; offset++) {
    const index = first + offset;
    const label = labelOf(split, index);
    labels[offset] = label;
    const draws = (purpose: number) => new Draws(PICTURES_SEED, purpose, SPLITS[split], index);
    const scene = drawScene(PICTURE_CLASSES[label]!, SIDE, draws(PURPOSES.picture));
    photograph(scene, SIDE, draws(PURPOSES.photograph), images.subarray(offset * size, (offset + 1) * size));
  }
  return { images, labels, numSamples: count, rows: SIDE, columns: SIDE, channels: CHANNELS };
}

function labelOf(split: keyof typeof SPLITS, index: number): number {
  const run = Math.floor(index / NUM_CLASSES);
  return classTurn(index, NUM_CLASSES, new Draws(PICTURES_SEED, PURPOSES.labels, SPLITS[split], run));
}
