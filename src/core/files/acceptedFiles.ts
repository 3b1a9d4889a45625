import type { DataKind } from '../network/model';

/** For each data kind, the files that make a set of samples. */
export const SAMPLE_FILES: Record<DataKind, string> = {
  digits: 'IDX images and labels',
  pictures: 'CIFAR-10 batches',
  speech: 'wav recordings',
  photos: 'photos with a label list',
};

/** Files that hold trained weights. */
export const WEIGHT_FILES = 'a weight file of Keras or tfjs';

/** All files that the page opens, as one phrase. */
export const ACCEPTED_FILES = `${Object.values(SAMPLE_FILES).join(', ')}, ${WEIGHT_FILES}, the CSV table of a chip with columns Vdd, BER and error, or a figure or bundle that this page exported`;
