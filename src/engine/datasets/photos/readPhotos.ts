import { sha256 } from '@noble/hashes/sha2.js';
import { AssetError, messageOf } from '../../../core/errors';
import type { AssetFile } from '../../../core/files/assetFiles';
import { decodeTextFile } from '../../../core/files/textFile';
import { t } from '../../../core/language/t';
import { readBytes } from '../../loading/readBytes';
import type { SampleSet } from '../sampleSet';
import { decodePhoto } from './decodePhoto';
import { labelPhotos } from './labelList';
import { PHOTO_SIDE, type PreparedPhoto, photoSamples } from './photoSamples';
import { resizePhoto, scaledToShorterSide } from './resizePhoto';

const SHORTER_SIDE = 256;
/** Maximum number of photos. Each takes 150 kB in every engine worker. */
const MAX_PHOTOS = 2_000;
const MAX_LIST_BYTES = 16 * 2 ** 20;
const MAX_NAMED = 10;

/**
 * Reads photos and the list of their labels. Photos that cannot be decoded are left out, and a note
 * names them. Throws AssetError if the list does not fit the photos, or if no photo can be decoded.
 */
export async function readPhotos(
  files: readonly AssetFile[],
  lists: readonly AssetFile[],
): Promise<SampleSet> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (sorted.length > MAX_PHOTOS) {
    throw new AssetError(
      sorted[0]!.name,
      t`There are ${sorted.length} photos: expected at most ${MAX_PHOTOS}`,
    );
  }
  const { labels, notes } = await readLabels(lists, sorted);
  const prepared: PreparedPhoto[] = [];
  const failures: string[] = [];
  for (const [index, file] of sorted.entries()) {
    const bytes = await readBytes(file);
    try {
      const photo = await decodePhoto(bytes);
      const pixels = resizePhoto(photo, scaledToShorterSide(photo, SHORTER_SIDE, PHOTO_SIDE));
      prepared.push({ pixels, label: labels[index]!, file: file.name, fileHash: sha256(bytes) });
    } catch (error) {
      failures.push(`${file.name} (${reasonOf(error)})`);
    }
  }
  if (prepared.length === 0) {
    throw new AssetError(
      sorted[0]!.name,
      t`None of ${sorted.length} photos could be decoded: ${listed(failures)}: expected JPEG or PNG`,
    );
  }
  return photoSamples(prepared, failures.length === 0 ? notes : [...notes, leftOut(failures, sorted.length)]);
}

async function readLabels(lists: readonly AssetFile[], sorted: readonly AssetFile[]) {
  const [list] = lists;
  if (list === undefined || lists.length > 1) {
    throw new AssetError(
      list?.name ?? sorted[0]!.name,
      t`${lists.length} label lists belong to the ${sorted.length} photos: expected one, with a line for each photo`,
    );
  }
  if (list.blob.size > MAX_LIST_BYTES) {
    throw new AssetError(
      list.name,
      t`The label list has ${list.blob.size} bytes: expected at most ${MAX_LIST_BYTES}`,
    );
  }
  const names = sorted.map(({ name }) => name);
  return labelPhotos(decodeTextFile(await readBytes(list), list.name), list.name, names);
}

function leftOut(failures: readonly string[], numPhotos: number): string {
  const names = listed(failures);
  return failures.length === 1
    ? t`${failures.length} of ${numPhotos} photos could not be decoded and is left out: ${names}`
    : t`${failures.length} of ${numPhotos} photos could not be decoded and are left out: ${names}`;
}

function listed(failures: readonly string[]): string {
  const more = failures.length - MAX_NAMED;
  const named = failures.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? t`${named} and ${more} more` : named;
}

function reasonOf(error: unknown): string {
  const text = messageOf(error).trim();
  return text.split('\n')[0]!.slice(0, 80) || t`damaged`;
}
