import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { figureDocument } from '../../src/experiment/embed/figureDocument';
import { DEFAULT_SPEC } from '../../src/experiment/settings/experimentSpec';
import { gridBers } from '../../src/experiment/sweep/berGrid';
import { seriousFindingsInThemes } from '../axe';
import { openExplorer } from '../explorer';
import { expect, test } from '../fixture';

/** Bytes that a file of one figure may have. */
const MOST_BYTES = 300_000;

const cursor = (page: Page) => page.getByRole('slider', { name: 'Bit error rate, on the chart' });
const rate = (page: Page) => page.locator('.reading-ber');

test('a figure saved as HTML opens from disk without a network, and its cursor moves', async ({
  page,
  context,
}, info) => {
  await openExplorer(page);
  const figure = page.getByRole('region', { name: 'Resilience curve' });
  await figure.getByRole('button', { name: /^Export: / }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save HTML' }).click();
  const path = info.outputPath('figure.html');
  await (await download).saveAs(path);
  const { size } = await stat(path);
  console.info(`HTML file of a figure: ${(size / 1000).toFixed(0)} kB`);
  expect(size).toBeLessThanOrEqual(MOST_BYTES);

  const fromDisk = await context.newPage();
  const requests: string[] = [];
  fromDisk.on('request', (request) => requests.push(request.url()));
  // The page may still be loading parts that a reader could ask for.
  await page.close();
  await context.setOffline(true);
  await fromDisk.goto(pathToFileURL(path).href);
  await expect(rate(fromDisk)).toHaveText('1.00 × 10⁻³');
  await cursor(fromDisk).press('ArrowRight');
  await expect(rate(fromDisk)).toHaveText('1.33 × 10⁻³');
  const box = (await cursor(fromDisk).boundingBox())!;
  await fromDisk.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(rate(fromDisk)).not.toHaveText('1.33 × 10⁻³');
  await cursor(fromDisk).press('Home');
  await cursor(fromDisk).press('ArrowRight');
  await expect(rate(fromDisk)).toHaveText('1.00 × 10⁻⁶');
  await expect(fromDisk.getByRole('link', { name: 'Open in Ares Explorer' })).toHaveAttribute(
    'href',
    /^http:\/\/127\.0\.0\.1:\d+\/#\/x\?v=1.*&x=1e-6/,
  );
  await cursor(fromDisk).press('t');
  await expect(fromDisk.getByRole('table')).toBeVisible();
  expect(await seriousFindingsInThemes(fromDisk)).toEqual([]);
  expect(requests.filter((url) => url !== pathToFileURL(path).href)).toEqual([]);

  const withoutScripts = await context.browser()!.newContext({ javaScriptEnabled: false });
  const still = await withoutScripts.newPage();
  await still.goto(pathToFileURL(path).href);
  await expect(still.locator('noscript > svg > svg').first()).toBeVisible();
  await expect(still.locator('noscript a')).toHaveText('Open the figure in Ares Explorer');
  await withoutScripts.close();
});

test('the module draws a figure in a notebook, and moves its traits with the cursor', async ({
  page,
  guard,
}) => {
  // The notebook is a page of another address.
  guard.expected.push(/^Request to 127\.0\.0\.1:/);
  const module = await readFile('dist/e2e/ares-explorer-widget.js');
  const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
  const spec = { ...DEFAULT_SPEC, trials: 2 };
  const results = gridBers(spec.bers).flatMap((ber, place) =>
    [0, 1].map((trial) => ({ ber, trial, ...count(20 + 40 * place + trial) })),
  );
  const run = figureDocument(
    { spec, baseline: { float: count(18), quantized: count(16) }, results },
    'a test',
  );
  const server = createServer((request, response) => {
    const isModule = request.url === '/widget.js';
    response
      .writeHead(200, { 'Content-Type': isModule ? 'text/javascript' : 'text/html' })
      .end(
        isModule
          ? module
          : '<!doctype html><link rel="icon" href="data:,"><title>Notebook</title><div id="cell"></div>',
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(async (results) => {
      const traits: Record<string, unknown> = { results, link: '', ber: 0.01, theme: 'dark' };
      const listeners = new Map<string, Set<() => void>>();
      const saved: unknown[] = [];
      const model = {
        get: (trait: string) => traits[trait],
        set: (trait: string, value: unknown) => {
          if (traits[trait] === value) return;
          traits[trait] = value;
          for (const listen of listeners.get(`change:${trait}`) ?? []) listen();
        },
        save_changes: () => saved.push(structuredClone(traits)),
        on: (event: string, listen: () => void) =>
          listeners.set(event, (listeners.get(event) ?? new Set()).add(listen)),
        off: (event: string, listen: () => void) => listeners.get(event)?.delete(listen),
      };
      const { default: widget } = (await import(/* @vite-ignore */ `${location.origin}/widget.js`)) as {
        default: { render(at: { model: typeof model; el: Element }): () => void };
      };
      const remove = widget.render({ model, el: document.getElementById('cell')! });
      Object.assign(globalThis, { notebook: { model, saved, remove, listeners } });
    }, run);
    await expect(rate(page)).toHaveText('1.00 × 10⁻²');
    await cursor(page).press('ArrowRight');
    const last = () =>
      page.evaluate(() => (globalThis as unknown as { notebook: { saved: object[] } }).notebook.saved.at(-1));
    await expect.poll(last).toMatchObject({ ber: 0.0133, link: expect.stringContaining('x=0.0133') });
    await expect.poll(last).toMatchObject({ state: { ber: 0.0133, error: expect.any(Number) } });
    const change = (trait: string, value: unknown) =>
      page.evaluate(
        ([name, next]) =>
          (
            globalThis as unknown as { notebook: { model: { set(name: unknown, value: unknown): void } } }
          ).notebook.model.set(name, next),
        [trait, value],
      );
    await change('ber', 1e-5);
    await expect(rate(page)).toHaveText('1.00 × 10⁻⁵');
    await change('results', '{"spec": 1}');
    await expect(page.getByRole('alert')).toContainText('spec');
    await change('results', run);
    await expect(cursor(page)).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.evaluate(() => {
      const { notebook } = globalThis as unknown as { notebook: { remove(): void } };
      notebook.remove();
    });
    await expect(cursor(page)).toHaveCount(0);
  } finally {
    server.close();
  }
});
