import { encodeIdxImages, encodeIdxLabels } from '../../engine/datasets/idx';
import { generateDigits, NUM_TEST_DIGITS } from '../../generate/digits/digits';
import { drawContactSheet } from './contactSheet';
import { gzip } from './gzip';
import type { Output } from './output';

/** Number of digits in the first file, which a page can load without the second. */
const NUM_FIRST = 1000;

/**
 * Writes the embedded test digits, as IDX files in two parts, and their contact sheet: black on
 * white.
 */
export function writeDigits(write: Output): void {
  const parts = [
    { prefix: 't1k', set: generateDigits('test', 0, NUM_FIRST) },
    { prefix: 't9k', set: generateDigits('test', NUM_FIRST, NUM_TEST_DIGITS - NUM_FIRST) },
  ] as const;
  for (const { prefix, set } of parts) {
    const file = `public/data/digits/${prefix}`;
    write(`${file}-images-idx3-ubyte.gz`, gzip(encodeIdxImages(set)));
    write(`${file}-labels-idx1-ubyte.gz`, gzip(encodeIdxLabels(set)));
  }
  const first = parts[0].set;
  write('docs/digits.png', drawContactSheet({ ...first, images: first.images.map((ink) => 255 - ink) }));
}
