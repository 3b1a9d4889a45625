import { expect, test } from 'vitest';
import { npy } from '../../engine/samples/npy.fake';
import { isLabelFile } from './isLabelFile';

const text = (name: string, content: string) => ({ name, blob: new Blob([content]) });
const bytes = new Uint8Array(8);

test.each([
  ['one label a line', text('l.txt', '3\n4\n\n5\n'), true],
  ['a name and a label', text('l.csv', 'id,label\n0,4\n'), true],
  ['a list of pictures with more columns', text('l.csv', 'a.png,4,cat\nb.png,5,dog'), true],
  ['a table of numbers', text('t.csv', '0.5,1.5,2\n2.5,3.5,1\n'), false],
  ['more lines than are read', text('l.txt', '3\n'.repeat(5000)), true],
  ['an empty file', text('l.txt', ''), false],
  ['an array of one number each', npy('a.npy', '|u1', [8], bytes), true],
  ['a column', npy('a.npy', '|u1', [8, 1], bytes), true],
  ['an array of samples', npy('a.npy', '|u1', [2, 4], bytes), false],
  ['an IDX file of labels', { name: 'l', blob: new Blob([Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7)]) }, true],
])('%s', async (_, file, isLabels) => {
  expect(await isLabelFile(file, [28, 28, 1])).toBe(isLabels);
});

test.each([
  ['an array of one number each', 1, npy('a.npy', '|u1', [8], bytes), false],
  ['a column', 1, npy('a.npy', '|u1', [8, 1], bytes), false],
  ['a column', 2, npy('a.npy', '|u1', [8, 1], bytes), true],
  ['one number a line', 1, text('x.txt', '0.5\n1\n'), false],
  ['one number a line below a name', 1, text('x.csv', 'x\n0.5\n1\n'), false],
  ['one label a line below a name', 1, text('l.csv', 'label\n0\n1\n'), true],
  ['one name a line', 1, text('l.txt', 'cat\ndog\n'), true],
  ['a number and a label', 1, text('x.csv', 'x,label\n0.5,cat\n1,dog\n'), false],
  ['the number of a row and a label', 1, text('l.csv', 'id,label\n0,4\n1,2\n'), true],
  ['two numbers a line', 2, text('x.csv', '0.5,1.5\n2,3\n'), false],
  ['two numbers a line, with blanks', 2, text('x.csv', '# points\n0.5, 1.5\n2, 3\n'), false],
  ['two numbers a line below names, quoted', 2, text('x.csv', '"a","b"\n"0.5","1"\n'), false],
  ['the number of a row and a label', 2, text('l.csv', 'id,label\n0,4\n1,2\n'), true],
  ['a name with a blank and a label', 2, text('l.csv', 'name,label\npolar bear,4\n'), true],
  ['one number a line', 2, text('l.txt', '0\n1\n'), true],
  ['two numbers a line', 3, text('l.csv', '0,1\n1,2\n'), true],
])('%s for %d inputs', async (_, numInputs, file, isLabels) => {
  expect(await isLabelFile(file, [numInputs])).toBe(isLabels);
});
