// Draws the PNG icons of the installed page from its SVG icons: `npm run icons`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withChromium } from './chromium.mjs';
import { readOptions } from './readOptions.mjs';
import { root } from './setup.mjs';

const USAGE = `Usage: npm run icons

Draws public/favicon.svg and public/icons/maskable.svg as the PNG files in public/icons, with Chromium.

Options:
  --help   print this text
`;

/** Source, target and edge in pixels. Phones cut maskable icons to their own shape. */
const ICONS = [
  ['favicon.svg', 'icons/icon-180.png', 180],
  ['favicon.svg', 'icons/icon-192.png', 192],
  ['favicon.svg', 'icons/icon-512.png', 512],
  ['icons/maskable.svg', 'icons/maskable-512.png', 512],
];

readOptions(USAGE);
await withChromium(async (browser) => {
  for (const [source, target, edge] of ICONS) {
    const svg = readFileSync(join(root, 'public', source), 'utf8');
    const page = await browser.newPage({ viewport: { width: edge, height: edge } });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    await page.screenshot({ path: join(root, 'public', target), omitBackground: true });
    await page.close();
    console.info(`public/${target}: ${edge} px`);
  }
});
