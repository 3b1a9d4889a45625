import { encode as encodePng } from 'fast-png';
import { expect, test } from 'vitest';
import { encodeIdx } from '../datasets/idx';
import { npy } from './npy.fake';
import { openSamples } from './openSamples';

const bytes = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);
const plain = (values: Uint8Array) => new Uint8Array(values);
const text = (name: string, content: string) => ({ name, blob: new Blob([content]) });
const labels = (file: { readonly name: string; readonly blob: Blob }) =>
  ({ ...file, isLabels: true }) as const;

const X = npy('x.npy', '|u1', [3, 2, 2], bytes(12));
const ARRAYS = { shape: [2, 2], numClasses: 10 };

test.each([
  ['an array', npy('answers.npy', '<i8', [3], BigInt64Array.of(7n, 0n, 2n)), [7, 0, 2]],
  ['one-hot rows', npy('answers.npy', '|u1', [3, 2], Uint8Array.of(0, 1, 1, 0, 0, 1)), [1, 0, 1]],
  ['an IDX file', { name: 'l', blob: new Blob([plain(encodeIdx(0x00000801, [3], bytes(3)))]) }, [0, 1, 2]],
  ['one label a line', text('l.txt', '4\n\n5\n6\n'), [4, 5, 6]],
  ['a column of labels', text('l.csv', 'id,label\n0,4\n1,5\n2,6\n'), [4, 5, 6]],
])('labels are %s', async (_, file, found) => {
  const raw = await openSamples([X, labels(file)], ARRAYS);
  expect(Array.from(raw.labels!)).toEqual(found);
  expect(raw).toMatchObject({ labelsAre: 'numbers', numSamples: 3, source: `x.npy, ${file.name}` });
  expect(raw.notes).toContain(`Labels are those of ${file.name}`);
});

test('labels may be names, and take the place of those that lie with the samples', async () => {
  const y = npy('y.npy', '|u1', [3], bytes(3));
  const raw = await openSamples([X, y, labels(text('l.txt', 'cat\ndog\ncat'))], ARRAYS);
  expect(raw).toMatchObject({
    labels: Int32Array.of(0, 1, 0),
    labelsAre: 'names',
    classNames: ['cat', 'dog'],
  });
});

test('labels of a table belong to its rows', async () => {
  const table = text('t.csv', '0.5,1.5\n2.5,3.5\n');
  const raw = await openSamples([table, labels(text('l.txt', '1\n0'))], { shape: [2], numClasses: 2 });
  expect(Array.from(raw.labels!)).toEqual([1, 0]);
});

const png = (name: string, value: number) => {
  const data = new Uint8Array(12).fill(value);
  const encoded = encodePng({ width: 2, height: 2, channels: 3, depth: 8, data });
  return { name, blob: new Blob([plain(encoded)]) };
};
const PICTURES = [png('b.png', 20), png('a.png', 10), png('c.png', 30)];

test.each([
  ['by their names', text('l.csv', 'c.png,3\na.png,1\nb.png,2\n')],
  ['in the order of their names', text('l.txt', '1\n2\n3\n')],
  ['in an array in the order of their names', npy('l.npy', '|u1', [3], Uint8Array.of(1, 2, 3))],
])('labels of pictures are given %s, also beside folders', async (_, file) => {
  for (const folder of ['', 'd/']) {
    const pictures = PICTURES.map((one) => ({ ...one, name: folder + one.name }));
    const raw = await openSamples([...pictures, labels(file)], { shape: [2, 2, 3], numClasses: 10 });
    const found = Object.fromEntries(
      Array.from(raw.labels!, (label, index) => [raw.origin(index).file.slice(-5), label]),
    );
    expect(found).toEqual({ 'a.png': 1, 'b.png': 2, 'c.png': 3 });
  }
});

test.each([
  [
    'too many',
    text('l.txt', '1\n2\n3\n4'),
    'l.txt: The file has 4 labels: expected 3, one for each sample of x.npy',
  ],
  [
    'too few in an array',
    npy('l.npy', '|u1', [2], bytes(2)),
    'The file has 2 labels: expected 3, one for each',
  ],
  [
    'halves',
    npy('l.npy', '<f4', [3], Float32Array.of(1, 2.5, 0)),
    'l.npy: Label 1 is 2.5: expected a whole number',
  ],
  [
    'cells without a header',
    text('l.csv', '0,1\n1,2\n2,3'),
    'Line 1 has 2 cells: expected one label, or a header',
  ],
  ['missing', text('l.csv', 'id,label\n0,1\n1,\n2,3'), 'Line 3 has no label: expected one for each sample'],
  [
    'samples',
    npy('l.npy', '|u1', [3, 2, 2], bytes(12)),
    'The labels have the shape [3, 2, 2]: expected one label',
  ],
])('refuses labels that are %s', async (_, file, message) => {
  await expect(openSamples([X, labels(file)], ARRAYS)).rejects.toThrow(message);
});

test('refuses two files of labels, a picture without a label and labels of recordings', async () => {
  const [one, two] = [labels(text('1.txt', '1\n2\n3')), labels(text('2.txt', '1\n2\n3'))];
  await expect(openSamples([X, one, two], ARRAYS)).rejects.toThrow(
    '2.txt: The file holds labels, and so does 1.txt: expected one file of labels',
  );
  const list = labels(text('l.csv', 'c.png,3\na.png,1\n'));
  await expect(openSamples([...PICTURES, list], { shape: [2, 2, 3], numClasses: 10 })).rejects.toThrow(
    'lacks 1 of the 3 given, b.png',
  );
});
