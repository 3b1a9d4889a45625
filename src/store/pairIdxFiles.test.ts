import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../core/errors';
import { pairIdxFiles } from './pairIdxFiles';

const PICTURES = new Uint8Array([0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28]);
const LABELS = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 0]);
const file = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name);
const namesOf = async (files: readonly File[]) => {
  const { samples: images, labels } = await pairIdxFiles(files);
  return [...images, ...labels].map(({ name }) => name);
};

describe('pairIdxFiles', () => {
  it('tells pictures from labels by content, in any order, gzipped or not', async () => {
    expect(await namesOf([file(LABELS, 'b'), file(PICTURES, 'a')])).toEqual(['a', 'b']);
    expect(await namesOf([file(gzipSync(PICTURES), 'a.gz'), file(gzipSync(LABELS), 'b.gz')])).toEqual([
      'a.gz',
      'b.gz',
    ]);
  });

  it("takes the test set of MNIST's four files", async () => {
    const four = ['train-images', 'train-labels', 't10k-images', 't10k-labels'];
    const files = four.map((name) => file(name.endsWith('images') ? PICTURES : LABELS, name));
    expect(await namesOf(files)).toEqual(['t10k-images', 't10k-labels']);
  });

  it.each([
    [[], 'Found 0 IDX image files and 0 IDX label files'],
    [[file(PICTURES, 'one')], 'one: Found 1 IDX image files and 0 IDX label files'],
    [[file(PICTURES, 'one'), file(PICTURES, 'two')], 'one, two: Found 2 IDX image files'],
    [[file(new Uint8Array([0x1f, 0x8b, 8]), 'cut.gz')], 'cut.gz: Found 0 IDX image files'],
  ])('refuses %#: names what was found and what is wanted', async (files, sentence) => {
    await expect(pairIdxFiles(files)).rejects.toThrow(sentence);
    await expect(pairIdxFiles(files)).rejects.toThrow('expected one of each');
  });

  it('throws nothing but AssetError on any bytes', async () => {
    const anyFile = fc.uint8Array({ maxLength: 40 }).map((bytes) => file(bytes, 'any'));
    await fc.assert(
      fc.asyncProperty(fc.array(anyFile, { maxLength: 3 }), async (files) => {
        const outcome = await pairIdxFiles(files).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AssetError);
      }),
    );
  });
});
