import { sha256 } from '@noble/hashes/sha2.js';
import { AssetError, messageOf } from '../../core/errors';
import { type AssetFile, MAX_IMAGES } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import { decodePicture, type Picture } from '../datasets/photos/decodePicture';
import { readBytes } from '../loading/readBytes';
import { chooseSplit } from './chooseSplit';
import { commonShape } from './commonShape';
import { inOrderOfHash } from './inOrderOfHash';
import { joinParts } from './joinParts';
import { folderOf, nameLabels, placesOf } from './nameLabels';
import { findPictures, type LabelList, labelPictures } from './pictureLabels';
import type { RawSample, RawSamples } from './rawSamples';

const MAX_NAMED = 100;
const MAX_REASON = 80;

/** Picture that was decoded once, to check it. Its pixels are decoded again when they are read. */
interface CheckedPicture {
  readonly name: string;
  readonly file: AssetFile;
  readonly hash: Uint8Array;
  readonly shape: readonly number[];
  readonly bits: 8 | 16;
  readonly label: number | null;
}

/**
 * Opens pictures, JPEG or PNG, with the channels that their files have.
 *
 * The label list among `lists` that names pictures gives their labels; else the folder that each
 * picture is in; else, for pictures of one folder, a list with one label for each; else they have
 * none. They are sorted by the SHA-256 of their files. Throws AssetError naming all pictures that
 * cannot be decoded, or for pictures of 8 and of 16 bits together.
 */
export async function openPictures(
  files: readonly AssetFile[],
  lists: readonly LabelList[],
): Promise<RawSamples> {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const folder = ({ name }: AssetFile) => name.slice(0, name.lastIndexOf('/') + 1);
  const { kept, notes } = chooseSplit(sorted, folder);
  if (kept.length > MAX_IMAGES) {
    throw new AssetError(kept[0]!.name, t`There are ${kept.length} pictures: expected at most ${MAX_IMAGES}`);
  }
  const named = labelsFor(kept, lists);
  const checked = inOrderOfHash(await checkPictures(kept, named.labels));
  const deep = checked.find(({ bits }) => bits === 16);
  const flat = checked.find(({ bits }) => bits === 8);
  if (deep !== undefined && flat !== undefined) {
    throw new AssetError(deep.name, t`The picture has 16 bits a sample: expected 8 as in ${flat.name}`);
  }
  const parts = checked.map(({ name, file, shape }) => ({
    file: name,
    numSamples: 1,
    read: async () => [await readPicture(file, shape)],
  }));
  return {
    ...joinParts(parts),
    kind: 'pictures',
    shape: commonShape(checked.map(({ shape }) => shape)),
    labels: named.labels === null ? null : Int32Array.from(checked, ({ label }) => label!),
    labelsAre: named.labelsAre,
    classNames: named.classNames,
    source: listNames(kept.map(({ name }) => name)),
    notes: [...notes, ...named.notes],
  };
}

function labelsFor(files: readonly AssetFile[], lists: readonly LabelList[]) {
  const paths = files.map(({ name }) => name);
  const found = lists.map((list) => ({ list, column: findPictures(list, paths) }));
  const [naming, second] = found.filter(({ column }) => column !== null);
  if (naming !== undefined && second !== undefined) {
    throw new AssetError(
      second.list.name,
      t`The list names pictures, and so does ${naming.list.name}: expected one list`,
    );
  }
  const folders = paths.map(folderOf);
  const areInOne = new Set(folders).size === 1;
  const [inOrder, other] = found.filter(({ list }) => list.rows.length === files.length);
  const used = naming ?? (areInOne && other === undefined ? inOrder : undefined);
  const unused = lists.filter((list) => list !== used?.list).map(({ name }) => name);
  const notes = unused.length === 0 ? [] : [t`Not used: ${listNames(unused)}`];
  if (used !== undefined) {
    const { labels, notes: more } = labelPictures(used.list, used.column, paths);
    return { ...nameLabels(labels), notes: [...more, ...notes] };
  }
  if (!areInOne) {
    const lost = paths.find((path) => folderOf(path) === '');
    if (lost === undefined) return { ...placesOf(folders), notes };
    throw new AssetError(
      lost,
      t`The picture is in no folder, but others are: expected each in the folder of its class`,
    );
  }
  const reason = t`The pictures have no labels, as they are in one folder and no list names them`;
  return { labels: null, labelsAre: 'numbers' as const, classNames: null, notes: [reason, ...notes] };
}

async function checkPictures(
  files: readonly AssetFile[],
  labels: Int32Array | null,
): Promise<readonly CheckedPicture[]> {
  const checked: CheckedPicture[] = [];
  const failures: string[] = [];
  for (const [index, file] of files.entries()) {
    const { name } = file;
    const bytes = await readBytes(file);
    try {
      const picture = await decodePicture(bytes);
      const bits = picture.values instanceof Uint16Array ? 16 : 8;
      const label = labels === null ? null : labels[index]!;
      checked.push({ name, file, hash: sha256(bytes), shape: shapeOf(picture), bits, label });
    } catch (error) {
      failures.push(`${name} (${messageOf(error).trim().split('\n')[0]!.slice(0, MAX_REASON)})`);
    }
  }
  if (failures.length === 0) return checked;
  const shown = failures.slice(0, MAX_NAMED).join(', ');
  const listed = failures.length > MAX_NAMED ? `${shown}, … (+${failures.length - MAX_NAMED})` : shown;
  throw new AssetError(
    listNames(files.map(({ name }) => name)),
    t`${failures.length} of ${files.length} pictures could not be decoded: ${listed}: expected JPEG or PNG files`,
  );
}

async function readPicture(file: AssetFile, shape: readonly number[]): Promise<RawSample> {
  const { values } = await decodePicture(await readBytes(file));
  return { shape, values, rate: null };
}

function shapeOf({ height, width, channels }: Picture): readonly number[] {
  return [height, width, channels];
}
