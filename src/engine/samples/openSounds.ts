import { sha256 } from '@noble/hashes/sha2.js';
import { AssetError } from '../../core/errors';
import { type AssetFile, MAX_IMAGES } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { NUM_TEST_TAKES, splitFsdd } from '../datasets/speech/fsdd';
import { parseWav } from '../datasets/speech/wav';
import { readBytes } from '../loading/readBytes';
import { chooseSplit } from './chooseSplit';
import { commonShape } from './commonShape';
import { inOrderOfHash } from './inOrderOfHash';
import { joinParts } from './joinParts';
import { folderOf, placesOf } from './nameLabels';
import type { RawSamples } from './rawSamples';

const FSDD_NAME = /(?:^|[\\/])\d_[^_\\/]+_\d+\.wav$/i;

type Labels = Pick<RawSamples, 'labels' | 'labelsAre' | 'classNames' | 'notes'>;

/** Files in the order of the samples, with their labels. */
interface OrderedFiles extends Labels {
  readonly files: readonly AssetFile[];
}

/**
 * Opens wav recordings: mono sounds [samples] in -1 to 1, at their own rate.
 *
 * Names such as `7_george_0.wav` (Free Spoken Digit Dataset) give digits, and of these recordings
 * takes 0 to 4 are the test set. Else labels are the folders that the files are in, and the order
 * is that of the SHA-256 of the files. Throws AssetError for the first file that cannot be read.
 */
export async function openSounds(files: readonly AssetFile[]): Promise<RawSamples> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length > MAX_IMAGES) {
    throw new AssetError(
      sorted[0]!.name,
      t`There are ${sorted.length} recordings: expected at most ${MAX_IMAGES}`,
    );
  }
  const areDigits = sorted.every(({ name }) => FSDD_NAME.test(name));
  const ordered = areDigits ? orderDigits(sorted) : await orderByFolder(sorted);
  const shapes: (readonly number[])[] = [];
  for (const file of ordered.files) shapes.push([parseWav(await readBytes(file), file.name).samples.length]);
  const parts = ordered.files.map((file) => ({
    file: file.name,
    numSamples: 1,
    async read() {
      const { samples, sampleRate } = parseWav(await readBytes(file), file.name);
      return [{ shape: [samples.length], values: samples, rate: sampleRate }];
    },
  }));
  return {
    ...joinParts(parts),
    ...ordered,
    kind: 'sounds',
    shape: commonShape(shapes),
    source: listNames(ordered.files.map(({ name }) => name)),
  };
}

function orderDigits(files: readonly AssetFile[]): OrderedFiles {
  const byName = new Map(files.map((file) => [file.name, file]));
  const names = [...byName.keys()];
  const [test, train] = [splitFsdd(names, 'test'), splitFsdd(names, 'train')];
  const chosen = test.length > 0 ? test : train;
  const isSplit = test.length > 0 && train.length > 0;
  return {
    files: chosen.map(({ name }) => byName.get(name)!),
    labels: Int32Array.from(chosen, ({ digit }) => digit),
    labelsAre: 'numbers',
    classNames: null,
    notes: isSplit
      ? [t`Not used: ${train.length} recordings of takes from ${NUM_TEST_TAKES}, which are the training set`]
      : [],
  };
}

async function orderByFolder(files: readonly AssetFile[]): Promise<OrderedFiles> {
  const { kept, notes } = chooseSplit(files, ({ name }) => name.slice(0, name.lastIndexOf('/') + 1));
  const hashed: { readonly name: string; readonly hash: Uint8Array; readonly file: AssetFile }[] = [];
  for (const file of kept) hashed.push({ name: file.name, hash: sha256(await readBytes(file)), file });
  const ordered = inOrderOfHash(hashed).map(({ file }) => file);
  const folders = ordered.map(({ name }) => folderOf(name));
  if (new Set(folders).size > 1 && !folders.includes(''))
    return { files: ordered, notes, ...placesOf(folders) };
  return {
    files: ordered,
    labels: null,
    labelsAre: 'numbers',
    classNames: null,
    notes: [...notes, t`The recordings have no labels, as they are not in folders of several classes`],
  };
}
