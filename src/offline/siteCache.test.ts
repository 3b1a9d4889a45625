import { createHash } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { createSiteCache } from './siteCache';
import type { SiteFile } from './siteFiles';

const SCOPE = 'https://example.org/some/where/';
/** Contents of files, and by their hash as the build writes it. */
const CONTENTS = ['p1', 'p2', 'a1', 'a2', 'm1', 'm2'];
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const contentOf = new Map(CONTENTS.map((text) => [hashOf(text), text]));
const fileOf = (path: string, content: string, isFirst = true): SiteFile => ({
  path,
  hash: hashOf(content),
  bytes: 4,
  isFirst,
});
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
/** Paths that are kept, each with its content in place of the hash. */
const keptPaths = () =>
  [...kept.keys()]
    .map((url) => url.slice(SCOPE.length).replace(/[0-9a-f]{12}$/, (hash) => contentOf.get(hash)!))
    .toSorted();
const text = async (answer: Promise<Response> | null) => (await (await answer)?.text()) ?? null;

const sentBy = (files: readonly SiteFile[]) =>
  Object.fromEntries(files.map(({ path, hash }) => [SCOPE + path, contentOf.get(hash)!]));

beforeEach(() => {
  kept = new Map();
  sent = sentBy(OLD);
  // Its own answers again, whatever a test made of it.
  fetch.mockReset();
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
  await vi.waitFor(() => expect(keptPaths()).toEqual(['?p1']));
});

it('keeps no file of another version, and hands it on', async () => {
  sent[SCOPE] = 'p2';
  const site = siteOf(OLD);
  await expect(site.install()).rejects.toThrow(
    `Cannot keep : found SHA-256 ${hashOf('p2')}…, expected ${hashOf('p1')}…`,
  );
  sent[`${SCOPE}models/m.bin`] = 'm2';
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('m2');
  await site.keep([`${SCOPE}models/m.bin`]);
  await vi.waitFor(() => expect(keptPaths()).toEqual(['assets/a-1.js?a1']));
});

it('replaces a version but spares its scripts for tabs that are open, until the next one', async () => {
  const old = siteOf(OLD);
  await old.install();
  await old.tidy();
  await old.keep([`${SCOPE}models/m.bin`, 'https://elsewhere.org/models/m.bin']);
  sent = sentBy(NEW);
  const site = siteOf(NEW);
  await site.install();
  expect(await text(old.answer(SCOPE, true))).toBe('p1');
  await site.tidy();
  expect(keptPaths()).toEqual(['?current', '?p2', 'assets/a-1.js?a1', 'assets/a-2.js?a2']);
  expect(await text(site.answer(`${SCOPE}assets/a-1.js`, false))).toBe('a1');
  expect(await text(site.answer(`${SCOPE}models/m.bin`, false))).toBe('m2');
  await vi.waitFor(() => expect(keptPaths()).toContain('models/m.bin?m2'));
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
