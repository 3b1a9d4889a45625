import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { bytesOf, NUMPY_ARRAYS, NUMPY_FILES } from './numpyFiles.fixture';
import { openArrays } from './openArrays';
import { openNpy } from './openNpy';
import { unpackNpz } from './openNpz';
import { readRows } from './storedArray';

const fileOf = (bytes: BlobPart, name = 'a.npy') => ({ name, blob: new Blob([bytes]) });

/** Writes a .npy file of version 1 with this header. */
function withHeader(header: string, content: Uint8Array<ArrayBuffer> = new Uint8Array(4)) {
  const text = new TextEncoder().encode(header);
  return fileOf(
    Uint8Array.of(
      0x93,
      ...new TextEncoder().encode('NUMPY'),
      1,
      0,
      text.length % 256,
      text.length >> 8,
      ...text,
      ...content,
    ),
  );
}

describe('openNpy and readRows', () => {
  test.each(NUMPY_ARRAYS)('read the values of %s', async (_, file, values) => {
    const array = await openNpy(fileOf(bytesOf(file)));
    const [numRows = 0] = array.shape;
    expect(Array.from(await readRows(array, 0, numRows))).toEqual(values);
    // A range has the same values as the whole.
    const rowSize = values.length / numRows;
    for (let row = 0; row < numRows; row++) {
      const own = values.slice(row * rowSize, (row + 1) * rowSize);
      expect(Array.from(await readRows(array, row, row + 1))).toEqual(own);
    }
  });

  test('have the shape and the number type of the file (control)', async () => {
    const arrays = await Promise.all(NUMPY_ARRAYS.map(([, file]) => openNpy(fileOf(bytesOf(file)))));
    expect(arrays[0]).toMatchObject({ shape: [2, 3], type: 'bool', isFortran: false });
    expect(arrays[1]).toMatchObject({ shape: [2, 3], type: 'bool', isFortran: true });
    expect(arrays.at(-4)).toMatchObject({ shape: [2, 3, 4], type: 'int32', isFortran: true });
    expect(new Set(arrays.map(({ type }) => type)).size).toBe(12);
  });

  test.each([
    ['object', /values of type \|O, Python objects: expected booleans/],
    ['text', /values of type <U2, texts: expected booleans/],
    ['complex', /values of type <c8, complex numbers: expected/],
    ['record', /values of type \[\('a', '<i4'\), \('b', '<f4'\)\], records: expected/],
    ['scalar', /the shape \[\]: expected at least one dimension/],
    ['empty', /the shape \[0, 3\]: expected at least one dimension, each of 1 or more/],
  ] as const)('refuse %s', async (kind, message) => {
    const opened = openNpy(fileOf(bytesOf(NUMPY_FILES[kind])));
    await expect(opened).rejects.toThrow(AssetError);
    await expect(opened).rejects.toThrow(message);
  });

  test.each([
    ['another file', fileOf('hello world, no array'), 'starts with 68 65 6c 6c 6f 20: expected 93 4e'],
    ['an unknown version', fileOf(bytesOf(NUMPY_ARRAYS[0]![1]).with(6, 4)), 'version 4: expected 1, 2 or 3'],
    [
      'a header past the end',
      fileOf(bytesOf(NUMPY_ARRAYS[0]![1]).slice(0, 40)),
      'header has 118 bytes in a file of 40',
    ],
    [
      'a missing byte',
      fileOf(bytesOf(NUMPY_ARRAYS[0]![1]).slice(0, -1)),
      'cut short with 5 bytes: expected 6 for bool [2, 3]',
    ],
    [
      'a byte too much',
      fileOf(new Uint8Array([...bytesOf(NUMPY_ARRAYS[0]![1]), 0])),
      'has 7 bytes: expected 6',
    ],
    [
      'a header without order',
      withHeader("{'descr': '<f4', 'shape': (1,)}"),
      'expected descr, fortran_order and shape',
    ],
    [
      'a long double',
      withHeader("{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}"),
      'values of type <f16: expected',
    ],
    [
      'terabytes',
      withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000)}"),
      'cut short with 4 bytes: expected 8000000000000 for float64 [1000000, 1000000]',
    ],
    [
      'more than numbers hold',
      withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (100000000, 100000000)}"),
      'the shape [100000000, 100000000]: expected',
    ],
  ])('refuse %s', async (_, file, message) => {
    await expect(openNpy(file)).rejects.toThrow(message);
  });

  test('take the long integers of Python 2', async () => {
    const array = await openNpy(withHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 2L), }"));
    expect(array.shape).toEqual([2, 2]);
  });

  test('refuse integers past 2^53, and booleans that are none, with their place', async () => {
    const array = await openNpy(fileOf(bytesOf(NUMPY_FILES.unsafe)));
    await expect(readRows(array, 1, 2)).rejects.toThrow('Value 1 is 9007199254740993: expected at most');
    const bits = bytesOf(NUMPY_ARRAYS[0]![1]);
    const wrong = await openNpy(fileOf(bits.with(bits.length - 1, 2)));
    await expect(readRows(wrong, 1, 2)).rejects.toThrow('Value 5 of the booleans is 2: expected 0 or 1');
  });

  test('throw nothing but AssetError for a damaged file', async () => {
    const [, file] = NUMPY_ARRAYS[4]!;
    const whole = bytesOf(file);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.nat(whole.length),
        async (changes, cut) => {
          const bytes = whole.slice(0, cut % 2 === 0 ? cut : undefined);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            const array = await openNpy(fileOf(bytes));
            expect(await readRows(array, 0, array.shape[0]!)).toHaveLength(
              array.shape.reduce((a, b) => a * b, 1),
            );
          } catch (error) {
            expect(error).toBeInstanceOf(AssetError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('unpackNpz', () => {
  test.each(['npz', 'npzCompressed'] as const)('and openArrays find x and y of %s', async (kind) => {
    const raw = await openArrays(await unpackNpz(fileOf(bytesOf(NUMPY_FILES[kind]), 'd.npz')));
    expect(raw).toMatchObject({ numSamples: 3, shape: [2, 2], labels: Int32Array.of(2, 0, 1) });
    expect((await raw.read(1, 3)).map(({ values }) => Array.from(values))).toEqual([
      [4, 5, 6, 7],
      [8, 9, 10, 11],
    ]);
    expect(raw.source).toBe(kind === 'npz' ? 'd.npz/x_test, d.npz/y_test' : 'd.npz/arr_0, d.npz/arr_1');
    expect(raw.origin(2)).toEqual({ file: raw.source.split(', ')[0], record: 2 });
  });

  test('says that the training arrays are left out', async () => {
    const raw = await openArrays(await unpackNpz(fileOf(bytesOf(NUMPY_FILES.npz), 'd.npz')));
    expect(raw.notes).toEqual([
      'Not used, because the names say another part of the data: d.npz/x_train, d.npz/y_train',
    ]);
  });

  test('refuses damaged files', async () => {
    const bytes = bytesOf(NUMPY_FILES.npz);
    const half = unpackNpz(fileOf(bytes.slice(0, bytes.length / 2), 'd.npz'));
    await expect(half).rejects.toThrow('d.npz: The zip file is damaged or cut short: expected a .npz file');
    // The first value of the first array, behind a local header, its name and a .npy header.
    const place = bytes.indexOf(0x93) + 128;
    const changed = unpackNpz(fileOf(bytes.with(place, 77), 'd.npz'));
    await expect(changed).rejects.toThrow('The zip file is damaged');
    const text = unpackNpz(fileOf(gzipSync('hello'), 'd.npz'));
    await expect(text).rejects.toThrow(AssetError);
  });
});
