// Draws the README's figures from the stored runs of the paper's experiments into docs/figures: `npm run figures`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './setup.mjs';

// The page's own components, run in Node as the prerendered page is.
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { paperFigureFiles } = await server.ssrLoadModule('/src/ui/paper/figureFiles.tsx');
  const folder = join(root, 'docs/figures');
  mkdirSync(folder, { recursive: true });
  for (const { name, svg } of paperFigureFiles()) {
    writeFileSync(join(folder, name), svg);
    console.info(`docs/figures/${name}: ${(svg.length / 1024).toFixed(0)} KiB`);
  }
} finally {
  await server.close();
}
