import type { TrainingSet } from './catalog';

/** Images in the embedded test set of generated digits. */
export const EMBEDDED_IMAGES = 10_000;
const FIRST_PART_IMAGES = 1_000;

/** Addresses of the files of a trained model, relative to the public folder. */
export function modelPaths(model: string, weights: TrainingSet) {
  const folder = `models/${model}/${weights}`;
  return {
    manifest: `${folder}/manifest.json`,
    topology: `${folder}/model.json`,
    weights: `${folder}/weights.bin`,
  };
}

/** Addresses of the parts of the embedded digits that hold the first `numImages`; the first 1,000 come alone. */
export function digitPaths(numImages: number) {
  const parts = numImages <= FIRST_PART_IMAGES ? ['t1k'] : ['t1k', 't9k'];
  return {
    images: parts.map((part) => `data/digits/${part}-images-idx3-ubyte.gz`),
    labels: parts.map((part) => `data/digits/${part}-labels-idx1-ubyte.gz`),
  };
}
