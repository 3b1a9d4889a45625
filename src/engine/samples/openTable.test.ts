import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { openSamples } from './openSamples';
import { openTable } from './openTable';

const open = (text: string, numInputs = 2) =>
  openTable({ name: 't.csv', blob: new Blob([text]) }, [numInputs]);
const valuesIn = async (raw: Awaited<ReturnType<typeof open>>) =>
  (await raw.read(0, raw.numSamples)).map(({ values }) => Array.from(values));

describe('openTable', () => {
  test.each([
    ['a header', 'label,a,b\n1,0.5,-2\n0,1e2,3\n'],
    ['a header, whatever its place', 'a;b;CLASS\n.5;-2;1\n100;3;0'],
    ['the first column', '1,0.5,-2\n0,100,3\n'],
    ['the last column', '0.5\t-2\t1\n100\t3\t0\n'],
    ['the last column between blanks', '  0.5  -2  1\n  100  3  0\n\n'],
    ['a comment and Windows line ends', '# by hand\r\n0.5,-2,1\r\n100,3,0\r\n'],
    ['row numbers of pandas', ',a,b,label\n0,0.5,-2,1\n1,100,3,0\n'],
    ['numbered columns of pandas', ',0,1,label\n0,0.5,-2,1.0\n1,100,3,0.0\n'],
  ])('finds labels by %s', async (_, text) => {
    const raw = await open(text);
    expect(raw).toMatchObject({
      numSamples: 2,
      shape: [2],
      labels: Int32Array.of(1, 0),
      labelsAre: 'numbers',
    });
    expect(await valuesIn(raw)).toEqual([
      [0.5, -2],
      [100, 3],
    ]);
  });

  test('takes the only column of words for labels, with its names sorted', async () => {
    const raw = await open('5,3,"iris, wild"\n4,2,aster\n6,1,"iris, wild"\n');
    expect(raw).toMatchObject({ labelsAre: 'names', classNames: ['aster', 'iris, wild'] });
    expect(Array.from(raw.labels!)).toEqual([1, 0, 1]);
    expect(raw.notes).toEqual(['Labels are in column 3']);
  });

  test('has no labels if the network reads all columns', async () => {
    const raw = await open('a,b\n1,2\n3,4\n');
    expect(raw).toMatchObject({ labels: null, notes: ['The table has no column of labels'] });
    expect(await valuesIn(raw)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect((await open('1,2\n3,4\n')).numSamples).toBe(2);
  });

  test.each([
    [
      'both ends',
      '1,2,3\n4,5,6\n',
      'Rows have 3 cells for the 2 inputs of the network, and both the first and the last column may be the labels',
    ],
    ['neither end', '1.5,2,3.5\n4,5,6\n', 'and neither the first nor the last column has whole numbers'],
    [
      'too few columns',
      'a,label\n1,2\n3,4\n',
      'Rows have 2 cells with labels in column 2 (label): expected 2 and a label',
    ],
    [
      'too many',
      '1,2,3,4,5\n1,2,3,4,5\n',
      "Rows have 5 cells and no labels: expected 2 for the network's input [2], and a label",
    ],
    ['a short row', 'label,a,b\n1,2,3\n1,2\n', 't.csv: Line 3 has 2 cells: expected 3 as in the other rows'],
    ['a long row', 'label,a,b\n1,2,3\n1,2,3,\n', 'Line 3 has 4 cells: expected 3'],
    ['a header of another length', 'label,a\n1,2,3\n1,2,3\n', 'Line 1 has 2 cells: expected 3'],
    [
      'a missing number',
      'label,a,b\n1,2,3\n1,,3\n',
      'Line 3 has "" in column 2 (a): expected a number with a decimal point',
    ],
    [
      'a missing number in the first row',
      'NA,1,2\n4,2,0\n',
      'Line 1 has "NA" in column 1: expected a number',
    ],
    ['a decimal comma', 'label;a;b\n1;2;0,5\n1;2;3\n', 'Line 2 has "0,5" in column 3 (b): expected a number'],
    ['a number that is too large', 'label,a,b\n1,2,1e39\n1,2,3\n', 'Line 2 has "1e39" in column 3 (b)'],
    [
      'half a label',
      'label,a,b\n1,2,3\n1.5,2,3\n',
      'Line 3 has the label "1.5" in column 1 (label): expected a whole number',
    ],
    ['a negative label', 'label,a,b\n1,2,3\n-1,2,3\n', 'Line 3 has the label "-1"'],
    ['no label', 'label,a,b\n1,2,3\n,2,3\n', 'Line 3 has the label ""'],
    ['one row', '1,2\n', 'The table has fewer than two rows: expected a sample in each of two or more'],
    [
      'names in a header of other counts',
      '150,4,setosa\n5.1,3.5,0\n4,3,1\n',
      'neither the first nor the last column has whole numbers',
    ],
  ])('refuses %s', async (_, text, message) => {
    const opened = open(text);
    await expect(opened).rejects.toThrow(AssetError);
    await expect(opened).rejects.toThrow(message);
  });

  test('counts lines as editors do, with blank lines and cells of several lines', async () => {
    await expect(open('label,"a\nb",c\n\n1,2,3\n1,x,3\n')).rejects.toThrow('Line 5 has "x" in column 2');
  });

  test('is one table of those dropped, the test part', async () => {
    const file = (name: string, text: string) => ({ name, blob: new Blob([text]) });
    const files = [file('train.csv', '1,2\n3,4\n'), file('test.csv', '5,6\n7,8\n')];
    const raw = await openSamples(files, { shape: [2], numClasses: null });
    expect(raw.source).toBe('test.csv');
    const both = openSamples([file('a.csv', '1,2\n'), file('b.csv', '1,2\n')], {
      shape: [2],
      numClasses: null,
    });
    await expect(both).rejects.toThrow('b.csv: The file is a table, and so is a.csv: expected one');
  });
});
