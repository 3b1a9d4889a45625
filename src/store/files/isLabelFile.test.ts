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
  expect(await isLabelFile(file)).toBe(isLabels);
});
