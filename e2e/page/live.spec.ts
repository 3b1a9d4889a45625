import { baselinePercent, chip, curve, expectComplete, openExplorer, runState, tableRows } from '../explorer';
import { expect, test } from '../fixture';

test('the page goes from stored to live, streams trials over still axes and ends with a whole curve', async ({
  page,
}) => {
  // Held back, so that the stored state can be seen before the engine comes.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await openExplorer(page, '#/x?v=1&n=12');
  await expect(chip(page)).toHaveText(/^Stored run · n=150/);
  const axes = () => curve(page).locator('.axes').innerHTML();
  const before = await axes();

  release();
  await expect(chip(page)).toHaveText(/^Live · WASM · \d+ workers$/);
  await expect(runState(page)).toHaveText(/^\d+ of 12 trials · \d+ s left$/);
  const sweep = page.getByRole('progressbar', { name: 'Sweep' });
  let last = -1;
  let streamed = 0;
  while (!(await runState(page).textContent())?.endsWith('complete')) {
    const progress = Number(await sweep.getAttribute('aria-valuenow'));
    expect(progress).toBeGreaterThanOrEqual(last);
    if (progress > last) streamed++;
    last = progress;
    expect(await axes()).toBe(before);
  }
  expect(streamed).toBeGreaterThan(3);
  await expect(sweep).toHaveAttribute('aria-valuenow', '100');
  expect(await axes()).toBe(before);
  await expect(runState(page)).toHaveText('12 of 12 trials · complete');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();

  const rows = await tableRows(page);
  expect(rows).toHaveLength(21);
  expect(rows.map(({ trials }) => trials)).toEqual(rows.map(() => 12));
  const baseline = await baselinePercent(page, 'quantised');
  expect(baseline).toBeLessThan(4);
  expect(Math.abs(rows[0]!.meanPercent - baseline)).toBeLessThan(0.2);
  expect(rows.at(-1)!.meanPercent).toBeGreaterThan(80);
  expect(rows.at(-1)!.meanPercent).toBeLessThan(95);
});

test('stop keeps what is there, run goes on from it, and a reload runs nothing twice', async ({ page }) => {
  await page.addInitScript(() => {
    const counted = globalThis as unknown as { trialsAsked: number };
    counted.trialsAsked = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<typeof post>) {
      const [request] = args as unknown as [{ name: string; argument: readonly unknown[] }];
      if (request.name === 'evaluate') counted.trialsAsked += request.argument.length;
      post.apply(this, args);
    } as typeof post;
  });
  const trialsAsked = () =>
    page.evaluate(() => (globalThis as unknown as { trialsAsked: number }).trialsAsked);
  await openExplorer(page, '#/x?v=1&n=40&b=0.00001,0.001,0.1');
  await expect(runState(page)).toHaveText(/^[1-9]\d* of 40 trials/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(runState(page)).toHaveText(/^\d+ of 40 trials · stopped$/);
  const stopped = await tableRows(page);
  const count = (rows: typeof stopped) => rows.reduce((sum, { trials }) => sum + trials, 0);
  expect(count(stopped)).toBeGreaterThan(0);
  expect(count(stopped)).toBeLessThan(120);
  await page.waitForTimeout(500);
  expect(await tableRows(page)).toEqual(stopped);

  const askedBefore = await trialsAsked();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectComplete(page);
  const complete = await tableRows(page);
  expect(count(complete)).toBe(120);
  expect((await trialsAsked()) - askedBefore).toBe(120 - count(stopped));

  await page.reload();
  await expectComplete(page);
  expect(await tableRows(page)).toEqual(complete);
  expect(await trialsAsked()).toBe(0);
});
