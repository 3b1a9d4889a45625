import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { seriousFindingsInThemes } from '../axe';
import { openComplete, openExplorer, QUICK, tabButton } from '../explorer';
import { expect, test } from '../fixture';

const NETWORK = `${QUICK}&tab=network`;
const box = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: /^Graph of the network/ }).getByRole('button', { name });

test('a press on a layer gives faults to it alone, and its link says so', async ({ page }) => {
  await openComplete(page, NETWORK);
  await expect(box(page, 'fc-2:')).toHaveAccessibleName(
    'fc-2: Dense layer + ReLU, → 100. 30,000 words · 11 %. Explore fc-2 alone.',
  );
  await box(page, 'fc-2:').click();
  await expect(tabButton(page, 'Curve')).toHaveAttribute('aria-current', 'page');
  await expect.poll(() => page.url()).toContain('l=fc-2');
  await page.goBack();
  await expect(tabButton(page, 'Network')).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.network-faulty')).toHaveCount(1);
  await page.goBack();
  await expect(page.locator('.network-faulty')).toHaveCount(0);
  expect(page.url()).not.toContain('l=');
});

test('the arrow keys follow the graph, open a block and close it', async ({ page }) => {
  await openExplorer(page, `${NETWORK}&m=resnet50-mini`);
  await box(page, 'conv-1:').focus();
  await page.keyboard.press('ArrowDown');
  await expect(box(page, 'pool-1:')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(box(page, 'stage-1:')).toBeFocused();
  await page.keyboard.press('Enter');
  const frame = box(page, 'Close the block stage-1');
  await expect(frame).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(box(page, 'conv-2a-2:')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(frame).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(box(page, 'stage-1:')).toBeFocused();
  await page.keyboard.press('t');
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(1 + 175);
});

for (const width of [1280, 320]) {
  test(`axe finds nothing serious in the graph, and nothing scrolls sideways, ${width} wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await openExplorer(page, `${NETWORK}&m=resnet50-mini`);
    await box(page, 'stage-1:').click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await sideways()).toBe(0);
  });
}

test('the graph is saved as a drawing, and its blocks are in the link', async ({ page }) => {
  await openComplete(page, NETWORK);
  await page.getByText('Regroup the blocks').click();
  await page.getByRole('checkbox', { name: 'A block starts at fc-2' }).click();
  await expect(box(page, 'fc-1:')).toHaveAccessibleName(
    /^fc-1: 2 layers, 3 nodes, → 100\..*Open the block\.$/,
  );
  await expect.poll(() => page.url()).toContain('blk=fc-1:fc-1,fc-3:fc-3');
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Export: Graph of LeNetFC' }).click();
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name, exact: true }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  };
  const svg = await saved('Save SVG');
  expect(svg).toContain('>2 layers, 3 nodes<');
  expect(svg).toContain('>Scores of 10 classes<');
  expect(svg).not.toMatch(/class=|style=|<script|href=/);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(box(page, 'fc-1:')).toHaveAccessibleName(/Open the block/);
  await tabButton(page, 'Layers').click();
  await expect(page.getByRole('group', { name: /^FC-1: / })).toBeVisible();
  await expect(page.getByRole('group', { name: /^FC-2: / })).toHaveCount(0);
});
