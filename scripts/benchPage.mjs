// Measures the size of the page and the load of its own thread: `npm run bench-page`.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import util from 'node:util';
import { gzipSync } from 'node:zlib';
import { findBrowser, installDependencies, requireNode, root } from './setup.mjs';

const USAGE = `Usage: npm run bench-page [-- --site <folder> --trials <list>]

Weighs the script of the page's first screen, and measures what a growing run and a drag over 50 stops cost the page's own
thread. Builds the page for it. Processor time holds on a busy machine, wall time on a quiet one alone.

Options (defaults in brackets):
  --site <folder>     a built page to measure in place of this one, such as that of an older version
  --trials <list>     trials per rate that are in when a measurement starts [40,300,900]
  --help              print this text
`;

requireNode();
const values = readOptions();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
installDependencies();
const { build, preview } = await import('vite');
const { chromium } = await import('@playwright/test');

/**
 * A hundred samples per trial make trials ten times as fast as by default, so that a thousand
 * trials finish in a minute.
 */
const LINK = '#/x?v=1&n=1000&i=100';
const STOPS = 50;
const QUIET_MS = 4000;
/** Duration from which a task makes the page feel slow, in milliseconds. */
const LONG_MS = 50;

const outDir = values.site ?? join(root, 'dist/bench');
const common = { root, configLoader: 'runner', logLevel: 'warn' };
if (values.site === undefined)
  await build({ ...common, build: { outDir, emptyOutDir: true, sourcemap: 'hidden' } });
else if (!existsSync(join(outDir, 'index.html'))) {
  console.error(`There is no built page in ${outDir}: expected a folder with index.html`);
  process.exit(2);
}
weighFirstScript();
const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
const browser = await chromium.launch({ executablePath: (await findBrowser())?.path });
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${server.resolvedUrls.local[0]}${LINK}`);
  const rows = [];
  for (const trials of values.trials.split(',').map(Number)) {
    await page.waitForFunction(
      (least) => {
        const found = /([\d,]+) of [\d,]+ trials per rate/.exec(document.body.textContent ?? '');
        return found !== null && Number(found[1].replaceAll(',', '')) >= least;
      },
      trials,
      { timeout: 600_000, polling: 200 },
    );
    rows.push({ trials, ...(await run(page, session)), ...(await drag(page, session)) });
  }
  console.table(rows);
} finally {
  await browser.close();
  await server.close();
}
process.exit();

function readOptions() {
  try {
    const { values: given } = util.parseArgs({
      options: {
        site: { type: 'string' },
        trials: { type: 'string', default: '40,300,900' },
        help: { type: 'boolean' },
      },
    });
    if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(given.trials))
      throw new RangeError(`Cannot use --trials "${given.trials}": expected whole numbers such as 40,300`);
    return given;
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

/**
 * Weighs the scripts that the HTML names, which load before the figure works. Splits them by part
 * if the build has source maps.
 */
function weighFirstScript() {
  const html = readFileSync(join(outDir, 'index.html'), 'utf8');
  const files = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\.\/([^"]+\.js)"/g)].map(
    ([, file]) => join(outDir, file),
  );
  const parts = new Map();
  let total = 0;
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    const bytes = gzipSync(code).length;
    total += bytes;
    if (!existsSync(`${file}.map`)) continue;
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    for (const [line, text] of code.split('\n').entries())
      for (let column = 0; column < text.length; column++) {
        const part = partOf(map.findEntry(line, column).originalSource ?? '');
        parts.set(part, (parts.get(part) ?? 0) + bytes / code.length);
      }
  }
  const kilobytes = (bytes) => Number((bytes / 1000).toFixed(1));
  console.log(`First script: ${kilobytes(total)} kB gzipped in ${files.length} files`);
  const rows = [...parts].sort(([, a], [, b]) => b - a).filter(([, bytes]) => bytes >= 50);
  if (rows.length > 0)
    console.table(Object.fromEntries(rows.map(([part, bytes]) => [part, kilobytes(bytes)])));
}

/**
 * Returns the package, or the layer of this project, that a source belongs to. Bytes without a
 * source are recorded runs and module glue.
 */
function partOf(source) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
  return name ?? /src\/[^/]+/.exec(source)?.[0] ?? 'recorded run, module glue';
}

/** Measures the page while nobody touches it: processor time of its thread, elements and heap. */
async function run(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const before = await metrics(session);
  await page.waitForTimeout(QUIET_MS);
  const after = await metrics(session);
  const share = (name) => Math.round((100 * (after[name] - before[name])) / (QUIET_MS / 1000));
  return {
    'CPU %': share('TaskDuration'),
    'script %': share('ScriptDuration'),
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
    'heap MB': Math.round(before.JSHeapUsedSize / 1e5) / 10,
  };
}

async function metrics(session) {
  const { metrics: all } = await session.send('Performance.getMetrics');
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/**
 * Measures a drag over 50 stops: the tasks by wall time and by processor time, and the time from
 * each step to its frame.
 */
async function drag(page, session) {
  const slider = page.getByRole('slider', { name: 'Bit error rate', exact: true });
  const box = await slider.locator('xpath=ancestor::*[contains(@class, "slider-control")]').boundingBox();
  const moveTo = (share) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await moveTo(0.3);
  const tasks = await trace(session, async () => {
    await page.mouse.down();
    for (let stop = 0; stop <= STOPS; stop++) {
      await moveTo(0.3 + (stop * 0.7) / STOPS);
      await page.evaluate(
        () =>
          new Promise((done) => {
            const start = performance.now();
            requestAnimationFrame(() => {
              globalThis.waits ??= [];
              globalThis.waits.push(performance.now() - start);
              done();
            });
          }),
      );
    }
  });
  await page.mouse.up();
  const waits = await page.evaluate(() => globalThis.waits.splice(0));
  const walls = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    'drag: longest task ms': Math.round(Math.max(...walls)),
    'longest by CPU ms': Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000))),
    'tasks > 50 ms': walls.filter((wall) => wall > LONG_MS).length,
    'frame median ms': Math.round(quantile(waits, 0.5)),
    'p95 ms': Math.round(quantile(waits, 0.95)),
  };
}

/** Returns the tasks of the page's main thread while `act` runs. */
async function trace(session, act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'toplevel,__metadata' });
  await act();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
  return events.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && isMain(event));
}

function quantile(all, share) {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
