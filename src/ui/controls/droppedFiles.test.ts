import { expect, test } from 'vitest';
import { droppedFiles } from './droppedFiles';

const fileEntry = (fullPath: string) => ({
  isDirectory: false,
  fullPath,
  file: (resolve: (file: File) => void) => resolve(new File([fullPath], fullPath.split('/').at(-1)!)),
});
/** Gives its entries two at a time, as browsers give them a hundred at a time. */
const folderEntry = (fullPath: string, entries: readonly object[]) => ({
  isDirectory: true,
  fullPath,
  createReader: () => {
    const left = [...entries];
    return { readEntries: (resolve: (some: object[]) => void) => resolve(left.splice(0, 2)) };
  },
});
const transferOf = (entries: readonly (object | null)[], files: readonly File[] = []) =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;

test('files of dropped folders come with their paths, all of them', async () => {
  const wavs = Array.from({ length: 5 }, (_, take) => fileEntry(`/fsdd/recordings/0_a_${take}.wav`));
  const folder = folderEntry('/fsdd', [fileEntry('/fsdd/README.md'), folderEntry('/fsdd/recordings', wavs)]);
  const found = await droppedFiles(transferOf([folder, null, fileEntry('/labels.tsv')]));
  expect(found.map((file) => file.webkitRelativePath)).toEqual([
    'labels.tsv',
    'fsdd/README.md',
    ...wavs.map(({ fullPath }) => fullPath.slice(1)),
  ]);
  expect(await found.at(-1)!.text()).toBe('/fsdd/recordings/0_a_4.wav');
});

test('files without a folder are taken as the browser gives them', async () => {
  const files = [new File(['1'], 'a'), new File(['2'], 'b')];
  expect(
    await droppedFiles(
      transferOf(
        files.map((file) => fileEntry(`/${file.name}`)),
        files,
      ),
    ),
  ).toEqual(files);
});
