import { encodeCifar } from '../../engine/datasets/cifar';
import { generatePictures, NUM_TEST_PICTURES } from '../../engine/datasets/pictures/pictures';
import { gzipReproducibly } from '../encoding/reproducibleZlib';
import { drawContactSheet } from './contactSheet';
import type { Output } from './output';

/** Writes the embedded test pictures, as a CIFAR-10 batch, and their contact sheet. */
export function writePictures(write: Output): void {
  const set = generatePictures('test', 0, NUM_TEST_PICTURES);
  write('public/data/pictures/test-batch-1k.bin.gz', gzipReproducibly(encodeCifar(set)));
  write('docs/pictures.png', drawContactSheet(set));
}
