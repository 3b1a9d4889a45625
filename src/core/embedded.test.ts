import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOG, TRAINING_SETS } from './catalog';
import { digitPaths, EMBEDDED_IMAGES, modelPaths } from './embedded';

function isPublic(path: string): boolean {
  return existsSync(new URL(`../../public/${path}`, import.meta.url));
}

test.each([...CATALOG.keys()].flatMap((model) => TRAINING_SETS.map((weights) => [model, weights] as const)))(
  'the files of %s trained on %s are there',
  (model, weights) => {
    const paths = Object.values(modelPaths(model, weights));
    expect(paths).toHaveLength(3);
    expect(paths.filter((path) => !isPublic(path))).toEqual([]);
  },
);

test.each([
  [1, ['t1k']],
  [1_000, ['t1k']],
  [1_001, ['t1k', 't9k']],
  [EMBEDDED_IMAGES, ['t1k', 't9k']],
])('the first %d digits lie in %j, which are there', (numImages, parts) => {
  const { images, labels } = digitPaths(numImages);
  expect(images).toEqual(parts.map((part) => `data/digits/${part}-images-idx3-ubyte.gz`));
  expect(labels).toEqual(parts.map((part) => `data/digits/${part}-labels-idx1-ubyte.gz`));
  expect([...images, ...labels].filter((path) => !isPublic(path))).toEqual([]);
});

test('a file that was never made is missed (control)', () => {
  expect(isPublic('models/lenet-fc/generated/none.bin')).toBe(false);
});
