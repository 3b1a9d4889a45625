import { expect, test } from 'vitest';
import type { AssetFile } from '../../core/files/assetFiles';
import { encodeCifar } from '../datasets/cifar';
import { encodeIdxImages, encodeIdxLabels } from '../datasets/idx';
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
  async (isUserFile) => {
    const set = await loadSamples(files, isUserFile);
    expect(set.origins).toHaveLength(7);
    for (const [index, { file, record }] of set.origins.entries()) {
      const part = FILES.indexOf(file);
      expect(set.labels[index]).toBe(LABELS[part]![record]);
      expect(set.thumbnail(index)[0]).toBe(VALUES[part]![record]);
    }
    expect(new Set(set.origins.map(({ file, record }) => `${file} ${record}`)).size).toBe(7);
    const classes = Array.from(set.labels);
    expect(classes).toEqual(isUserFile ? [0, 1, 2, 0, 1, 0, 1] : LABELS.flat());
  },
);

test('pairs the pictures of each part of an IDX set with the labels of that part', async () => {
  const file = (name: string, bytes: Uint8Array) => ({ name, blob: new Blob([new Uint8Array(bytes)]) });
  // Parts of equal size: the labels of another part would fit.
  const [values, labels] = [VALUES, LABELS].map((all) => all.map((part) => part.slice(0, 3)));
  const parts = values!.map((pixels, part) => ({
    ...({ rows: 28, columns: 28, channels: 1 } as const),
    numSamples: 3,
    images: Uint8Array.from({ length: 784 * 3 }, (_, at) => pixels[Math.floor(at / 784)]!),
    labels: Uint8Array.from(labels![part]!),
  }));
  const set = await loadSamples(
    {
      format: 'idx',
      samples: parts.map((part, index) => file(`images-${index}`, encodeIdxImages(part))),
      labels: parts.map((part, index) => file(`labels-${index}`, encodeIdxLabels(part))),
    },
    true,
  );
  expect(Array.from(set.labels)).toEqual(labels!.flat());
  expect(Array.from({ length: 6 }, (_, index) => set.thumbnail(index)[0])).toEqual(values!.flat());
});
