import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { findZipDirectory, readZipDirectory, ZIP_END_BYTES } from './zipDirectory';

const zip = (members: Readonly<Record<string, Uint8Array>>) =>
  new Blob([zipSync(members) as Uint8Array<ArrayBuffer>]);
async function entriesOf(file: Blob) {
  const found = findZipDirectory(await file.slice(-ZIP_END_BYTES).arrayBuffer());
  if (found === null) return null;
  return readZipDirectory(await file.slice(found.start, found.end).arrayBuffer(), found.numEntries);
}
const namesIn = async (file: Blob) => (await entriesOf(file))?.map(({ name }) => name);

it('names the members of a zip file', async () => {
  const members = { 'a/größe.npy': Uint8Array.of(1, 2), 'b.npy': new Uint8Array(100_000) };
  expect(await namesIn(zip(members))).toEqual(['a/größe.npy', 'b.npy']);
  expect(await entriesOf(zip(members))).toMatchObject([
    { size: 2, checksum: 0xb6cc4292, start: 0 },
    { size: 100_000, method: 8 },
  ]);
  expect(await namesIn(zip({}))).toEqual([]);
});

it('finds the directory behind data and before a comment', async () => {
  const bytes = new Uint8Array(await zip({ 'b.npy': Uint8Array.of(7) }).arrayBuffer());
  const comment = new Uint8Array(70).fill(0x50);
  bytes[bytes.length - 2] = comment.length;
  expect(await namesIn(new Blob([bytes, comment]))).toEqual(['b.npy']);
});

it('finds none in a file that is no zip file, is cut short or damaged', async () => {
  const whole = zip({ 'b.npy': Uint8Array.of(7) });
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect(await entriesOf(new Blob())).toBeNull();
  expect(await entriesOf(whole.slice(0, whole.size - 23))).toBeNull();
  expect(await entriesOf(new Blob([bytes.with(bytes.length - 6, 0xff)]))).toBeNull();
  for (let at = 0; at < bytes.length; at++) {
    const found = await entriesOf(new Blob([bytes.with(at, 0xff)]));
    expect(found === null || found.length === 1, `byte ${at}`).toBe(true);
  }
});
