import { encode as encodePng } from 'fast-png';
import { encode as encodeJpeg } from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { openSamples } from './openSamples';

const wanted = { shape: [2, 2, 3], numClasses: 10 };
const open = (files: readonly AssetFile[]) => openSamples(files, wanted);

type Depth = 8 | 16;

/** Writes a PNG of one colour. */
function png(
  name: string,
  value: number,
  channels: 1 | 2 | 3 | 4 = 3,
  depth: Depth = 8,
  side = 2,
): AssetFile {
  const length = side * side * channels;
  const data = depth === 16 ? new Uint16Array(length).fill(value) : new Uint8Array(length).fill(value);
  const bytes = encodePng({ width: side, height: side, channels, depth, data });
  return { name, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}

const text = (name: string, content: string): AssetFile => ({ name, blob: new Blob([content]) });

/** Returns the label or the class name of each picture by its name. */
async function labelsOf(files: readonly AssetFile[]): Promise<Readonly<Record<string, string | number>>> {
  const raw = await open(files);
  return Object.fromEntries(
    Array.from({ length: raw.numSamples }, (_, index) => {
      const label = raw.labels![index]!;
      return [raw.origin(index).file, raw.labelsAre === 'names' ? raw.classNames![label]! : label];
    }),
  );
}

describe('openPictures', () => {
  test.each([
    ['grey', 1, 8, 200],
    ['grey with opacity', 2, 8, 200],
    ['red, green and blue', 3, 8, 200],
    ['four channels', 4, 8, 200],
    ['16 bits', 1, 16, 50_000],
    ['16 bits in colour', 3, 16, 50_000],
  ] as const)('keeps %s as stored', async (_, channels, depth, value) => {
    const raw = await open([png('a.png', value, channels, depth)]);
    expect(raw).toMatchObject({ kind: 'pictures', numSamples: 1, shape: [2, 2, channels] });
    const [picture] = await raw.read(0, 1);
    expect(picture!.values.constructor).toBe(depth === 16 ? Uint16Array : Uint8Array);
    expect(Array.from(picture!.values)).toEqual(new Array(4 * channels).fill(value));
  });

  test('reads grey and colour JPEG', async () => {
    const data = new Uint8Array(16 * 16 * 4).fill(128);
    const { data: colour } = encodeJpeg({ width: 16, height: 16, data }, 95);
    const raw = await open([{ name: 'a.jpg', blob: new Blob([new Uint8Array(colour)]) }]);
    expect(raw.shape).toEqual([16, 16, 3]);
    const [picture] = await raw.read(0, 1);
    expect(Math.abs(picture!.values[0]! - 128)).toBeLessThan(3);
  });

  test('names classes after folders, sorted, whatever the folders above', async () => {
    const files = [png('d/9/a.png', 1), png('d/10/b.png', 2), png('d/10/c.png', 3)];
    expect(await labelsOf(files)).toEqual({ 'd/9/a.png': '9', 'd/10/b.png': '10', 'd/10/c.png': '10' });
    expect(await open(files)).toMatchObject({ classNames: ['10', '9'], labelsAre: 'names' });
  });

  test('has null for sides and channels that differ', async () => {
    const raw = await open([png('a/x.png', 1, 1), png('b/y.png', 2, 3), png('b/z.png', 3, 3, 8, 4)]);
    expect(raw.shape).toEqual([null, null, null]);
    const shapes = (await raw.read(0, 3)).map(({ shape }) => shape.join());
    expect(shapes.sort()).toEqual(['2,2,1', '2,2,3', '4,4,3']);
  });

  test('has the same order under other names', async () => {
    const firstValue = async (names: readonly string[]) => {
      const raw = await open(names.map((name, index) => png(name, 10 * index)));
      return (await raw.read(0, names.length)).map(({ values }) => values[0]);
    };
    const found = await firstValue(['a', 'b', 'c', 'd'].map((name) => `${name}.png`));
    expect(await firstValue(['w', 'z', 'y', 'x'].map((name) => `${name}.png`))).toEqual(found);
    expect(found).not.toEqual([0, 10, 20, 30]);
  });

  test.each([
    ['names and numbers', 'a.png,3\nb.png,0\n', { 'd/a.png': 3, 'd/b.png': 0 }],
    [
      'a header',
      'file\tid\tlabel\na.png\t7\tcat\nb.png\t8\tant\nc.png\t9\tcat\n',
      { 'd/a.png': 'cat', 'd/b.png': 'ant' },
    ],
    [
      'labels first, folders and backslashes',
      'label;path\n1;d\\a.png\n2;./d/b.png',
      { 'd/a.png': 1, 'd/b.png': 2 },
    ],
    ['blanks', 'a.png 1\nb.png 0\n', { 'd/a.png': 1, 'd/b.png': 0 }],
    ['names without endings', 'id,label\na,frog\nb,cat\nc,ant\n', { 'd/a.png': 'frog', 'd/b.png': 'cat' }],
    ['names without endings or header', 'a;1\nb;0\n', { 'd/a.png': 1, 'd/b.png': 0 }],
    ['labels alone', '5\n6\n', { 'd/a.png': 5, 'd/b.png': 6 }],
    ['quoted names', '"a.png","cat, wild"\n"b.png","dog"\n', { 'd/a.png': 'cat, wild', 'd/b.png': 'dog' }],
  ])('takes labels from a list of %s', async (_, list, labels) => {
    const files = [
      png('d/a.png', 1),
      png('d/b.png', 2),
      text('d/labels.txt', list),
      text('d/README.txt', 'Hello'),
    ];
    expect(await labelsOf(files)).toEqual(labels);
  });

  test('tells numbered pictures from numbered labels by the header, and says which lists are not used', async () => {
    const files = [
      png('1.png', 1),
      png('2.png', 2),
      text('l.csv', 'id,label\n1,2\n2,1\n'),
      text('m.csv', '1,2\n2,1\n'),
    ];
    expect(await labelsOf(files)).toEqual({ '1.png': 2, '2.png': 1 });
    expect((await open(files)).notes).toEqual(['Not used: m.csv']);
  });

  test('tells pictures of one name in two folders apart', async () => {
    const files = [png('x/a.png', 1), png('y/a.png', 2), text('l.csv', 'x/a.png,1\ny/a.png,2\n')];
    expect(await labelsOf(files)).toEqual({ 'x/a.png': 1, 'y/a.png': 2 });
  });

  test('has no labels in one folder, and says so', async () => {
    const raw = await open([png('d/a.png', 1), png('d/b.png', 2)]);
    expect(raw.labels).toBeNull();
    expect(raw.notes).toEqual([
      'The pictures have no labels, as they are in one folder and no list names them',
    ]);
  });

  test('leaves the training pictures out', async () => {
    const files = ['train/cat', 'train/dog', 'test/cat', 'test/dog'].map((folder, at) =>
      png(`d/${folder}/a.png`, at),
    );
    const raw = await open(files);
    expect(raw).toMatchObject({ numSamples: 2, classNames: ['cat', 'dog'] });
    expect(raw.notes[0]).toBe(
      'Not used, because the names say another part of the data: d/train/cat/, d/train/dog/',
    );
    // A class of trains is no training set.
    expect((await open([png('train/a.png', 1), png('bus/a.png', 2)])).classNames).toEqual(['bus', 'train']);
  });

  test.each([
    [
      'all pictures that do not decode',
      [png('a.png', 1), text('b.png', 'no'), text('c.jpg', 'no')],
      'a.png, b.png, c.jpg: 2 of 3 pictures could not be decoded: b.png (neither JPEG nor PNG), c.jpg (neither JPEG nor PNG): expected JPEG or PNG files',
    ],
    [
      '8 and 16 bits together',
      [png('a.png', 1), png('b.png', 1, 3, 16)],
      'b.png: The picture has 16 bits a sample: expected 8 as in a.png',
    ],
    [
      'a picture beside folders',
      [png('a/x.png', 1), png('y.png', 1)],
      'y.png: The picture is in no folder, but others are',
    ],
    [
      'two lists',
      [png('a.png', 1), text('l.csv', 'a.png,1'), text('m.csv', 'a.png,2')],
      'm.csv: The list names pictures, and so does l.csv',
    ],
    [
      'pictures without a label',
      [png('a.png', 1), png('b.png', 1), png('c.png', 1), text('l.csv', 'a.png,1')],
      'l.csv: The list has 1 pictures and lacks 2 of the 3 given, b.png, c.png: expected a label for each',
    ],
    [
      'two labels',
      [png('a.png', 1), text('l.csv', 'a.png,1\na.png,2')],
      'Line 2 gives a.png the label 2, after 1 in line 1: expected one',
    ],
    ['an empty label', [png('a.png', 1), text('l.csv', 'a.png,')], 'Line 1 has no label for a.png'],
    [
      'a line without a picture',
      [png('a.png', 1), text('l.csv', 'a.png,1\nb,2')],
      'Line 2 names no picture in "b"',
    ],
    [
      'three columns',
      [png('a.png', 1), text('l.csv', 'a.png,1,2')],
      'Line 1 has 3 cells: expected a picture and a label, or a header',
    ],
  ])('refuses %s', async (_, files, message) => {
    await expect(open(files)).rejects.toThrow(AssetError);
    await expect(open(files)).rejects.toThrow(message);
  });
});
