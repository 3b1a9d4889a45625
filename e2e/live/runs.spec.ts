import {
  advanced,
  baselinePercent,
  chip,
  curve,
  engineWorkers,
  expectComplete,
  openExplorer,
  runState,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';
import { expectEngineIdle, watchWorkers, workerTraffic } from '../workerTraffic';

interface Frame {
  readonly state: string;
  readonly done: number;
  readonly axes: string;
}

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
  await expect(chip(page)).toHaveText(/^Recorded run · n=150/);
  await expect(curve(page)).toBeVisible();
  // Looks at every change of the page from here on, which no polling from outside can.
  await page.evaluate(() => {
    const frames: Frame[] = [];
    Object.assign(globalThis, { frames });
    const look = () => {
      const state = document.querySelector('.run-state')?.textContent ?? '';
      const done = Number(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow'));
      const last = frames.at(-1);
      const axes = document.querySelector('.axes')?.innerHTML ?? '';
      if (last?.state !== state || last.done !== done || last.axes !== axes)
        frames.push({ state, done, axes });
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });

  release();
  await expect(chip(page)).toHaveText(/^Live · WASM( · \d+ workers)?( ✓)?$/);
  await expectComplete(page);
  const frames = await page.evaluate(() => (globalThis as unknown as { frames: Frame[] }).frames);
  const states = frames.map(({ state }) => state).filter((state) => state.trim() !== '');
  // A fast machine is through before it can tell how long it takes; longer runs below say so.
  expect(states.some((state) => /^[1-9]\d* of 12 trials per rate(?! · complete)/.test(state))).toBe(true);
  expect(states.at(-1)).toBe('12 of 12 trials per rate · complete');
  const done = frames.map((frame) => frame.done);
  expect(done).toEqual(done.toSorted((left, right) => left - right));
  expect(done.at(-1)).toBe(100);
  expect(new Set(done).size, 'steps in which trials came in').toBeGreaterThan(3);
  expect(frames[0]!.axes).toContain('10⁻⁶');
  expect(new Set(frames.map(({ axes }) => axes)).size, 'axes during the run').toBe(1);

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
  await watchWorkers(page);
  const trialsAsked = async () => (await workerTraffic(page)).trials;
  await openExplorer(page, '#/x?v=1&n=20000&b=0.00001,0.001,0.1');
  await expect(runState(page)).toHaveText(/^[1-9][\d,]* of 20,000 trials per rate/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(runState(page)).toHaveText(
    /^[\d,]+ of 20,000 trials per rate · (\d+ (s|min|h) left|time left not known yet) · stopped$/,
  );
  const stopped = await tableRows(page);
  const count = (rows: typeof stopped) => rows.reduce((sum, { trials }) => sum + trials, 0);
  expect(count(stopped)).toBeGreaterThan(0);
  await expectEngineIdle(page);
  expect(await tableRows(page)).toEqual(stopped);

  const planned = Math.max(...stopped.map(({ trials }) => trials)) + 5;
  const askedBefore = await trialsAsked();
  await (await advanced(page, 'Trials per rate')).fill(String(planned));
  await page.keyboard.press('Enter');
  await expect(runState(page)).toHaveText(/stopped$/);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectComplete(page);
  const complete = await tableRows(page);
  expect(complete.map(({ trials }) => trials)).toEqual([planned, planned, planned]);
  expect((await trialsAsked()) - askedBefore).toBe(3 * planned - count(stopped));

  await expect.poll(() => page.url()).toContain(`n=${planned}`);
  await page.reload();
  await expectComplete(page);
  expect(await tableRows(page)).toEqual(complete);
  expect(await trialsAsked()).toBe(0);
});

test('a page that is killed has lost nothing that it showed; one that was stopped waits after a reload', async ({
  page,
  context,
}) => {
  const link = '#/x?v=1&n=20000&i=200&b=0.00001,0.001,0.1&tab=layers';
  const done = async (of: typeof page) =>
    Number.parseInt((await runState(of).textContent())!.replaceAll(',', ''), 10);
  await openExplorer(page, link);
  await expect.poll(() => done(page)).toBeGreaterThan(200);
  const shown = await done(page);
  const client = await context.newCDPSession(page);
  const killed = page.waitForEvent('crash');
  client.send('Page.crash').catch(() => {});
  await killed;

  const next = await context.newPage();
  await watchWorkers(next);
  await openExplorer(next, link);
  await expect(runState(next)).toBeVisible();
  expect(await done(next)).toBeGreaterThanOrEqual(shown);
  await next.getByRole('button', { name: 'Stop' }).click();
  await expect(runState(next)).toHaveText(/stopped$/);
  // How long the rest takes is estimated anew after a reload.
  const [stopped] = (await runState(next).textContent())!.split(' · ') as [string];
  await next.reload();
  await expect(runState(next)).toContainText(`${stopped} · `);
  await expect(runState(next)).toHaveText(/stopped$/);
  await expectEngineIdle(next);
  expect((await workerTraffic(next)).trials).toBe(0);
  await expect(runState(next)).toContainText(`${stopped} · `);
  await next.getByRole('button', { name: 'Run', exact: true }).click();
  await expect.poll(() => done(next)).toBeGreaterThan(Number.parseInt(stopped.replaceAll(',', ''), 10));
});

test('an open dialog has all keys: Escape closes it and the sweep behind it goes on', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&n=20000&i=200&b=0.00001,0.001,0.1');
  await expect(runState(page)).toHaveText(/^[1-9][\d,]* of 20,000 trials per rate · \d+ (?:s|min|h) left$/);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(runState(page)).toHaveText(/left$/);
  await expect(page.getByRole('button', { name: 'Table' })).toHaveAttribute('aria-pressed', 'false');
  // Control: without a dialog Escape stops.
  await page.keyboard.press('Escape');
  await expect(runState(page)).toHaveText(/stopped$/);
});

test('another device taken in the middle of a sweep goes on quietly from the trials that are there', async ({
  page,
}) => {
  await openExplorer(page, '#/x?v=1&n=20000&i=200&b=0.00001,0.001,0.1');
  await expect(runState(page)).toHaveText(/^[1-9][\d,]* of 20,000 trials per rate · .* left$/);
  const workers = engineWorkers(page).length;
  const before = (await tableRows(page))[0]!.trials;
  await chip(page).click();
  await page.getByRole('radio', { name: 'WASM' }).check();
  await expect(page.getByRole('region', { name: 'Where this runs' })).toContainText('chosen by hand');
  const after = (await tableRows(page))[0]!.trials;
  expect(after).toBeGreaterThanOrEqual(before);
  await expect.poll(async () => (await tableRows(page))[0]!.trials).toBeGreaterThan(after);
  await page.getByRole('button', { name: 'Stop' }).click();
  // Nobody was lost, and no worker of the first team is left.
  await expect(page.getByRole('button', { name: 'Dismiss' })).toHaveCount(0);
  expect(engineWorkers(page)).toHaveLength(workers);
});
