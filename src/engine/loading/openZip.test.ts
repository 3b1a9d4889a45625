import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openZip } from './openZip';

const CONTENT = Uint8Array.of(1, 2, 3, 4, 5, 6);
/** Size of a local header and of the name `a.npy`. */
const CONTENT_START = 30 + 5;

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);

async function contents(zip: Uint8Array): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  for (const { name, size, read } of await openZip(blobOf(zip))) {
    found[name] = new Uint8Array(await (await read()).arrayBuffer());
    expect(found[name]).toHaveLength(size);
  }
  return found;
}

describe.each([
  ['stored', 0],
  ['deflated', 9],
] as const)('openZip of %s members', (_, level) => {
  const zip = zipSync({ 'a.npy': [CONTENT, { level }], 'ä.npy': [CONTENT, { level }] });

  test('reads them, also before a comment', async () => {
    const wanted = { 'a.npy': CONTENT, 'ä.npy': CONTENT };
    expect(await contents(zip)).toEqual(wanted);
    const commented = Uint8Array.of(...zip, 33);
    commented[zip.length - 2] = 1;
    expect(await contents(commented)).toEqual(wanted);
  });

  test('refuses every changed byte of a content, and a size that it does not have', async () => {
    for (let at = CONTENT_START; at < CONTENT_START + 6; at++)
      await expect(contents(zip.with(at, zip[at]! ^ 0x55)), `byte ${at}`).rejects.toThrow();
    const directory = new TextDecoder('latin1').decode(zip).indexOf('PK\u0001\u0002');
    for (const size of [5, 7])
      await expect(contents(zip.with(directory + 24, size))).rejects.toThrow('a.npy differs');
  });

  test('refuses a member that is cut short or packed otherwise, and a file without a directory', async () => {
    await expect(contents(zip.subarray(0, 60))).rejects.toThrow('no directory');
    const directory = new TextDecoder('latin1').decode(zip).indexOf('PK\u0001\u0002');
    await expect(contents(zip.with(directory + 10, 12))).rejects.toThrow('a.npy is packed by method 12');
    await expect(contents(zip.with(directory + 23, 1))).rejects.toThrow('a.npy is cut short');
    await expect(contents(zip.with(directory + 42, 1))).rejects.toThrow('a.npy has no header at byte 1');
  });
});

test('contents of many pieces are whole', async () => {
  const long = Uint8Array.from({ length: 10_000_000 }, (_, at) => (at * at) >> 7);
  expect(Buffer.compare((await contents(zipSync({ long }))).long!, long)).toBe(0);
});

test('a stored member is a part of the file', async () => {
  const zip = blobOf(zipSync({ 'a.npy': [CONTENT, { level: 0 }] }));
  let sliced: Blob | null = null;
  const slice = zip.slice.bind(zip);
  zip.slice = (...range) => {
    sliced = slice(...range);
    return sliced;
  };
  const [member] = await openZip(zip);
  expect(await member!.read()).toBe(sliced);
});

test('fflate unpacks a damaged member without an error (control)', () => {
  const zip = zipSync({ 'a.npy': [CONTENT, { level: 0 }] });
  zip[CONTENT_START] = 9;
  expect(unzipSync(zip)['a.npy']).toEqual(CONTENT.with(0, 9));
});
