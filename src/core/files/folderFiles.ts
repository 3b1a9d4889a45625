import { AssetError } from '../errors';
import { t } from '../language/t';
import { MAX_IMAGES } from './assetFiles';

/**
 * Returns true for files that operating systems add to folders and archives: macOS's `._name`
 * beside each file, `.DS_Store` and the folder `__MACOSX`, Windows's `Thumbs.db` and `desktop.ini`.
 * Folders in `path` are separated by slashes.
 */
export function isSystemFile(path: string): boolean {
  return /(?:^|\/)(?:\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX(?:\/.*)?)$/i.test(path);
}

/**
 * Maximum number of files read from a folder and its subfolders: one for each sample, and 1,000
 * others.
 */
export const MOST_FILES = MAX_IMAGES + 1_000;

/** Error for a folder with more than `MOST_FILES` files. Reading them all would take minutes. */
export function tooManyFiles(path: string): AssetError {
  return new AssetError(
    path,
    t`More than ${MOST_FILES} files came together: expected the folder of one data set or model`,
  );
}

/**
 * Chooses the files of one purpose among those found in a folder and its subfolders.
 *
 * Files in folders called `folderName` are preferred. Of the remaining candidates, those at the
 * smallest depth are kept, because archives often unpack into a folder of their own name. `name` is
 * preferred to `name.gz`. The result is sorted by file name.
 *
 * Throws AssetError if two of the kept files have the same name.
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
      throw new AssetError(path, t`The file has the name of ${pathOf(known)}: expected each name once`);
    }
  }
  return [...byName.values()].sort((a, b) => (baseName(pathOf(a)) < baseName(pathOf(b)) ? -1 : 1));
}

/** File name without its folders. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
