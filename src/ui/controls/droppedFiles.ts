/** Folders that hold more are no data set of ours, and reading on would take minutes. */
const MOST_FILES = 20_000;

/**
 * The files that were dropped, those of dropped folders and of the folders inside them included, each with its path as
 * `webkitRelativePath`. Must be called while the event is handled: a browser forgets what was dropped afterwards.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  if (!entries.some((entry) => entry?.isDirectory)) return [...files];
  const found: File[] = [];
  const waiting = entries.filter((entry) => entry !== null);
  for (
    let entry = waiting.shift();
    entry !== undefined && found.length < MOST_FILES;
    entry = waiting.shift()
  ) {
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
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

/** Files of a dropped folder have no path of their own, unlike those of a chosen one. */
async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  const path = entry.fullPath.replace(/^\//, '');
  return Object.defineProperty(file, 'webkitRelativePath', { value: path });
}
