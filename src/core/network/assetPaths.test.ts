import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataPaths, modelPaths } from './assetPaths';
import { CATALOG } from './catalog';
import { EMBEDDED_SAMPLES } from './embedded';

function isPublic(path: string): boolean {
  return existsSync(new URL(`../../../public/${path}`, import.meta.url));
}

test.each([...CATALOG.values()].flatMap(({ id, weights }) => weights.map((set) => [id, set] as const)))(
  'the files of %s trained on %s are there',
  (model, set) => {
    const { manifest, weights } = modelPaths(model, set);
    expect([manifest, weights].filter((path) => !isPublic(path))).toEqual([]);
  },
);

test.each([
  [1, ['t1k']],
  [1_000, ['t1k']],
  [1_001, ['t1k', 't9k']],
  [EMBEDDED_SAMPLES.digits, ['t1k', 't9k']],
])('the first %d digits lie in %j, which are there', (numSamples, parts) => {
  const { samples, labels } = dataPaths('digits', numSamples);
  expect(samples).toEqual(parts.map((part) => `data/digits/${part}-images-idx3-ubyte.gz`));
  expect(labels).toEqual(parts.map((part) => `data/digits/${part}-labels-idx1-ubyte.gz`));
  expect([...samples, ...labels].filter((path) => !isPublic(path))).toEqual([]);
});

test.each(['pictures', 'speech'] as const)('the embedded %s are there', (kind) => {
  const { samples, labels } = dataPaths(kind, EMBEDDED_SAMPLES[kind]);
  expect([...samples, ...labels].filter((path) => !isPublic(path))).toEqual([]);
});

test('a file that was never made is missed (control)', () => {
  expect(isPublic('models/lenet-fc/generated/none.bin')).toBe(false);
});
