import { createServer } from 'vite';

/**
 * Runs a module of the page's sources in Node, by its path below `root` (`/src/ui/prerender.tsx`),
 * and returns the result of `use`. Starts a development server for it, because Vite's
 * `runnerImport` fails on style sheets.
 */
export async function runSource(root, path, use) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use(await server.ssrLoadModule(path));
  } finally {
    await server.close();
  }
}
