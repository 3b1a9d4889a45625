import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from '@playwright/test';
import { seriousFindingsInThemes } from '../axe';
import { ENGINE_MS } from '../explorer';
import { expect, test } from '../fixture';

/** Trials of a second: three rates, three trials each. Another seed than that of the recorded run. */
const QUICK = '#/x?v=1&n=3&i=200&b=0.00001,0.001,0.1&seed=00000008&embed=1';
const RECORDED = '#/x?v=1&embed=1';

const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe').first();
const cursor = (frame: FrameLocator | Page) =>
  frame.getByRole('slider', { name: 'Bit error rate, on the chart' });

/**
 * Serves a page of another origin with one frame per address, opens it, and calls `use`. A served
 * page, because Chromium lets no page that a test made up frame an address of this machine.
 */
async function withHost(
  page: Page,
  baseURL: string,
  addresses: readonly string[],
  use: () => Promise<void>,
): Promise<void> {
  const frames = addresses.map(
    (address) => `<iframe src="${new URL(address, baseURL)}" width="760" height="640"></iframe>`,
  );
  const server = createServer((_, response) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html' })
      .end(`<!doctype html><link rel="icon" href="data:,"><title>Host</title>${frames.join('')}`),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await use();
  } finally {
    server.close();
  }
}

/** Records in the page and its frames each worker that is started and each GPU that is asked for. */
async function watchDevices(page: Page): Promise<readonly string[]> {
  const asked: string[] = [];
  page.on('worker', (worker) => asked.push(worker.url()));
  await page.exposeFunction('reportGpu', () => asked.push('GPU'));
  await page.addInitScript(() => {
    const gpu = (navigator as { gpu?: { requestAdapter(): unknown } }).gpu;
    if (gpu === undefined) return;
    const request = gpu.requestAdapter.bind(gpu);
    gpu.requestAdapter = () => {
      (globalThis as unknown as { reportGpu(): void }).reportGpu();
      return request();
    };
  });
  return asked;
}

test.beforeEach(({ guard }) => {
  // The page of the other site.
  guard.expected.push(/^Request to 127\.0\.0\.1:/);
});

test('a frame of another site shows the recorded curve, and asks for a device at the first touch', async ({
  page,
  baseURL,
}) => {
  const asked = await watchDevices(page);
  await withHost(page, baseURL!, [`embed.html${QUICK}`], async () => {
    const frame = frameOf(page);
    await expect(cursor(frame)).toBeVisible();
    await expect(frame.getByText('Not run yet.')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(asked).toEqual([]);

    await cursor(frame).press('ArrowRight');
    await expect(frame.getByText(/^3 of 3 trials per rate · complete$/)).toBeVisible({ timeout: ENGINE_MS });
    expect(asked.some((url) => url.includes('browserWorker'))).toBe(true);
  });
});

test('no other site may frame the whole page', async ({ page, baseURL, guard }) => {
  guard.expected.push(/frame-ancestors/);
  const refused = page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()));
  await withHost(page, baseURL!, [`./${RECORDED}`], async () => {
    await refused;
  });
});

test('messages of the parent are answered, bad ones with the reasons, and those of others ignored', async ({
  page,
  baseURL,
}) => {
  const addresses = [`embed.html${RECORDED}`, `embed.html${RECORDED}&theme=dark`];
  await withHost(page, baseURL!, addresses, async () => {
    const frame = frameOf(page);
    await expect(cursor(frame)).toBeVisible();
    // The second frame is no parent of the first.
    const sibling = page.frames().find((one) => one.url().endsWith('theme=dark'))!;
    await sibling.evaluate(() =>
      window.parent.frames[0]!.postMessage({ aresExplorer: 1, kind: 'set', link: '#/x?v=1&x=0.1' }, '*'),
    );
    const ask = (message: object) =>
      page.evaluate(
        (sent) =>
          new Promise<Record<string, unknown>>((resolve) => {
            addEventListener('message', ({ source, data }) => {
              if (source === window.frames[0] && data.id === sent.id) resolve(data);
            });
            window.frames[0]!.postMessage({ aresExplorer: 1, ...sent }, '*');
          }),
        { id: Math.random(), ...message },
      );
    expect(await ask({ kind: 'ping' })).toMatchObject({ aresExplorer: 1, kind: 'pong' });
    expect(await ask({ kind: 'get' })).toMatchObject({ kind: 'state', ber: 0.001, phase: 'still' });
    expect(await ask({ kind: 'set', link: '#/x?v=1&n=0&x=0.01' })).toMatchObject({
      kind: 'refused',
      reasons: [
        { field: 'n', found: '0', reason: expect.stringContaining('expected a whole number from 1') },
      ],
    });
    await expect(frame.locator('.reading-ber')).toHaveText('1.00 × 10⁻³');
    expect(await ask({ kind: 'set', link: '#/x?v=1&x=0.01' })).toMatchObject({ kind: 'state', ber: 0.01 });
    await expect(frame.locator('.reading-ber')).toHaveText('1.00 × 10⁻²');
  });
});

test('a page that changes the hash of its frame sees the other figure', async ({ page, baseURL }) => {
  await withHost(page, baseURL!, [`embed.html${RECORDED}`], async () => {
    const frame = frameOf(page);
    await expect(frame.locator('.reading-ber')).toHaveText('1.00 × 10⁻³');
    await page.evaluate(() => {
      const { src } = document.querySelector('iframe')!;
      document.querySelector('iframe')!.src = `${src}&x=0.01&theme=dark`;
    });
    await expect(frame.locator('.reading-ber')).toHaveText('1.00 × 10⁻²');
    await expect(frame.locator('html[data-theme="dark"]')).toBeAttached();
  });
});

test('edits change neither the address nor any storage, and the link leads to the same state', async ({
  page,
}) => {
  await page.goto(`./embed.html${RECORDED}`);
  const address = page.url();
  await cursor(page).press('End');
  await cursor(page).press('ArrowLeft');
  await expect(page.locator('.reading-ber')).toHaveText('7.50 × 10⁻²');
  expect(page.url()).toBe(address);
  const stored = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    history.length,
  ]);
  expect(stored).toEqual([0, 0, 0, 2]);
  const open = page.getByRole('link', { name: 'Open in Ares Explorer' });
  await expect(open).toHaveAttribute('href', './#/x?v=1&x=0.075');
  await page.reload();
  await expect(page.locator('.reading-ber')).toHaveText('1.00 × 10⁻³');
});

test('axe finds nothing serious, in both themes', async ({ page }) => {
  await page.goto(`./embed.html${RECORDED}&controls=ber,type`);
  await expect(cursor(page)).toBeVisible();
  await page.getByRole('button', { name: 'Table' }).click();
  await expect(page.getByRole('group', { name: /Sign stored as/ })).toBeVisible();
  expect(await seriousFindingsInThemes(page)).toEqual([]);
});
