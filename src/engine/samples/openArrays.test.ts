import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { encodeIdx } from '../datasets/idx';
import { npy } from './npy.fake';
import { bytesOf, NUMPY_FILES } from './numpyFiles.fixture';
import { openArrays } from './openArrays';
import { openSamples } from './openSamples';

const fileOf = (name: string, bytes: BlobPart) => ({ name, blob: new Blob([bytes]) });
const plain = (bytes: Uint8Array) => new Uint8Array(bytes);

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);
const X = npy('x.npy', '|u1', [3, 2, 2], bytes(12));
const wanted = { shape: [2, 2], numClasses: 10 };

describe('openArrays', () => {
  test('reads one array without labels', async () => {
    expect(await openArrays([X])).toMatchObject({
      numSamples: 3,
      shape: [2, 2],
      labels: null,
      source: 'x.npy',
    });
  });

  test.each([
    ['whole numbers of 64 bits', npy('y.npy', '<i8', [3], BigInt64Array.of(7n, 0n, 2n)), [7, 0, 2]],
    ['whole floats in a column', npy('y.npy', '<f4', [3, 1], Float32Array.of(1, 0, 9)), [1, 0, 9]],
    ['one-hot rows', npy('y.npy', '<f8', [3, 2], Float64Array.of(0, 1, 1, 0, 0, 1)), [1, 0, 1]],
  ])('reads labels that are %s', async (_, labels, found) => {
    const raw = await openArrays([labels, X]);
    expect(Array.from(raw.labels!)).toEqual(found);
    expect(raw.labelsAre).toBe('numbers');
  });

  test.each([
    [
      'a half',
      npy('y.npy', '<f4', [3], Float32Array.of(1, 2.5, 0)),
      'y.npy: Label 1 is 2.5: expected a whole number',
    ],
    [
      'a negative number',
      npy('y.npy', '|i1', [3], Int8Array.of(1, 2, -1)),
      'Label 2 is -1: expected a whole number',
    ],
    [
      'two ones in a row',
      npy('y.npy', '|u1', [3, 2], Uint8Array.of(0, 1, 1, 1, 0, 1)),
      'Row 1 of the labels is 1, 1',
    ],
    [
      'a table',
      npy('y.npy', '|u1', [3, 2, 2], bytes(12)),
      'The labels have the shape [3, 2, 2]: expected one',
    ],
    [
      'one too many',
      npy('y.npy', '|u1', [4], bytes(4)),
      'y.npy: The file has 4 labels: expected 3, one for each sample of x.npy',
    ],
    [
      'Python objects',
      fileOf('y.npy', bytesOf(NUMPY_FILES.object)),
      'y.npy: The array has values of type |O, Python objects',
    ],
  ])('refuses labels that are %s', async (_, labels, message) => {
    const opened = openArrays([X, labels]);
    await expect(opened).rejects.toThrow(AssetError);
    await expect(opened).rejects.toThrow(message);
  });

  test('finds roles by shape where names do not say them', async () => {
    const raw = await openArrays([npy('digits.npy', '|u1', [3], bytes(3)), { ...X, name: 'mnist.npy' }]);
    expect(raw).toMatchObject({ source: 'mnist.npy, digits.npy', labels: Int32Array.of(0, 1, 2) });
  });

  test('joins parts in the order of their names, and finds the place of each sample', async () => {
    const second = npy('x_2.npy', '|u1', [1, 2, 2], Uint8Array.of(9, 9, 9, 9));
    const labels = [npy('y_1.npy', '|u1', [3], bytes(3)), npy('y_2.npy', '|u1', [1], Uint8Array.of(5))];
    const raw = await openArrays([second, ...labels, { ...X, name: 'x_1.npy' }]);
    expect(Array.from(raw.labels!)).toEqual([0, 1, 2, 5]);
    expect((await raw.read(2, 4)).map(({ values }) => Array.from(values))).toEqual([
      [8, 9, 10, 11],
      [9, 9, 9, 9],
    ]);
    expect([raw.origin(2), raw.origin(3)]).toEqual([
      { file: 'x_1.npy', record: 2 },
      { file: 'x_2.npy', record: 0 },
    ]);
    await expect(raw.read(2, 5)).rejects.toThrow(RangeError);
  });

  test.each([
    [
      'two arrays of samples',
      [X, { ...X, name: 'other.npy' }],
      'The arrays are other.npy [3, 2, 2], x.npy [3, 2, 2]',
    ],
    ['three arrays', [X, { ...X, name: 'a.npy' }, { ...X, name: 'b.npy' }], 'expected one of samples'],
    [
      'parts of other shapes',
      [
        X,
        npy('x2.npy', '|u1', [3, 4], bytes(12)),
        npy('y.npy', '|u1', [3], bytes(3)),
        npy('y2.npy', '|u1', [3], bytes(3)),
      ].map((file) => ({ ...file, name: file.name.replace(/^./, (letter) => `${letter}_`) })),
      'x_2.npy: Samples are uint8 [4]: expected uint8 [2, 2]',
    ],
  ])('refuses %s', async (_, files, message) => {
    await expect(openArrays(files)).rejects.toThrow(message);
  });
});

