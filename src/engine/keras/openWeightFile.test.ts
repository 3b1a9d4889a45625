import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { openWithH5wasm } from './h5wasmFile';
import { openWithJsfive } from './jsfiveFile';
import { openWeightFile } from './openWeightFile';
import { type FakeLayer, fakeValues, writeKerasFile } from './writeKerasFile.fake';

const LAYERS: FakeLayer[] = [
  { name: 'input', weights: [] },
  {
    name: 'conv',
    weights: [
      { name: 'conv_W_1:0', shape: [3, 3, 2, 4] },
      { name: 'conv_b_1:0', shape: [4] },
    ],
  },
  { name: 'dense', weights: [{ name: 'dense/kernel:0', shape: [5, 3] }] },
];

function asset(bytes: Uint8Array<ArrayBuffer>): AssetFile {
  return { name: 'f.h5', blob: new Blob([bytes]) };
}

let plain: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  plain = await writeKerasFile(LAYERS);
});

const opened = [
  ['jsfive', openWithJsfive],
  ['h5wasm', openWithH5wasm],
  ['whichever fits', openWeightFile],
] as const;

describe.each(opened)('A weight file read by %s', (_, open) => {
  test('gives attributes, names and tensors', async () => {
    const file = await open(asset(plain));
    expect(await file.attribute('/', 'layer_names')).toEqual(['input', 'conv', 'dense']);
    expect(await file.attribute('/', 'backend')).toEqual(['tensorflow']);
    expect(await file.attribute('/input', 'weight_names')).toEqual([]);
    expect(await file.attribute('/', 'model_config')).toBeUndefined();
    expect(await file.attribute('/nowhere', 'model_config')).toBeUndefined();
    expect([...(await file.children('/'))].sort()).toEqual(['conv', 'dense', 'input']);
    expect(await file.children('/nowhere')).toEqual([]);
    expect(await file.tensor('/conv')).toBeUndefined();
    expect(await file.tensor('/conv/other')).toBeUndefined();
    const kernel = await file.tensor('/conv/conv_W_1:0');
    expect(kernel?.shape).toEqual([3, 3, 2, 4]);
    expect(await kernel?.read()).toEqual(fakeValues('conv_W_1:0', 72));
    const dense = await file.tensor('/dense/dense/kernel:0');
    expect(await dense?.read()).toEqual(fakeValues('kernel:0', 15));
    file.close();
  });
});

