import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { test as base } from '@playwright/test';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

interface StaticServer {
  /** Address of the page, ending in a slash. */
  readonly address: string;
  /** Files that differ from those on disk, by path below the page. Null: the file is gone. */
  readonly changed: Map<string, string | null>;
  close(): Promise<void>;
}

/**
 * Serves a built page as a plain host does: below `base` (`/some/where/`), without headers of its
 * own, and with `404.html` for addresses without a file.
 */
async function serveStatic(folder: string, base: string): Promise<StaticServer> {
  const changed = new Map<string, string | null>();
  const contentOf = async (path: string): Promise<string | Buffer | null> => {
    const given = changed.get(path);
    return given !== undefined ? given : await readFile(join(folder, path)).catch(() => null);
  };
  const server = createServer(async (request, response) => {
    const path = new URL(`http://host${request.url}`).pathname;
    const below = path.startsWith(base) ? normalize(path.slice(base.length - 1)).slice(1) : null;
    const file = below === '' ? 'index.html' : below;
    const body = file === null ? null : await contentOf(file);
    const isMissing = body === null;
    const type = isMissing ? '.html' : extname(file ?? '');
    response.writeHead(isMissing ? 404 : 200, { 'Content-Type': TYPES[type] ?? 'application/octet-stream' });
    response.end(isMissing && path.startsWith(base) ? await contentOf('404.html') : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${base}`,
    changed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Adds `serve(base)`, which serves the built page as `serveStatic` does until the test ends. */
export const hosted = base.extend<{ serve: (base: string) => Promise<StaticServer> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from this pattern.
  serve: async ({}, use) => {
    const hosts: StaticServer[] = [];
    await use(async (base) => {
      const host = await serveStatic('dist/e2e', base);
      hosts.push(host);
      return host;
    });
    await Promise.all(hosts.map((host) => host.close()));
  },
});
