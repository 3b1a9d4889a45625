import { AssetError } from '../../core/errors';
import { MOST_FILES, tooManyFiles } from '../../core/files/folderFiles';

/**
 * The files that were dropped, those of dropped folders and of the folders inside them included, each with its path as
 * `webkitRelativePath`. Must be called while the event is handled: a browser forgets what was dropped afterwards. Throws
 * AssetError for a file or folder that cannot be read, and where there are more files than any data set has.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return [...files];
  const found: File[] = [];
  const waiting = entries.filter((entry) => entry !== null);
  // Folders put what they hold behind.
  for (const entry of waiting) {
    if (found.length === MOST_FILES) throw tooManyFiles(entry.fullPath.slice(1));
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found;
}

/** A reader gives at most 100 entries at once, and none after the last. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, refuseTo(reject, folder)),
    );
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/** Files of a dropped folder have no path of their own, unlike those of a chosen one. */
async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, refuseTo(reject, entry)));
  const path = entry.fullPath.replace(/^\//, '');
  return Object.defineProperty(file, 'webkitRelativePath', { value: path });
}

/** Rejects with the path of what the browser could not read, and its reason. */
function refuseTo(reject: (error: AssetError) => void, { fullPath, isDirectory }: FileSystemEntry) {
  const noun = isDirectory ? 'folder' : 'file';
  return ({ message }: DOMException) =>
    reject(
      new AssetError(fullPath.slice(1), `The ${noun} cannot be read: ${message}: expected one that can`),
    );
}
