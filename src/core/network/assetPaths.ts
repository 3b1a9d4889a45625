import type { DataFiles, ExplorerModelFiles } from '../files/assetFiles';
import type { CatalogKind, TrainingSet } from './model';

/** Number of digits in the first of the two parts of the embedded set. */
const FIRST_DIGITS = 1_000;

/** Paths of a trained model's files, relative to the public folder. */
export function modelPaths(model: string, weights: TrainingSet): ExplorerModelFiles<string> {
  const folder = `models/${model}/${weights}`;
  return { format: 'explorer', manifest: `${folder}/manifest.json`, weights: `${folder}/weights.bin` };
}

/**
 * Paths of the embedded test files that hold the first `numSamples` samples, relative to the public
 * folder. Up to 1,000 digits need only the first part. Photographs have no files.
 */
export function dataPaths(kind: CatalogKind, numSamples: number): DataFiles<string> {
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
    case 'text':
      return { format: 'text', samples: ['data/text/test-text.txt.gz'], labels: [] };
    default:
      throw kind satisfies never;
  }
}
