import type { Page } from '@playwright/test';
import {
  baselinePercent,
  chip,
  engineWorkers,
  expectComplete,
  notices,
  openExplorer,
  runState,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';

/** Lets a test lose the device of the page's engine: the worker's own script runs after this. */
const keepDevice = `
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    globalThis.keptDevice = await request.apply(this, args);
    return globalThis.keptDevice;
  };
`;

async function loseDevice(page: Page) {
  await expect.poll(() => engineWorkers(page).length).toBe(1);
  await engineWorkers(page)[0]!.evaluate(() => {
    (globalThis as unknown as { keptDevice: GPUDevice }).keptDevice.destroy();
  });
}

test('the page runs live on the software GPU when it is asked for, and the chip says so', async ({
  page,
}) => {
  await openExplorer(page, '#/x?v=1&n=2&i=100&b=0.00001,0.1&x=0.1&dev=webgpu');
  await expect(chip(page)).toHaveText(/^Live · software GPU · .*swiftshader/i);
  await expectComplete(page);
  const rows = await tableRows(page);
  expect(rows.map(({ trials }) => trials)).toEqual([2, 2]);
  expect(await baselinePercent(page, 'quantised')).toBeLessThan(6);
  expect(rows[0]!.meanPercent).toBeLessThan(6);
  expect(rows[1]!.meanPercent).toBeGreaterThan(75);
  await expect(page.getByRole('list', { name: 'Predictions that flipped' })).toBeVisible();
  await chip(page).click();
  await expect(page.getByRole('region', { name: 'Where this runs' })).toContainText('chosen by hand');
});

test('left to itself the page prefers WASM to a software GPU, and says why', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&n=1&i=100&b=0.00001,0.1');
  await expect(chip(page)).toHaveText(/^Live · WASM/);
  await chip(page).click();
  await expect(page.getByRole('region', { name: 'Where this runs' })).toContainText(
    /only a software GPU is offered .*, which is slower than WASM/,
  );
});

test('a lost device costs no result: the run resumes once by itself, and a second loss stops it in words', async ({
  page,
}) => {
  await page.route('**/browserWorker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: keepDevice + (await response.text()) });
  });
  await openExplorer(page, '#/x?v=1&n=5000&i=20&b=0.00001,0.001,0.1&dev=webgpu');
  const trialsDone = async () => (await tableRows(page)).reduce((sum, { trials }) => sum + trials, 0);
  await expect(chip(page)).toHaveText(/software GPU/);
  await expect(runState(page)).toHaveText(/^[1-9][\d,]* of 5,000 trials per rate/);
  const before = await trialsDone();

  await loseDevice(page);
  await expect(notices(page)).toContainText('The GPU device was lost (destroyed');
  await expect(notices(page)).toContainText('All results are kept; a new device takes over');
  expect(await trialsDone()).toBeGreaterThanOrEqual(before);
  await expect.poll(trialsDone).toBeGreaterThan(before + 5);
  await expect(chip(page)).toHaveText(/^Live · software GPU/);

  const between = await trialsDone();
  await loseDevice(page);
  await expect(notices(page)).toContainText('It was lost before: the run has stopped');
  await expect(runState(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const kept = await trialsDone();
  expect(kept).toBeGreaterThanOrEqual(between);

  // Run is the reader's own wish: it starts afresh, on what is there.
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(chip(page)).toHaveText(/^Live · software GPU/);
  await expect.poll(trialsDone).toBeGreaterThan(kept);
  await page.getByRole('button', { name: 'Stop' }).click();
});

test('weights in words of other formats cost the same on the GPU as on WASM', async ({ context }) => {
  for (const format of ['int8/c', 'fp8e5m2', 'mxfp4']) {
    const found: number[][] = [];
    for (const device of ['wasm', 'webgpu']) {
      const page = await context.newPage();
      await openExplorer(page, `#/x?v=1&n=2&i=100&t=${format}&b=0.001,0.03,0.2&x=0.03&dev=${device}`);
      await expectComplete(page);
      found.push((await tableRows(page)).map(({ meanPercent }) => meanPercent!));
      await page.close();
    }
    expect(found[1], format).toEqual(found[0]);
    // More faults cost more, so equal rows are no accident.
    expect(found[0]![2]!).toBeGreaterThan(found[0]![0]! + 10);
  }
});
