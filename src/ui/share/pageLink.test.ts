// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { pageLink } from './pageLink';

const before = location.href;
afterEach(() => history.replaceState(null, '', before));

it.each([
  ['/sub/?lang=de#/x?v=1&s=2', '/sub/#/x?v=1&n=3'],
  ['/sub/?a=1&lang=en', '/sub/?a=1#/x?v=1&n=3'],
  ['/sub/index.html#', '/sub/index.html#/x?v=1&n=3'],
])('keeps place and query of %s, and leaves out hash and language', (opened, link) => {
  history.replaceState(null, '', new URL(opened, before));
  expect(pageLink('#/x?v=1&n=3')).toBe(new URL(link, before).href);
});
