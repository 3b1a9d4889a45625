import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipNames } from './zipNames';

const zip = (members: Readonly<Record<string, Uint8Array>>) =>
  new Blob([zipSync(members) as Uint8Array<ArrayBuffer>]);

it('names the members of a zip file', async () => {
  const members = { 'a/größe.npy': Uint8Array.of(1, 2), 'b.npy': new Uint8Array(100_000) };
  expect(await zipNames(zip(members))).toEqual(['a/größe.npy', 'b.npy']);
  expect(await zipNames(zip({}))).toEqual([]);
});

it('finds the directory behind data and before a comment', async () => {
  const bytes = new Uint8Array(await zip({ 'b.npy': Uint8Array.of(7) }).arrayBuffer());
  const comment = new Uint8Array(70).fill(0x50);
  bytes[bytes.length - 2] = comment.length;
  expect(await zipNames(new Blob([bytes, comment]))).toEqual(['b.npy']);
});

it('names nothing in a file that is none or is cut short', async () => {
  const whole = zip({ 'b.npy': Uint8Array.of(7) });
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect(await zipNames(new Blob())).toEqual([]);
  expect(await zipNames(whole.slice(0, whole.size - 23))).toEqual([]);
  expect(await zipNames(new Blob([bytes.with(bytes.length - 6, 0xff)]))).toEqual([]);
  for (let at = 0; at < bytes.length; at++)
    expect(Array.isArray(await zipNames(new Blob([bytes.with(at, 0xff)])))).toBe(true);
});
