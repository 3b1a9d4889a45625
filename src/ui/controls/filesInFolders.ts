import { AssetError } from '../../core/errors';
import { MOST_FILES, tooManyFiles } from '../../core/files/folderFiles';
import { t } from '../../core/language/t';

/**
 * Returns dropped files and all files of dropped folders, each with its path. Throws AssetError for
 * one that cannot be read, and for more files than any data set has.
 */
export async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const found: File[] = [];
  const waiting = [...entries];
  // Folders append their entries to the list while it is read.
  for (const entry of waiting) {
    if (found.length === MOST_FILES) throw tooManyFiles(entry.fullPath.slice(1));
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else found.push(await fileOf(entry as FileSystemFileEntry));
  }
  return found;
}

/**
 * Returns all entries of a folder. A reader returns up to 100 entries per call, and none after the
 * last.
 */
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

/**
 * Returns a file and sets its path, which browsers set for chosen folders but not for dropped ones.
 */
async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, refuseTo(reject, entry)));
  const path = entry.fullPath.replace(/^\//, '');
  return Object.defineProperty(file, 'webkitRelativePath', { value: path });
}

/**
 * Returns an error callback that rejects with the path of a file or folder and the browser's
 * reason.
 */
function refuseTo(reject: (error: AssetError) => void, { fullPath, isDirectory }: FileSystemEntry) {
  return ({ message }: DOMException) =>
    reject(
      new AssetError(
        fullPath.slice(1),
        isDirectory
          ? t`The folder cannot be read: ${message}: expected a readable folder`
          : t`The file cannot be read: ${message}: expected a readable file`,
      ),
    );
}
