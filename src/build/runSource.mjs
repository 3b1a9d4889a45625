import { createServer } from 'vite';

/**
 * Runs a module of the page's own sources in Node, by its path below `root` (`/src/ui/prerender.tsx`), and returns what `use` makes
 * of it. A short-lived development server does that: Vite's `runnerImport` fails on style sheets.
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
