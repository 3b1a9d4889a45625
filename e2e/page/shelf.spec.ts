import type { Locator, Page } from '@playwright/test';
import { seriousFindings } from '../axe';
import { ENGINE_MS, expectComplete, notices, openComplete, openExplorer, QUICK, runState } from '../explorer';
import { expect, test } from '../fixture';

const WIDE = `${QUICK}&t=3.13`;

async function openRuns(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await expect(runs).toBeVisible();
  return runs;
}
const names = (runs: Locator) => runs.locator('.run-name');
const pinnedCurves = (page: Page) => page.locator('.chart .pin');

test('runs stay, are pinned over a reload, subtracted, deleted and brought back', async ({ page }) => {
  await openComplete(page, WIDE);
  await openComplete(page, QUICK);
  const runs = await openRuns(page);
  await expect(names(runs)).toHaveText(['Q2.6', 'Q3.13']);
  await expect(runs).toContainText('n = 3 · complete');
  expect(await seriousFindings(page)).toEqual([]);

  await runs.getByRole('button', { name: 'Pin' }).nth(1).click();
  await expect(pinnedCurves(page)).toHaveText(['Q3.13']);
  expect(page.url()).not.toContain('pin');
  await page.reload();
  await expect(pinnedCurves(page)).toHaveText(['Q3.13'], { timeout: ENGINE_MS });
  const pinned = page.getByRole('region', { name: 'Pinned runs' });
  await expect(
    pinned.getByRole('slider', { name: /^Error of Q2\.6 \(on screen\) minus error of Q3\.13/ }),
  ).toBeVisible();
  await pinned.getByText('Table', { exact: true }).click();
  await expect(pinned.getByRole('row')).toHaveCount(4);
  await page.getByRole('button', { name: 'Structures' }).click();
  await expect(pinnedCurves(page)).toHaveText(['Q3.13']);

  const again = await openRuns(page);
  const wide = again.getByRole('listitem').filter({ has: page.getByRole('button', { name: /Q3\.13/ }) });
  await wide.getByRole('button', { name: 'Delete' }).click();
  await expect(pinnedCurves(page)).toHaveCount(0);
  await again.getByRole('button', { name: 'Undo' }).click();
  await expect(pinnedCurves(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(again).toBeHidden();
});

test('two tabs run an experiment once; a deletion in one is seen in the other', async ({ context, page }) => {
  const long = '#/x?v=1&n=20000&i=200&b=0.001';
  await openExplorer(page, long);
  await expect(runState(page)).toHaveText(/left$/, { timeout: ENGINE_MS });
  const second = await context.newPage();
  await openExplorer(second, long);
  await expect(notices(second)).toContainText('Another tab of the page runs this experiment', {
    timeout: ENGINE_MS,
  });
  const trials = async () =>
    Number.parseInt(((await runState(second).textContent()) ?? '').replaceAll(',', ''), 10);
  const before = await trials();
  await expect.poll(trials, { timeout: ENGINE_MS }).toBeGreaterThan(before);

  const runs = await openRuns(second);
  await expect(runs.getByRole('button', { name: /^Delete: / })).toBeDisabled();
  await second.keyboard.press('Escape');
  await second.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await openRuns(second);
  await runs.getByRole('button', { name: /^Delete: / }).click();
  await expect(notices(page)).toContainText('The run on screen was deleted from this browser');
});

test('a full disk is named, and the run goes on', async ({ page }) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Quota exceeded', 'QuotaExceededError');
    };
  });
  await openExplorer(page, QUICK);
  await expectComplete(page);
  await expect(notices(page)).toContainText('New results are not kept in this browser (Quota exceeded)');
  const runs = await openRuns(page);
  await expect(runs).toContainText('No run is kept yet');
});
