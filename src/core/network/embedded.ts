import type { DataFiles, ExplorerModelFiles } from '../files/assetFiles';
import type { DataKind, TrainingSet } from './model';

/** Samples in the embedded test set of each kind; photographs are the reader's. */
export const EMBEDDED_SAMPLES = {
  digits: 10_000,
  pictures: 1_000,
  speech: 1_000,
  photos: 0,
} as const satisfies Record<DataKind, number>;

/** The embedded digits come in two parts. */
const FIRST_DIGITS = 1_000;

/** Addresses of the files of a trained model, relative to the public folder. */
export function modelPaths(model: string, weights: TrainingSet): ExplorerModelFiles<string> {
  const folder = `models/${model}/${weights}`;
  return { format: 'explorer', manifest: `${folder}/manifest.json`, weights: `${folder}/weights.bin` };
}

/**
 * Addresses of the embedded test set's files that hold the first `numSamples`: the first 1,000
 * digits come alone. No photographs are embedded.
 */
export function dataPaths(kind: DataKind, numSamples: number): DataFiles<string> {
  switch (kind) {
    case 'digits': {
      const parts = numSamples <= FIRST_DIGITS ? ['t1k'] : ['t1k', 't9k'];
      return {
        format: 'idx',
        samples: parts.map((part) => `data/digits/${part}-images-idx3-ubyte.gz`),
        labels: parts.map((part) => `data/digits/${part}-labels-idx1-ubyte.gz`),
      };
    }
    case 'pictures':
      return { format: 'cifar', samples: ['data/pictures/test-batch-1k.bin.gz'], labels: [] };
    case 'speech':
      return {
        format: 'mulaw',
        samples: ['data/speech/test-audio-idx2-ubyte.gz'],
        labels: ['data/speech/test-labels-idx1-ubyte.gz'],
      };
    case 'photos':
      return { format: 'photos', samples: [], labels: [] };
    default:
      throw kind satisfies never;
  }
}
