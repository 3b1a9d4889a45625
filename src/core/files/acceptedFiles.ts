import { t } from '../language/t';
import type { CatalogKind } from '../network/model';

/** Returns, for each data kind that can be opened, the files that make a set of samples. */
export function sampleFiles(): Record<Exclude<CatalogKind, 'text'>, string> {
  return {
    digits: t`IDX images and labels`,
    pictures: t`CIFAR-10 batches`,
    speech: t`wav recordings`,
    photos: t`photos with a label list`,
  };
}

/** Names the files that hold trained weights. */
export function weightFiles(): string {
  return t`a weight file of Keras or tfjs`;
}

/** Names all files that the page opens, as one phrase. */
export function acceptedFiles(): string {
  const samples = Object.values(sampleFiles()).join(', ');
  return t`${samples}, ${weightFiles()}, a network as an ONNX or TensorFlow Lite file, the CSV table of a chip with columns Vdd, BER and error, or a figure or bundle that this page exported`;
}
