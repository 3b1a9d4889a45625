import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../core/errors';
import { readDataFolder } from './assets';

function folderOf(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ares-idx-'));
  for (const name of names) writeFileSync(join(folder, name), name);
  return folder;
}

const [TRAIN, TRAIN_LABELS] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];
const [TEST, TEST_LABELS] = ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'];

describe('readDataFolder of digits', () => {
  const namesOf = (folder: string, half: 'train' | 'test') => {
    const { samples, labels } = readDataFolder(folder, 'digits', half);
    return [...samples, ...labels].map(({ name }) => name);
  };

  it.each(['', '.gz'])('finds both halves of MNIST with the ending "%s"', (ending) => {
    const folder = folderOf(...[TRAIN, TRAIN_LABELS, TEST, TEST_LABELS].map((name) => name + ending));
    expect(namesOf(folder, 'train')).toEqual([TRAIN + ending, TRAIN_LABELS + ending]);
    expect(namesOf(folder, 'test')).toEqual([TEST + ending, TEST_LABELS + ending]);
  });

  it('takes the only pair there is for the test set, but never for training', () => {
    const folder = folderOf('my-images.idx3-ubyte', 'my-labels.idx1-ubyte.gz');
    expect(namesOf(folder, 'test')).toEqual(['my-images.idx3-ubyte', 'my-labels.idx1-ubyte.gz']);
    expect(() => readDataFolder(folder, 'digits', 'train')).toThrow(
      'No IDX image file is there: expected train-images-idx3-ubyte, .gz or not',
    );
  });

  it.each([
    [[], 'test', 'expected t10k-images-idx3-ubyte, .gz or not'],
    [[TEST], 'test', `The labels of ${TEST} are missing: expected ${TEST_LABELS}, .gz or not`],
    [[TEST, 'test-images-idx3-ubyte'], 'test', 'could be the test images: expected one'],
    [['train-images-idx3-ubyte', 'train2-images-idx3-ubyte'], 'train', 'could be the train images'],
  ] as const)('refuses a folder of %j', (names, half, sentence) => {
    const folder = folderOf(...names);
    expect(() => readDataFolder(folder, 'digits', half)).toThrow(AssetError);
    expect(() => readDataFolder(folder, 'digits', half)).toThrow(sentence);
  });
});
