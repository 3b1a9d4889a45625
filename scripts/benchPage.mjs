// Measures the page against its limits of size, speed and memory: `npm run bench-page`.
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { withChromium } from './chromium.mjs';
import { measureDrag, measureQuiet } from './pageBench/drag.mjs';
import { weighFirstScript } from './pageBench/firstScript.mjs';
import { measureInteractions, watchPage } from './pageBench/interactions.mjs';
import { measureMemory } from './pageBench/memory.mjs';
import { readOptions } from './readOptions.mjs';
import { installDependencies, requireNode, root } from './setup.mjs';

const USAGE = `Usage: npm run bench-page [-- --site <folder> --trials <list> --minutes <number>]

Builds the page and measures in Chromium: the script of its first screen, what a growing run and a drag over 50 stops cost its
own thread, the time from an interaction to the next paint during a sweep, tasks above 50 ms, and memory over rounds of lessons
and networks. Ends with exit code 1 if a limit is exceeded. Processor time and ratios hold on a busy machine, wall time on a
quiet one alone.

Options (defaults in brackets):
  --site <folder>     a built page to measure in place of this one, such as that of an older version
  --trials <list>     trials per rate that are in when a measurement starts [40,300,900]
  --only <list>       parts to measure, of growth, interactions and memory [growth,interactions,memory]
  --minutes <number>  time of the memory rounds, at least two rounds; 30 for a release [2]
  --help              print this text
`;

/** Limits of the page. */
const FIRST_SCRIPT_BYTES = 130_000;
const PAINT_P95_MS = 100;
const MEMORY_RATIO = 1.1;

/**
 * A hundred samples per trial make trials ten times as fast as by default, so that a thousand
 * trials finish in a minute.
 */
const GROWING = '#/x?v=1&n=1000&i=100';
/** A sweep that lasts as long as the interactions. */
const ENDLESS = '#/x?v=1&n=5000&i=1000';

requireNode();
const options = readOptions(
  USAGE,
  {
    site: { type: 'string' },
    trials: { type: 'string', default: '40,300,900' },
    only: { type: 'string', default: 'growth,interactions,memory' },
    minutes: { type: 'string', default: '2' },
  },
  ({ site, trials, only, minutes }) => {
    const unknown = only.split(',').find((part) => !['growth', 'interactions', 'memory'].includes(part));
    if (unknown !== undefined)
      throw new RangeError(`Cannot measure "${unknown}": expected growth, interactions or memory`);
    if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(trials))
      throw new RangeError(`Cannot use --trials "${trials}": expected whole numbers such as 40,300`);
    if (!/^\d+(\.\d+)?$/.test(minutes))
      throw new RangeError(`Cannot use --minutes "${minutes}": expected a number such as 30`);
    if (site !== undefined && !existsSync(join(site, 'index.html')))
      throw new RangeError(`There is no built page in ${site}: expected a folder with index.html`);
  },
);
installDependencies();
const { build, preview } = await import('vite');

const outDir = options.site ?? join(root, 'dist/bench');
const common = { root, configLoader: 'runner', logLevel: 'warn' };
if (options.site === undefined)
  await build({ ...common, build: { outDir, emptyOutDir: true, sourcemap: 'hidden' } });
const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const address = server.resolvedUrls.local[0];
/** Measurements with their limits. */
const checks = [];
try {
  checkFirstScript();
  await withChromium(async (browser) => {
    const parts = { growth: checkGrowth, interactions: checkInteractions, memory: checkMemory };
    for (const part of options.only.split(',')) await parts[part](browser);
  });
} finally {
  await server.close();
}
console.log(`\nLimits (load of the machine ${loadavg()[0].toFixed(1)})`);
console.table(checks);
process.exit(checks.every(({ kept }) => kept) ? 0 : 1);

function check(what, measured, limit, unit = '') {
  checks.push({ what, measured: `${measured}${unit}`, limit: `${limit}${unit}`, kept: measured <= limit });
}

function checkFirstScript() {
  const { total, numFiles, parts } = weighFirstScript(outDir);
  const kilobytes = (bytes) => Number((bytes / 1000).toFixed(1));
  console.log(`Script to interactive: ${kilobytes(total)} kB gzipped in ${numFiles} files`);
  const rows = parts.filter(([, bytes]) => bytes >= 50);
  if (rows.length > 0)
    console.table(Object.fromEntries(rows.map(([part, bytes]) => [part, kilobytes(bytes)])));
  check('script to interactive', kilobytes(total), kilobytes(FIRST_SCRIPT_BYTES), ' kB');
}

async function open(browser, hash) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(60_000);
  await watchPage(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${address}${hash}`);
  return { page, session };
}

/** Waits until as many trials are in at each rate. */
function trialsIn(page, least) {
  return page.waitForFunction(
    (wanted) => {
      const found = /([\d,]+) of [\d,]+ trials per rate/.exec(document.body.textContent ?? '');
      return found !== null && Number(found[1].replaceAll(',', '')) >= wanted;
    },
    least,
    { timeout: 600_000, polling: 200 },
  );
}

async function checkGrowth(browser) {
  const { page, session } = await open(browser, GROWING);
  const rows = [];
  for (const trials of options.trials.split(',').map(Number)) {
    await trialsIn(page, trials);
    rows.push({ trials, ...(await measureQuiet(page, session)), ...(await measureDrag(page, session)) });
  }
  console.log('\nA growing run, untouched and during a drag');
  console.table(rows);
  const longest = Math.max(...rows.map((row) => row['longest by CPU ms']));
  check('longest task of a drag, processor time', longest, 50, ' ms');
  await page.close();
}

async function checkInteractions(browser) {
  const { page, session } = await open(browser, ENDLESS);
  await trialsIn(page, 1);
  const during = await measureInteractions(page, session, outDir);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
  const stopped = await measureInteractions(page, session, outDir);
  console.log('\nInteraction to next paint, and tasks above 50 ms meanwhile (wall time)');
  console.table(
    Object.entries({ 'during a sweep': during, stopped }).map(
      ([sweep, { longTasks, slowdown, ...rest }]) => ({
        sweep,
        ...rest,
        'tasks > 50 ms': longTasks.length,
        'longest task ms': longTasks[0]?.ms ?? 0,
        'wall / processor time': slowdown.toFixed(2),
      }),
    ),
  );
  console.log(`A sweep makes the p95 ${(during.p95Ms / stopped.p95Ms).toFixed(2)} times as long`);
  for (const { ms, cause } of during.longTasks.slice(0, 10)) console.log(`  ${ms} ms: ${cause}`);
  const p95 = Math.round(during.p95Ms / during.slowdown);
  check('interaction to next paint during a sweep, p95, without other work', p95, PAINT_P95_MS, ' ms');
  await page.close();
}

async function checkMemory(browser) {
  const { page, session } = await open(browser, '');
  const rounds = await measureMemory(page, session, Number(options.minutes));
  console.log('\nMemory after each round of lessons and networks');
  console.table(rounds);
  const [first, last] = [rounds[0], rounds.at(-1)];
  const ratio = (name) => Number((last[name] / first[name]).toFixed(3));
  check('heap after the last round / the first', ratio('heapMB'), MEMORY_RATIO);
  check('tensors after the last round / the first', ratio('tensors'), MEMORY_RATIO);
  check('WebAssembly memory after the last round / the first', ratio('wasmMB'), MEMORY_RATIO);
  await page.close();
}
