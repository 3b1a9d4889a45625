import {
  chip,
  ENGINE_MS,
  expectComplete,
  notices,
  openComplete,
  openExplorer,
  QUICK,
  runState,
  slider,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';

test('the chip names the device, and its panel says why it is this one', async ({ page }) => {
  await openComplete(page);
  await expect(chip(page)).toHaveText(/^Live · WASM( · \d+ workers)?$/);
  await chip(page).click();
  const panel = page.getByRole('region', { name: 'Where this runs' });
  await expect(panel).toContainText(/WebGPU|software GPU/);
  await expect(panel.getByRole('radio', { name: 'Auto' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(chip(page)).toBeFocused();
});

test('plain JavaScript chosen by hand gives the same numbers', async ({ page }) => {
  const link = '#/x?v=1&n=1&i=50&b=0.0001,0.1';
  await openComplete(page, link);
  const onWasm = await tableRows(page);
  await page.evaluate(() => indexedDB.deleteDatabase('ares-explorer'));
  await page.goto('about:blank');
  await openExplorer(page, `${link}&seed=00000008`);
  await chip(page).click();
  await page.getByRole('radio', { name: 'CPU' }).check();
  await expect(chip(page)).toHaveText(/^Live · CPU/);
  await expect(page.getByRole('region', { name: 'Where this runs' })).toContainText('chosen by hand');
  await page.keyboard.press('Escape');
  await page.locator('details.advanced summary').click();
  await page.getByLabel('Seed, 8 hex digits').fill('7');
  await page.keyboard.press('Enter');
  await expectComplete(page);
  await expect.poll(() => tableRows(page)).toEqual(onWasm);
  expect(page.url()).toContain('dev=cpu');
});

test('WebGPU asked for where there is none is refused in a sentence, and the page recovers on auto', async ({
  page,
}) => {
  await openComplete(page, QUICK);
  const before = await tableRows(page);
  await chip(page).click();
  const panel = page.getByRole('region', { name: 'Where this runs' });
  await panel.getByRole('radio', { name: 'WebGPU' }).check();
  await expect(notices(page)).toContainText('Cannot use WebGPU');
  await expect(notices(page)).toContainText(/no GPU was offered|has no WebGPU/);
  expect(await tableRows(page)).toEqual(before);
  await panel.getByRole('radio', { name: 'Auto' }).check();
  await expect(chip(page)).toHaveText(/^Live · WASM/);
  await expect(page.getByText('Cannot use WebGPU')).toHaveCount(0);
  await page.keyboard.press('Escape');
  // The other device has nothing to run again: the trials are the same on all.
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  expect(await tableRows(page)).toEqual(before);
});

test('an engine that cannot be loaded is named, the stored figure stays, and Run tries again', async ({
  page,
  guard,
}) => {
  guard.expected.push(/Failed to load resource/);
  await page.route('**/browserWorker-*.js', (route) => route.abort());
  await openExplorer(page);
  await expect(notices(page)).toContainText(
    /The engine is not running\. .*worker.*its script did not load.*Below you still see the recorded run/,
  );
  await expect(chip(page)).toHaveText(/^Recorded run · n=150/);
  expect(await tableRows(page, 'Recorded run, n = 150')).toHaveLength(21);
  await slider(page).press('PageUp');
  await expect(page.getByRole('heading', { name: 'Trials at 1.00 × 10⁻²' })).toBeVisible();
  await page.unroute('**/browserWorker-*.js');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(chip(page)).toHaveText(/^Live · WASM/);
  await expect(runState(page)).toHaveText(/^[1-9]\d* of 30 trials per rate/);
});

test('once loaded, everything goes on without a network', async ({ page, context, guard }) => {
  // Chromium asks for the icon again when the address changes.
  guard.expected.push(/ERR_INTERNET_DISCONNECTED .*favicon\.svg$/);
  await openComplete(page);
  await context.setOffline(true);
  await slider(page).press('Home');
  await slider(page).press('End');
  await page.getByRole('button', { name: 'Q3.13' }).click();
  // Not what the header says: just after the press it may still speak of the run before.
  await expect
    .poll(async () => (await tableRows(page)).map(({ trials }) => trials), { timeout: ENGINE_MS })
    .toEqual([3, 3, 3]);
  await expect(page.getByRole('list', { name: 'Predictions that flipped' })).toBeVisible();
});
