import { AssetError } from '../errors';
import { MAX_IMAGES } from './assetFiles';

/**
 * True for what operating systems add to folders and archives: macOS's `._name` beside each file,
 * `.DS_Store` and the folder `__MACOSX`, Windows's `Thumbs.db` and `desktop.ini`. `path` has
 * slashes between its folders.
 */
export function isSystemFile(path: string): boolean {
  return /(?:^|\/)(?:\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX(?:\/.*)?)$/i.test(path);
}

/**
 * Most files that are looked at in a folder and those inside it: one for each sample, and what lies
 * beside them.
 */
export const MOST_FILES = MAX_IMAGES + 1_000;

/** The refusal of more files than that: to read on would take minutes. */
export function tooManyFiles(path: string): AssetError {
  return new AssetError(
    path,
    `More than ${MOST_FILES} files came together: expected the folder of one data set or model`,
  );
}

/**
 * Of files of one purpose, found in a folder and in those inside it, the ones that are meant: those
 * in folders called `folderName` where there are such, else those that lie in the fewest folders,
 * as archives unpack a file into a folder of its own name or a data set into a folder in a folder.
 * Of `name` and `name.gz` the first is taken. In the order of their names.
 *
 * Throws AssetError for two files of one name: which of them is meant would be chance.
 */
export function chooseFiles<File>(
  files: readonly File[],
  pathOf: (file: File) => string,
  folderName?: string,
): readonly File[] {
  const found = files.map((file) => ({ file, folders: pathOf(file).split('/') }));
  const inNamedFolders = found.filter(
    ({ folders }) => folderName !== undefined && folders.at(-2) === folderName,
  );
  const candidates = inNamedFolders.length > 0 ? inNamedFolders : found;
  const depth = Math.min(...candidates.map(({ folders }) => folders.length));
  const byName = new Map<string, File>();
  const shallowest = candidates
    .filter(({ folders }) => folders.length === depth)
    .map(({ file }) => file)
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  for (const file of shallowest) {
    const path = pathOf(file);
    const name = baseName(path).replace(/\.gz$/, '');
    const known = byName.get(name);
    if (known === undefined) byName.set(name, file);
    else if (path !== `${pathOf(known)}.gz`) {
      throw new AssetError(path, `The file has the name of ${pathOf(known)}: expected each name once`);
    }
  }
  return [...byName.values()].sort((a, b) => (baseName(pathOf(a)) < baseName(pathOf(b)) ? -1 : 1));
}

/** A file's name without the folders before it. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first few names, and how many more. */
export function listNames(names: readonly string[]): string {
  const MAX_SHOWN = 4;
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  return names.length > MAX_SHOWN ? `${shown} and ${names.length - MAX_SHOWN} more` : shown;
}
