import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { mergeTests, type Page } from '@playwright/test';
import { chip, curve, expectComplete, QUICK, slider } from '../explorer';
import { expect, test as guarded } from '../fixture';
import { hosted } from '../staticServer';

const test = mergeTests(guarded, hosted);

test.use({ serviceWorkers: 'allow' });
test.beforeEach(({ guard }) => {
  guard.expected.push(/Request to 127/);
});

/** The folder that `serve` serves. */
const SITE = 'dist/e2e';

/** Waits until the page would open without a network. */
async function expectKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
}

test('after the first visit the page opens and runs without a network, from a folder of its host', async ({
  page,
  context,
  serve,
}) => {
  const host = await serve('/some/sub/path/');
  await page.goto(host.address);
  await expect(slider(page)).toBeVisible();
  await expectKept(page);
  await page.close();
  await host.close();
  await context.setOffline(true);

  const later = await context.newPage();
  await later.goto(host.address + QUICK);
  await expect(curve(later)).toBeVisible();
  await expectComplete(later);
  await expect(chip(later)).toContainText('offline');
  await later.getByRole('button', { name: 'Model: LeNetFC' }).click();
  const models = later.getByRole('region', { name: 'Models' });
  const lacking = models.getByRole('button', { name: /^LeNetCNN/ });
  await expect(lacking).toContainText('2.4 MB, not kept offline');
  await expect(lacking).toBeDisabled();
  await expect(models.getByRole('button', { name: /^LeNetFC/ })).toBeEnabled();
  await later.keyboard.press('Escape');
  await later.goto(`${host.address}nothing/here${QUICK}`);
  await expect(slider(later)).toBeVisible();
  await context.setOffline(false);
  await expect(chip(later)).not.toContainText('offline');
});

test('a model is kept once it was fetched, even before anything answered for the page', async ({
  page,
  context,
  serve,
}) => {
  const host = await serve('/');
  await page.goto(`${host.address}#/x?v=1&m=lenet-cnn&n=1&i=5&b=1e-2`);
  await expectComplete(page);
  await expectKept(page);
  const keptPaths = () =>
    page.evaluate(async () => {
      const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
      const keys = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
      return keys.map(({ url }) => new URL(url).pathname);
    });
  await expect.poll(keptPaths).toContain('/models/lenet-cnn/generated/weights.bin');
  expect(await keptPaths()).not.toContain('/models/ti-gru/generated/weights.bin');
  await host.close();
  await context.setOffline(true);
  await page.reload();
  await expectComplete(page);
});

test('a new version is offered, opens when the reader says so, and leaves old tabs alone', async ({
  page,
  context,
  serve,
}) => {
  const host = await serve('/');
  await page.goto(host.address + QUICK);
  await expectKept(page);
  const oldTab = await context.newPage();
  await oldTab.goto(host.address + QUICK);
  await expectComplete(oldTab);
  // The new version has another page, and its script of the tab Paper has another name.
  const html = await readFile(`${SITE}/index.html`, 'utf8');
  const worker = await readFile(`${SITE}/serviceWorker.js`, 'utf8');
  const [script] = /assets\/PaperTab-[\w-]+\.js/.exec(worker)!;
  const newPage = html.replace(/<title>[^<]*/, '<title>The new version');
  const hash = createHash('sha256').update(newPage).digest('hex').slice(0, 12);
  host.changed.set('index.html', newPage);
  host.changed.set('assets/PaperTab-new.js', await readFile(`${SITE}/${script}`, 'utf8'));
  host.changed.set(script, null);
  host.changed.set(
    'serviceWorker.js',
    worker.replace(script, 'assets/PaperTab-new.js').replace(/(?<=\{path:``,hash:`)\w+/, hash),
  );

  await page.reload();
  const offer = page.getByText('A new version of this page is ready');
  await expect(offer).toBeVisible();
  await expect(page).toHaveTitle(/^Ares Explorer/);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page).toHaveTitle('The new version');
  await expect(slider(page)).toBeVisible();
  await expect(offer).toHaveCount(0);
  // The other tab was not reloaded and still finds its script, which its host no longer has.
  await expect(oldTab).toHaveTitle(/^Ares Explorer/);
  await oldTab.getByRole('button', { name: 'Paper', exact: true }).click();
  await expect(oldTab.getByRole('heading', { name: 'The paper’s claims and ours' })).toBeVisible();
});
