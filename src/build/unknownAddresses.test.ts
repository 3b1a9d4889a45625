import { expect, test } from 'vitest';
import { pageAddress } from './unknownAddresses';

const HTML = 'text/html,application/xhtml+xml';
const isFile = (path: string) => path === '/assets/a b.js';

test.each([
  ['/foo/bar', '/#/foo/bar'],
  ['/foo?a=1', '/#/foo?a=1'],
  ['/%23/x?v=1&t=3.13', '/#/%23/x?v=1&t=3.13'],
  ['/a/x?v=1', '/#/a/x?v=1'],
  ['/%zz', '/#/%zz'],
  ['/x', '/#/x/'],
  ['/x?', '/#/x/'],
  ['/x?v', '/#/x?v'],
  ['/', null],
  ['/?v=1', null],
  ['/index.html', null],
  ['/x?v=1&t=3.13', null],
  ['/assets/a%20b.js', null],
])('a reader who asks for %s is sent to %s', (url, address) => {
  expect(pageAddress(url, HTML, isFile)).toBe(address);
});

test('a missing file is missing for a script', () => {
  expect(pageAddress('/assets/missing.js', '*/*', isFile)).toBeNull();
});
