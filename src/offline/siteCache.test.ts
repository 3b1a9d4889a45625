import { beforeEach, expect, it, vi } from 'vitest';
import { createSiteCache } from './siteCache';
import type { SiteFile } from './siteFiles';

const SCOPE = 'https://example.org/some/where/';
const fileOf = (path: string, hash: string, isFirst = true): SiteFile => ({ path, hash, bytes: 4, isFirst });
const OLD = [fileOf('', 'p1'), fileOf('assets/a-1.js', 'a1'), fileOf('models/m.bin', 'm1', false)];
const NEW = [fileOf('', 'p2'), fileOf('assets/a-2.js', 'a2'), fileOf('models/m.bin', 'm2', false)];

/** The browser's cache: address to text. */
let kept: Map<string, Response>;
/** What the host sends, by address. */
let sent: Record<string, string>;
const html = { headers: { 'content-type': 'text/html' } };
const fetch = vi.fn(async (url: string) =>
  sent[url] === undefined ? new Response('nothing here', { status: 404, ...html }) : new Response(sent[url]),
);
const cache = {
  match: async (key: string, { ignoreSearch = false } = {}) => {
    const bare = (url: string) => (ignoreSearch ? url.replace(/\?.*/, '') : url);
    return [...kept].find(([url]) => bare(url) === bare(key))?.[1].clone();
  },
  put: async (key: string, response: Response) => void kept.set(key, response),
  delete: async (key: string) => kept.delete(key),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
};
const caches = { open: async () => cache } as unknown as CacheStorage;
const siteOf = (files: readonly SiteFile[]) => createSiteCache(SCOPE, files, { caches, fetch });
const keptPaths = () => [...kept.keys()].map((url) => url.slice(SCOPE.length)).toSorted();
const text = async (answer: Promise<Response> | null) => (await (await answer)?.text()) ?? null;

beforeEach(() => {
  kept = new Map();
  sent = Object.fromEntries(OLD.map(({ path, hash }) => [SCOPE + path, hash]));
  fetch.mockClear();
});

it('keeps the files of the first visit, and the others once they are fetched', async () => {
  const site = siteOf(OLD);
  await site.install();
  expect(keptPaths()).toEqual(['?p1', 'assets/a-1.js?a1']);
  fetch.mockClear();
  expect(await text(site.answer(`${SCOPE}?from=mail#/x`, true))).toBe('p1');
  expect(await text(site.answer(`${SCOPE}index.html`, true))).toBe('p1');
  expect(fetch).not.toHaveBeenCalled();
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('m1');
  await vi.waitFor(() => expect(keptPaths()).toContain('models/m.bin?m1'));
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('m1');
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(await site.list()).toEqual(OLD.map(({ path, bytes }) => ({ path, bytes, isKept: true })));
});

it('asks the host anew for files whose name stays when their content changes', async () => {
  await siteOf(OLD).install();
  expect(fetch.mock.calls).toEqual([
    [SCOPE, { cache: 'no-cache' }],
    [`${SCOPE}assets/a-1.js`, { cache: 'default' }],
  ]);
});

it('keeps no page that a host sends in place of a file, and is not installed without a file', async () => {
  delete sent[`${SCOPE}assets/a-1.js`];
  await expect(siteOf(OLD).install()).rejects.toThrow('Cannot keep assets/a-1.js: found answer 404');
  fetch.mockImplementation(async () => new Response('<h1>', html));
  const site = siteOf(OLD);
  await expect(site.install()).rejects.toThrow('Cannot keep assets/a-1.js: found a web page');
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('<h1>');
  expect(keptPaths()).toEqual(['?p1']);
  fetch.mockRestore();
});

it('replaces a version but spares its scripts for tabs that are open, until the next one', async () => {
  const old = siteOf(OLD);
  await old.install();
  await old.tidy();
  await old.keep([`${SCOPE}models/m.bin`, 'https://elsewhere.org/models/m.bin']);
  sent = Object.fromEntries(NEW.map(({ path, hash }) => [SCOPE + path, hash]));
  const site = siteOf(NEW);
  await site.install();
  expect(await text(old.answer(SCOPE, true))).toBe('p1');
  await site.tidy();
  expect(keptPaths()).toEqual(['?current', '?p2', 'assets/a-1.js?a1', 'assets/a-2.js?a2']);
  expect(await text(site.answer(`${SCOPE}assets/a-1.js`, false))).toBe('a1');
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('m2');
  await siteOf(NEW).tidy();
  expect(keptPaths()).not.toContain('assets/a-1.js?a1');
});

it('leaves other addresses to the network, and leads an unknown page to the page when there is none', async () => {
  const site = siteOf(OLD);
  expect(site.answer('https://example.org/some/', true)).toBeNull();
  expect(site.answer(`${SCOPE}nothing.json`, false)).toBeNull();
  fetch.mockRejectedValue(new TypeError('offline'));
  const sentTo = async (path: string) => (await site.answer(SCOPE + path, true))!.headers.get('location');
  expect(await sentTo('x?v=1&n=3')).toBe(`${SCOPE}#/x?v=1&n=3`);
  expect(await sentTo('wrong/way#/x?v=1')).toBe(`${SCOPE}#/x?v=1`);
});
