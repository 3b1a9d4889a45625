import type { Page } from '@playwright/test';
import { seriousFindingsInThemes } from '../axe';
import { expectComplete, openComplete, openExplorer, QUICK, runState, tabButton } from '../explorer';
import { expect, test } from '../fixture';

const LAYERS = `${QUICK}&tab=layers`;
const row = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${name}: `) });
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('every layer runs alone on the engine, and a reload has the results at once', async ({ page }) => {
  await openComplete(page, LAYERS);
  // Three layers, three rates, three trials.
  await expect(runState(page)).toHaveText('27 of 27 trials · complete');
  for (const name of ['FC-1', 'FC-2', 'FC-3']) {
    await expect(row(page, name)).toHaveAccessibleName(
      /0 at .*; \+1 at .*; \+5 at .*n = 3, live, provisional\.$/,
    );
    await expect(page.getByRole('button', { name: `Explore ${name} alone; n = 3, live` })).toBeVisible();
  }
  await expect(page.locator('.ratio-text')).toHaveText(
    /^How FC-\d and FC-\d compare is not known yet: 8 trials are needed at each rate, 3 so far\./,
  );
  const names = () =>
    Promise.all(['FC-1', 'FC-2', 'FC-3'].map((name) => row(page, name).getAttribute('aria-label')));
  const before = await names();
  await page.reload();
  await expectComplete(page);
  // Ticks are read in a worker of their own: they may come after the trials.
  await expect.poll(names).toEqual(before);
});

for (const width of [1280, 390]) {
  test(`the labels of the axis stand below the grid lines of the rows, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openComplete(page, LAYERS);
    const centres = (selector: string) =>
      page.locator(selector).evaluateAll((marks) =>
        marks.map((mark) => {
          const { left, right } = mark.getBoundingClientRect();
          return Math.round((left + right) / 2);
        }),
      );
    const grid = await centres('.tick-row:first-of-type .tick-bar .grid');
    expect(grid.length).toBeGreaterThan(1);
    expect(await centres('.row-axis g > .axis')).toEqual(grid);
  });
}

test('a name opens its layer alone with what was measured of it, and Back returns to all of them', async ({
  page,
}) => {
  await openComplete(page, LAYERS);
  await row(page, 'FC-2').getByRole('button').click();
  await expect(tabButton(page, 'Curve')).toHaveAttribute('aria-current', 'page');
  expect(page.url()).toContain('l=fc-2');
  await expectComplete(page);
  await page.goBack();
  await expect(tabButton(page, 'Layers')).toHaveAttribute('aria-current', 'page');
  await expectComplete(page);
  await expect(row(page, 'FC-1')).toHaveAccessibleName(/n = 3, live, provisional\.$/);
});

test('the table has the numbers of the bars, and both switches are part of the link', async ({ page }) => {
  await openComplete(page, LAYERS);
  await page.getByRole('button', { name: 'Table' }).click();
  const table = page.getByRole('table', { name: /^How high may the bit error rate go/ });
  await expect(table.getByRole('row', { name: /^FC-1 live 3 ?provisional 200/ })).toBeVisible();
  await page.getByRole('radio', { name: '% of fault-free error' }).check();
  await expect(table).toContainText('per cent of the fault-free error');
  await expect.poll(() => page.url()).toContain('loss=relative');
  await page.getByText('How the ticks are read').click();
  await expect(page.getByText(/^A tick marks the bit error rate/)).toContainText('too small to measure');
});

test('the layers of a deep network fit: they scroll inside, over one axis', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&m=resnet50-mini&n=1&i=1&b=0.01&tab=layers&grp=layers');
  await expect(page.locator('.tick-row')).toHaveCount(54);
  const box = await page.locator('.tick-scroll').boundingBox();
  expect(box!.height).toBeLessThan(640);
  await expect(page.locator('.tick-axis')).toBeInViewport();
  await page.getByRole('radio', { name: 'Blocks' }).check();
  await expect(page.locator('.tick-row')).toHaveCount(6);
});

for (const width of [1280, 320]) {
  test(`axe finds nothing serious and nothing scrolls sideways, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await openComplete(page, LAYERS);
    await page.getByRole('button', { name: 'Table' }).click();
    await row(page, 'FC-1').getByRole('button').focus();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
  });
}
