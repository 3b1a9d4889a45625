import type { Page } from '@playwright/test';
import { seriousFindings } from '../axe';
import { expectComplete, notices, openExplorer } from '../explorer';
import { expect, test } from '../fixture';

/** Two rates, eight trials each, of few digits: every tab has its ticks within seconds. */
const SMALL = '#/x?v=1&n=8&i=100&b=0.0001,0.01';
const tab = (name: string) => `${SMALL}&tab=${name}`;

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const figure = (page: Page) =>
  page.getByRole('img', { name: /^Classification error against bit error rate/ });
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The value of a series at the cursor as its button prints it, in per cent. */
async function errorOf(page: Page, label: string): Promise<number> {
  const button = page.getByRole('button', { name: new RegExp(`^${label} [\\d≈]`) });
  await expect(button).toContainText(/live, n = 8$/);
  return Number.parseFloat(/([\d.]+)\s%/.exec((await button.textContent()) ?? '')?.[1] ?? '');
}

test('weights and activations run side by side, and the fault’s lifetime starts its own trials', async ({
  page,
}) => {
  await openExplorer(page, `${tab('structures')}&x=0.01`);
  await expectComplete(page);
  await expect(figure(page)).toBeVisible();
  expect(await errorOf(page, 'weights')).toBeGreaterThan(await errorOf(page, 'activations'));
  await expect(page.getByText(/^Activations survive/)).toBeVisible();
  await page.getByRole('radio', { name: 'Transient' }).check();
  await expect(page).toHaveURL(/life=transient/);
  await expectComplete(page);
  await page.keyboard.press('t');
  await expect(page.getByRole('table', { name: 'activations: live, n = 8', exact: true })).toBeVisible();
});

test('a narrower type stands beside Q3.13 with the line of the theory', async ({ page }) => {
  await openExplorer(page, tab('types'));
  await expectComplete(page);
  await expect(page.getByText(/^Q2\.6 survives|^How Q2\.6 and Q3\.13 compare/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Q2.6 against Q3.13' }).getByRole('row')).toHaveCount(5);
});

test('a dot of the scatter adopts its trial, whose classes are drawn', async ({ page }) => {
  await openExplorer(page, `${tab('classes')}&x=0.01`);
  await expectComplete(page);
  const scatter = page.getByRole('slider', { name: /^Error against class variance/ });
  await scatter.focus();
  for (let press = 0; press < 8; press++) await page.keyboard.press('ArrowRight');
  const worst = (await scatter.getAttribute('aria-valuetext')) ?? '';
  expect(worst).toMatch(/^Trial \d at 1\.00 × 10⁻²: error/);
  await expect(page.getByText(`${worst}.`)).toBeVisible();
  await expect(page.getByRole('slider', { name: /^Error of each class/ })).toBeVisible();
});

test('a dropped table of a chip lies over both encodings, and a bad one changes nothing', async ({
  page,
}) => {
  await openExplorer(page, SMALL);
  await expectComplete(page);
  const bring = (...files: ReturnType<typeof file>[]) =>
    page.locator('input[type=file]').first().setInputFiles(files);
  await bring(file('made-up.csv', 'Vdd (V),BER,error (%)\n0.7,1e-3,10\n0.8,1e-4,3\n'));
  await expect(page.getByRole('heading', { name: 'made-up.csv, row by row' })).toBeVisible();
  await expectComplete(page);
  const headline = page.getByText(/^Simulation and made-up\.csv are on average/);
  await expect(headline).toContainText('with sign-magnitude, over 2 rows (n = 8, provisional).');
  const before = await headline.textContent();
  await bring(file('bad.csv', 'Vdd,BER\n0.7,1e-3\n'));
  await expect(notices(page)).toContainText('bad.csv: Column error is missing in row 1');
  expect(await headline.textContent()).toBe(before);
});

for (const name of ['structures', 'types', 'classes', 'chip']) {
  test(`the tab of ${name} fits a phone and has nothing serious for axe`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await openExplorer(page, tab(name));
    await expectComplete(page);
    expect(await sideways(page)).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
  });
}
