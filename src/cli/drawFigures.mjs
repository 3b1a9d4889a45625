// Draws the README's figures from the stored runs of the paper's experiments into docs/figures: `npm run figures`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSource } from '../build/runSource.mjs';
import { root } from './setup.mjs';

const folder = join(root, 'docs/figures');
mkdirSync(folder, { recursive: true });
const files = await runSource(root, '/src/ui/paper/figureFiles.tsx', (page) => page.paperFigureFiles());
for (const { name, svg } of files) {
  writeFileSync(join(folder, name), svg);
  console.info(`docs/figures/${name}: ${(svg.length / 1024).toFixed(0)} KiB`);
}