describe('openWeightFile', () => {
  test.each([
    ['chunked and compressed', { isChunked: true }],
    ['of the newer format', { libver: 'v110' }],
    ['of doubles', { dtype: '<d' }],
    ['of the newer format, chunked', { libver: 'v110', isChunked: true }],
  ] as const)('reads a file %s', async (_, options) => {
    const file = await openWeightFile(asset(await writeKerasFile(LAYERS, options)));
    const kernel = await file.tensor('/conv/conv_W_1:0');
    expect(kernel?.shape).toEqual([3, 3, 2, 4]);
    expect(await kernel?.read()).toEqual(fakeValues('conv_W_1:0', 72));
    expect(await file.attribute('/conv', 'weight_names')).toEqual(['conv_W_1:0', 'conv_b_1:0']);
    file.close();
  });

  test('reads pieces of a tensor in order where they do not fit at once', async () => {
    const layers = [{ name: 'big', weights: [{ name: 'W', shape: [2200, 1031] }] }];
    const wanted = Buffer.from(fakeValues('W', 2200 * 1031).buffer);
    for (const isChunked of [false, true]) {
      const file = await openWithH5wasm(asset(await writeKerasFile(layers, { isChunked })));
      const found = await (await file.tensor('/big/W'))!.read();
      // toEqual takes seconds for millions of numbers.
      expect(Buffer.from(found.buffer).equals(wanted)).toBe(true);
      file.close();
    }
  });

  test.each<[string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>, RegExp]>([
    ['nothing', () => new Uint8Array(0), /^f.h5: The file is empty: expected an HDF5 file/],
    ['text', () => text('hello'), /^f.h5: The file starts with "hello": expected an HDF5 file/],
    ['HTML', () => text('<!DOCTYPE html><html>'), /is an HTML page, such as a server sends with an error/],
    ['a PNG', () => Uint8Array.of(0x89, 80, 78, 71, 13, 10, 26, 10), /starts with the bytes 89 50 4e 47/],
    ['a zip', () => text('PK\u0003\u0004'), /is a zip file: expected an HDF5 file/],
    ['a signature alone', (bytes) => bytes.slice(0, 9), /has 9 bytes: expected at least an HDF5 header/],
    ['a missing byte', (bytes) => bytes.slice(0, -1), /bytes: its header says .*, so it is cut short/],
    ['superblock 7', (bytes) => withByte(bytes, 8, 7), /has superblock version 7: expected 0 to 3/],
    ['short addresses', (bytes) => withByte(bytes, 13, 4), /has addresses of 4 bytes: expected 8/],
    ['a broken root', (bytes) => bytes.fill(0, 96), /^f.h5: The file is damaged at \/ \(.+\)/],
  ])('refuses %s', async (_, change, message) => {
    const bytes = change(plain.slice());
    await expect(openWeightFile(asset(bytes))).rejects.toThrow(message);
    await expect(openWeightFile(asset(bytes))).rejects.toThrow(AssetError);
  });

  test('names a filter that HDF5 readers lack, and says what to do', async () => {
    const bytes = await writeKerasFile(LAYERS, { isChunked: true });
    const lzf = withFilter(bytes, 32000);
    const file = await openWeightFile(asset(lzf));
    await expect(file.tensor('/conv/conv_W_1:0')).rejects.toThrow(
      'f.h5: Tensor /conv/conv_W_1:0 is packed with LZF (HDF5 filter 32000): expected gzip or no compression, as Keras saves; ' +
        'copy the file where it was made, with h5repack -f NONE or by h5py without compression=',
    );
    file.close();
    const own = await openWeightFile(asset(withFilter(bytes, 999)));
    await expect(own.tensor('/dense/dense/kernel:0')).rejects.toThrow(
      'packed with deflate (HDF5 filter 999)',
    );
    own.close();
  });

  test.each(['variable length', 'fixed length'] as const)(
    'reads names outside ASCII of %s, declared as ASCII or as UTF-8',
    async (length) => {
      const names = ['плотный_1', '全连接_2', 'sortie_é'];
      const layers = names.map((name) => ({ name, weights: [{ name: `${name}/kernel:0`, shape: [2, 3] }] }));
      for (const cset of ['ASCII', 'UTF-8'] as const) {
        const file = await openWeightFile(asset(await writeKerasFile(layers, { strings: { length, cset } })));
        expect(await file.attribute('/', 'layer_names')).toEqual(names);
        expect(await file.attribute('/全连接_2', 'weight_names')).toEqual(['全连接_2/kernel:0']);
        expect((await file.tensor('/плотный_1/плотный_1/kernel:0'))?.shape).toEqual([2, 3]);
        file.close();
      }
    },
  );

  test('refuses integers where weights should be', async () => {
    const file = await openWeightFile(asset(await writeKerasFile(LAYERS, { dtype: '<i' })));
    await expect(file.tensor('/conv/conv_W_1:0')).rejects.toThrow(
      'f.h5: Tensor /conv/conv_W_1:0 holds 32-bit integers: expected floats of 16, 32 or 64 bits',
    );
    file.close();
  });

  test('throws nothing but AssetError, whatever the bytes', async () => {
    // jsfive prints the names of unknown attributes.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const files = [
      plain,
      await writeKerasFile(LAYERS, { libver: 'v110' }),
      await writeKerasFile(LAYERS, { isChunked: true }),
    ];
    const changes = fc.array(fc.tuple(fc.nat(6000), fc.nat(255)), { minLength: 1, maxLength: 30 });
    const property = fc.asyncProperty(fc.constantFrom(...files), changes, async (whole, places) => {
      const bytes = whole.slice();
      for (const [offset, value] of places) if (offset < bytes.length) bytes[offset] = value;
      try {
        const file = await openWeightFile(asset(bytes));
        for (const path of ['/', ...(await file.children('/')).map((name) => `/${name}`)]) {
          await file.attribute(path, path === '/' ? 'layer_names' : 'weight_names');
        }
        for (const path of ['/conv/conv_W_1:0', '/conv/conv_b_1:0', '/dense/dense/kernel:0']) {
          await (await file.tensor(path))?.read();
        }
        file.close();
      } catch (error) {
        expect(error).toBeInstanceOf(AssetError);
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

/** Replaces the number of every gzip filter of a file. */
function withFilter(whole: Uint8Array<ArrayBuffer>, id: number): Uint8Array<ArrayBuffer> {
  const bytes = whole.slice();
  const view = new DataView(bytes.buffer);
  const name = new TextEncoder().encode('deflate\0');
  for (let offset = 8; offset < bytes.length - 8; offset++) {
    // Description of a filter: number, length of its name, flags, number of values, name.
    if (name.every((byte, index) => bytes[offset + index] === byte)) view.setUint16(offset - 8, id, true);
  }
  return bytes;
}

function text(content: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(content);
}

function withByte(bytes: Uint8Array<ArrayBuffer>, offset: number, value: number): Uint8Array<ArrayBuffer> {
  bytes[offset] = value;
  return bytes;
}
