// Draws the figures of docs/claims.md: `npm run figures`.
import { join } from 'node:path';
import { runSource } from '../src/build/runSource.mjs';
import { readOptions } from './readOptions.mjs';
import { root } from './setup.mjs';

const USAGE = `Usage: npm run figures

Draws Figures 3 to 6 from the recorded runs of the paper's experiments (npm run paper), as SVG over those in docs/figures.

Options:
  --help   print this text
`;

readOptions(USAGE);
const files = await runSource(root, '/src/ui/tabs/paper/figureFiles.tsx', (page) => page.paperFigureFiles());
await runSource(root, '/src/cli/session/writeWhole.ts', ({ writeWhole }) => {
  for (const { name, svg } of files) {
    writeWhole(join(root, 'docs/figures', name), svg);
    console.info(`docs/figures/${name}: ${(svg.length / 1024).toFixed(0)} KiB`);
  }
});
