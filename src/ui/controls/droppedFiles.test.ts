import { expect, test } from 'vitest';
import { droppedFiles } from './droppedFiles';

const fileEntry = (fullPath: string) => ({
  isDirectory: false,
  fullPath,
  file: (resolve: (file: File) => void) => resolve(new File([fullPath], fullPath.split('/').at(-1)!)),
});
/** Makes a folder whose reader returns two entries per call. Browsers return up to 100. */
const folderEntry = (fullPath: string, entries: readonly object[]) => ({
  isDirectory: true,
  fullPath,
  createReader: () => {
    let read = 0;
    return {
      readEntries: (resolve: (some: object[]) => void) => {
        resolve(entries.slice(read, read + 2));
        read += 2;
      },
    };
  },
});
const transferOf = (entries: readonly (object | null)[], files: readonly File[] = []) =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;

test('all files of dropped folders have their paths', async () => {
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

test('all photos of ImageNet’s validation set are returned, and more files than any set has are refused', async () => {
  const filesOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...fileEntry(`/val/${index}.jpg`),
      // Making 50,000 File objects would take far longer than the tested function.
      file: (resolve: (file: object) => void) => resolve({}),
    }));
  expect(await droppedFiles(transferOf([folderEntry('/val', filesOf(50_000))]))).toHaveLength(50_000);
  const all = [fileEntry('/labels.tsv'), folderEntry('/val', filesOf(101_000))];
  await expect(droppedFiles(transferOf(all))).rejects.toThrow(
    'val/100999.jpg: More than 101000 files came together: expected the folder of one data set or model',
  );
  expect(await droppedFiles(transferOf(all.slice(1)))).toHaveLength(101_000);
});

test('a file and a folder that the browser cannot read are named', async () => {
  const fail = (_: unknown, reject: (error: DOMException) => void) =>
    reject(new DOMException('it has gone', 'NotFoundError'));
  const file = { ...fileEntry('/set/b.wav'), file: fail };
  await expect(
    droppedFiles(transferOf([folderEntry('/set', [fileEntry('/set/a.wav'), file])])),
  ).rejects.toThrow('set/b.wav: The file cannot be read: it has gone');
  const folder = { ...folderEntry('/set', []), createReader: () => ({ readEntries: fail }) };
  await expect(droppedFiles(transferOf([folder]))).rejects.toThrow(
    'set: The folder cannot be read: it has gone',
  );
});

test('files without a folder are returned as the browser gives them', async () => {
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
