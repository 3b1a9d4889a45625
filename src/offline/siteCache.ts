import { hashOfBytes, type KeptFile, type SiteFile } from './siteFiles';

/** What a site cache needs of its browser. */
export interface SiteBrowser {
  readonly caches: CacheStorage;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** Files of the built page in the browser's cache storage, so that the page opens offline. */
export interface SiteCache {
  /**
   * Keeps the files of the first visit. Rejects if one cannot be had or is not the one that was
   * built: a version is whole or not there.
   */
  install(): Promise<void>;
  /** Removes files that neither this version nor the scripts of the version before it name. */
  tidy(): Promise<void>;
  /** Keeps those of the addresses that are files of this version. */
  keep(urls: readonly string[]): Promise<void>;
  list(): Promise<readonly KeptFile[]>;
  /** Returns the answer to a request for this address, or null if the network alone answers it. */
  answer(url: string, isPage: boolean): Promise<Response> | null;
}

/** Entry that names the files of the version in use, so that its successor can spare its scripts. */
const CURRENT = '?current';
/** Folder whose file names change with their content: tabs of the old version still ask for them. */
const SCRIPTS = 'assets/';

/**
 * Creates the cache of one version of the page. `scope` is the page's folder, ending in a slash.
 * Each file is kept under its address and its hash, so versions share what is the same in both.
 */
export function createSiteCache(
  scope: string,
  files: readonly SiteFile[],
  { caches, fetch }: SiteBrowser,
): SiteCache {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const opened = () => caches.open(`ares-explorer ${scope}`);
  const keyOf = ({ path, hash }: SiteFile) => `${scope}${path}?${hash}`;

  /** Returns the path below the scope, without query and fragment. Null for other addresses. */
  const pathOf = (url: string): string | null => {
    const bare = url.replace(/[?#].*$/s, '');
    if (!bare.startsWith(scope)) return null;
    const path = bare.slice(scope.length);
    return path === 'index.html' ? '' : path;
  };

  async function request(file: SiteFile): Promise<Response> {
    // A name with its hash never changes its content. Other files may be old in the HTTP cache.
    const response = await fetch(scope + file.path, {
      cache: file.path.startsWith(SCRIPTS) ? 'default' : 'no-cache',
    });
    if (!response.ok) throw new TypeError(`Cannot keep ${file.path}: found answer ${response.status}`);
    const type = response.headers.get('content-type') ?? '';
    // Some hosts send a page in place of a missing file.
    if (type.startsWith('text/html') && !/^$|\.html$/.test(file.path))
      throw new TypeError(`Cannot keep ${file.path}: found a web page`);
    return response;
  }

  /** Keeps an answer of the host. Rejects if it is not the file that was built. */
  async function put(file: SiteFile, response: Response): Promise<void> {
    const hash = await hashOfBytes(await response.clone().arrayBuffer());
    if (hash !== file.hash)
      throw new TypeError(`Cannot keep ${file.path}: found SHA-256 ${hash}…, expected ${file.hash}…`);
    await (await opened()).put(keyOf(file), plain(response));
  }

  /** Keeps a file unless it is kept. */
  async function keepFile(file: SiteFile): Promise<void> {
    if ((await (await opened()).match(keyOf(file))) === undefined) await put(file, await request(file));
  }

  async function fetchAndKeep(file: SiteFile): Promise<Response> {
    const cache = await opened();
    const kept = await cache.match(keyOf(file));
    if (kept !== undefined) return kept;
    const response = await request(file).catch(() => null);
    if (response === null) return fetch(scope + file.path);
    // A full disk must not cost the reader the file, nor a host that has another version of it.
    void put(file, response.clone()).catch(ignore);
    return plain(response);
  }

  /** Answers for a script of another version. */
  async function earlier(url: string): Promise<Response> {
    return (await (await opened()).match(url, { ignoreSearch: true })) ?? fetch(url);
  }

  /** Returns the hash of an unknown address, or else what stands after the page's folder. */
  const hashOf = (url: string) => /#.*/s.exec(url)?.[0] ?? `#/${url.slice(scope.length)}`;

  return {
    async install() {
      await Promise.all(files.filter(({ isFirst }) => isFirst).map(keepFile));
    },
    async tidy() {
      const cache = await opened();
      const wanted = new Set(files.map(keyOf));
      const before: readonly string[] = (await (await cache.match(scope + CURRENT))?.json()) ?? [];
      const spared = before.filter((key) => key.startsWith(scope + SCRIPTS));
      for (const key of spared) wanted.add(key);
      for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
      await cache.put(scope + CURRENT, Response.json(files.map(keyOf)));
    },
    async keep(urls) {
      const paths = new Set(urls.map(pathOf));
      await Promise.all(
        files.filter(({ path }) => paths.has(path)).map((file) => keepFile(file).catch(ignore)),
      );
    },
    async list() {
      const kept = new Set((await (await opened()).keys()).map(({ url }) => url));
      return files.map((file) => ({ path: file.path, bytes: file.bytes, isKept: kept.has(keyOf(file)) }));
    },
    answer(url, isPage) {
      const path = pathOf(url);
      if (path === null) return null;
      const file = byPath.get(path);
      if (file !== undefined) return fetchAndKeep(file);
      if (path.startsWith(SCRIPTS)) return earlier(url);
      // Offline, the host's page for unknown addresses cannot be had.
      return isPage ? fetch(url).catch(() => Response.redirect(`${scope}${hashOf(url)}`)) : null;
    },
  };
}

/** Returns the response without its redirect, which browsers refuse as the answer to a navigation. */
function plain(response: Response): Response {
  if (!response.redirected) return response;
  const { body, headers, status } = response;
  return new Response(body, { headers, status });
}

function ignore(): void {}
