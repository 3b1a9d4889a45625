import type { DataKind } from './model';

/** For each data kind, the preprocessing of a sample before the first layer. */
export const PREPROCESSING: Record<DataKind, string> = {
  digits:
    'each picture by itself: x/255, minus its mean, divided by max(population deviation, 1/sqrt(values))',
  pictures:
    'each picture by itself: x/255, minus its mean, divided by max(population deviation, 1/sqrt(values))',
  speech:
    '8 kHz; 13 MFCC, delta and delta-delta of 25 ms every 10 ms, each of the 39 with mean 0 and deviation 1 over the ' +
    "recording's frames; zeros up to 254 frames",
  photos: 'shorter side to 256 pixels, centre 224 x 224, blue-green-red, minus 103.939, 116.779, 123.68',
};