describe('openSamples of IDX files', () => {
  const images = plain(encodeIdx(0x00000803, [3, 2, 2], bytes(12)));
  const labels = plain(encodeIdx(0x00000801, [3], bytes(3)));

  test('reads any size, gzipped or not, and leaves the training set out', async () => {
    const files = [
      fileOf('d/t10k-images-idx3-ubyte.gz', gzipSync(images)),
      fileOf('d/t10k-labels-idx1-ubyte', labels),
      fileOf('d/train-images-idx3-ubyte.gz', gzipSync(images)),
      fileOf('d/train-labels-idx1-ubyte.gz', gzipSync(labels)),
      fileOf('d/README.md', 'hello'),
      fileOf('d/.DS_Store', 'x'),
    ];
    const raw = await openSamples(files, wanted);
    expect(raw).toMatchObject({
      numSamples: 3,
      shape: [2, 2],
      labels: Int32Array.of(0, 1, 2),
      classNames: null,
    });
    expect(raw.notes).toEqual([
      'Not used, because the names say another part of the data: d/train-images-idx3-ubyte, d/train-labels-idx1-ubyte',
      'Not used: d/README.md',
    ]);
    expect((await raw.read(1, 2))[0]).toEqual({
      shape: [2, 2],
      values: Uint8Array.of(4, 5, 6, 7),
      rate: null,
    });
  });

  test('reads big-endian values of other types', async () => {
    const floats = new DataView(new ArrayBuffer(8));
    floats.setFloat32(0, -1.5);
    floats.setFloat32(4, 0.1);
    const raw = await openSamples(
      [fileOf('a.idx', encodeIdx(0x0d02, [2, 1], new Uint8Array(floats.buffer)) as Uint8Array<ArrayBuffer>)],
      wanted,
    );
    expect((await raw.read(0, 2)).map(({ values }) => values[0])).toEqual([-1.5, Math.fround(0.1)]);
  });

  test.each([
    ['a missing byte', images.slice(0, -1), 'cut short with 27 bytes: expected 28 for uint8 [3, 2, 2]'],
    ['a byte too much', new Uint8Array([...images, 0]), 'trailing bytes with 29 bytes: expected 28'],
    ['half a header', images.slice(0, 10), 'cut short at 10 bytes: expected a header of 16 bytes'],
    ['no samples', images.slice(0, 16).with(7, 0), 'the shape [0, 2, 2]: expected 1 or more of each'],
    ['half a gzip file', plain(gzipSync(images)).slice(0, -3), 'The gzip data is damaged or cut short'],
  ])('refuses %s', async (_, content, message) => {
    const opened = openSamples([fileOf('images', content)], wanted);
    await expect(opened).rejects.toThrow(AssetError);
    await expect(opened).rejects.toThrow(message);
  });

  test('names classes after a list, or refuses one that is too short', async () => {
    const files = [fileOf('images', images), fileOf('labels', labels)];
    const raw = await openSamples([...files, fileOf('classes.txt', 'zero\nguinea pig\ntwo\n')], wanted);
    expect(raw.classNames).toEqual(['zero', 'guinea pig', 'two']);
    expect(raw.notes).toEqual([]);
    const short = openSamples([...files, fileOf('classes.txt', 'zero\none\n')], wanted);
    await expect(short).rejects.toThrow(
      'classes.txt: The file names 2 classes: expected 3 or more, as the highest label is 2',
    );
  });
});

describe('openSamples', () => {
  test('refuses files of several kinds and files without samples', async () => {
    const mixed = openSamples([X, fileOf('b.wav', 'RIFF')], wanted);
    await expect(mixed).rejects.toThrow('b.wav: The file is of another kind than x.npy: expected arrays');
    const none = openSamples([fileOf('a.pdf', '%PDF'), fileOf('empty.npy', '')], wanted);
    await expect(none).rejects.toThrow('a.pdf, empty.npy: The files hold no samples: expected arrays');
    await expect(openSamples([], wanted)).rejects.toThrow('data: The files hold no samples');
  });
});
