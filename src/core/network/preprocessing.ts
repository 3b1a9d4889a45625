import { inEnglish, t } from '../language/t';
import { CHARACTERS } from '../samples/characters';
import type { DataKind } from './model';

/** Describes the preprocessing of a sample before the first layer. */
export function preprocessingOf(kind: DataKind): string {
  switch (kind) {
    case 'digits':
    case 'pictures':
      return t`each picture by itself: x/255, minus its mean,
        divided by max(population deviation, 1/sqrt(values))`;
    case 'speech':
      return t`8 kHz; 13 MFCC, delta and delta-delta of 25 ms every 10 ms,
        each of the 39 with mean 0 and deviation 1 over the recording's frames; zeros up to 254 frames`;
    case 'photos':
      return t`shorter side to 256 pixels, centre 224 x 224,
        blue-green-red, minus 103.939, 116.779, 123.68`;
    case 'text':
      return t`each character is its place in ${CHARACTERS.replace(' ', '␣')}`;
    case 'own':
      return t`as its settings say`;
    default:
      throw kind satisfies never;
  }
}

/**
 * Returns the description that a manifest stores in English, in the language of the page. One that
 * is not ours stays as it is.
 */
export function readablePreprocessing(stored: string, kind: DataKind): string {
  return stored === inEnglish(() => preprocessingOf(kind)) ? preprocessingOf(kind) : stored;
}
