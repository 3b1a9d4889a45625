import { encodeCifar } from '../../engine/datasets/cifar';
import { generatePictures, NUM_TEST_PICTURES } from '../../generate/pictures/pictures';
import { drawContactSheet } from './contactSheet';
import { gzip } from './gzip';
import type { Output } from './output';

/** Writes the embedded test pictures, as a CIFAR-10 batch, and their contact sheet. */
export function writePictures(write: Output): void {
  const set = generatePictures('test', 0, NUM_TEST_PICTURES);
  write('public/data/pictures/test-batch-1k.bin.gz', gzip(encodeCifar(set)));
  write('docs/pictures.png', drawContactSheet(set));
}
