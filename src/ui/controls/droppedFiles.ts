/**
 * Returns the dropped files, including those in dropped folders and their subfolders. If a folder
 * is among them, each file has its path as `webkitRelativePath`. Must be called while the event is
 * handled, because browsers clear the list afterwards. Throws AssetError for a file or folder that
 * cannot be read, and for more files than any data set has.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const all = [...files];
  if (!entries.some((entry) => entry?.isDirectory)) return all;
  const { filesIn } = await import('./filesInFolders');
  return filesIn(entries.filter((entry) => entry !== null));
}
