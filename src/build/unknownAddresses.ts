import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Opens the page at addresses without a file, with the address as its hash. The page repairs a link
 * in it, or reports that it is no experiment. Vite's server redirects; for other hosts the build
 * has a `404.html`, which most of them serve.
 */
export function unknownAddresses(): Plugin {
  return {
    name: 'unknown-addresses',
    configurePreviewServer({ config, middlewares }) {
      const folder = resolve(config.root, config.build.outDir);
      middlewares.use((request, response, next) => {
        const address = pageAddress(request.url ?? '/', request.headers.accept ?? '', (path) => {
          const file = join(folder, path);
          return existsSync(file) && statSync(file).isFile();
        });
        if (address === null) next();
        else response.writeHead(302, { Location: address }).end();
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '404.html', source: notFoundPage() });
    },
  };
}

/**
 * Returns the address to redirect a request for `url` to. Null for files, for the page itself and
 * for requests that do not accept a page.
 */
export function pageAddress(url: string, accept: string, isFile: (path: string) => boolean): string | null {
  const path = url.replace(/[?#].*$/s, '');
  // The page itself, or a link that lost its #, which the page repairs and reports.
  const isPage = path === '/' || path === '/index.html' || /^\/x\?[a-z_]+=/i.test(url);
  if (isPage || !accept.includes('text/html') || isFile(decoded(path))) return null;
  return `/#${hashOf(url)}`;
}

/**
 * Returns the hash of an address. `#/x` alone is a link to the default experiment. The address `/x`
 * is not, so it gets another slash.
 */
function hashOf(url: string): string {
  return /^\/x\??$/.test(url) ? '/x/' : url;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const STYLE =
  'body{max-width:40rem;margin:15vh auto;padding:0 1.5rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}h1{font-size:1.5rem}';

/**
 * The page lies in the deepest folder above the address that has its icon, because a site may lie
 * in a folder of its host. The policy lets the script ask no other host, and the address that it
 * opens begins with a folder that answered. A hash is kept; without one, the rest of the address
 * becomes the hash.
 */
const SCRIPT = `(async () => {
  const { pathname, search, hash } = location;
  for (let end = pathname.lastIndexOf('/'); end >= 0; end = pathname.lastIndexOf('/', end - 1)) {
    const root = pathname.slice(0, end + 1);
    const icon = await fetch(root + 'favicon.svg', { method: 'HEAD' }).catch(() => null);
    if (icon?.ok && icon.headers.get('content-type')?.startsWith('image/')) {
      const path = pathname.slice(end);
      location.replace(root + (hash || '#' + (path === '/x' && search === '' ? '/x/' : path + search)));
      return;
    }
    if (end === 0) return;
  }
})();`;

function notFoundPage(): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = `default-src 'none'; script-src ${hash(SCRIPT)}; style-src ${hash(STYLE)}; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Not found: Ares Explorer</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <h1>There is nothing at this address</h1>
    <p>An address of Ares Explorer ends in <code>#/x?</code> and the settings of an experiment. Take off what
    stands after the site's own address to open the explorer.</p>
    <script>${SCRIPT}</script>
  </body>
</html>
`;
}
