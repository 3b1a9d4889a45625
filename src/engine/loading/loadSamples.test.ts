import { expect, test } from 'vitest';
import type { AssetFile } from '../../core/files/assetFiles';
import { encodeCifar } from '../datasets/cifar';
import { loadSamples } from './loadSamples';

const PIXELS = 32 * 32 * 3;

/** A CIFAR-10 batch of single-colour pictures with their labels. */
function batch(name: string, values: readonly number[], labels: readonly number[]): AssetFile {
  const images = Uint8Array.from(
    { length: values.length * PIXELS },
    (_, at) => values[Math.floor(at / PIXELS)]!,
  );
  const set = { images, labels: Uint8Array.from(labels), numSamples: values.length };
  const bytes = encodeCifar({ ...set, rows: 32, columns: 32, channels: 3 });
  return { name, blob: new Blob([new Uint8Array(bytes)]) };
}

const VALUES = [
  [10, 20, 30],
  [40, 50, 60, 70],
];
const LABELS = [
  [1, 1, 0],
  [0, 1, 2, 0],
];
const FILES = ['data_batch_1.bin', 'data_batch_2.bin'];
const files = {
  format: 'cifar',
  samples: FILES.map((name, part) => batch(name, VALUES[part]!, LABELS[part]!)),
  labels: [],
} as const;

test.each([true, false])(
  'names the record of each picture, put into their order or not: %s',
  async (isBrought) => {
    const set = await loadSamples(files, isBrought);
    expect(set.origins).toHaveLength(7);
    for (const [index, { file, record }] of set.origins.entries()) {
      const part = FILES.indexOf(file);
      expect(set.labels[index]).toBe(LABELS[part]![record]);
      expect(set.thumbnail(index)[0]).toBe(VALUES[part]![record]);
    }
    expect(new Set(set.origins.map(({ file, record }) => `${file} ${record}`)).size).toBe(7);
    const classes = Array.from(set.labels);
    expect(classes).toEqual(isBrought ? [0, 1, 2, 0, 1, 0, 1] : LABELS.flat());
  },
);
