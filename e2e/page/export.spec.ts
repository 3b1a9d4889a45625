import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { csvParse } from 'd3-dsv';
import {
  ENGINE_MS,
  expectComplete,
  notices,
  openComplete,
  openExplorer,
  QUICK,
  runState,
  slider,
} from '../explorer';
import { expect, test } from '../fixture';

/** Another seed, axis, band and cursor than those of the page. */
const LINK = '#/x?v=1&b=0.00001,0.001,0.1&n=3&i=200&seed=0000002a&x=0.00075&y=log&band=quantiles';

const picker = (page: Page) => page.locator('input[type=file]').first();

/** The export button of a figure or panel. */
const exportOf = (page: Page, name: string) =>
  page.getByRole('region', { name }).getByRole('button', { name: /^Export: / });

/** Presses a button that saves a file, and returns its path. */
async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return download.path();
}

test('an exported figure opens the experiment and view it was drawn from, as SVG and as PNG', async ({
  page,
}) => {
  await openComplete(page, LINK);
  const address = page.url();
  await exportOf(page, 'Resilience curve').click();
  const svg = await saved(page, 'Save SVG');
  const text = readFileSync(svg, 'utf8');
  expect(text).toContain('<metadata id="ares-explorer">');
  expect(text).not.toMatch(/class=|style=|<script|href=/);
  expect(text).toContain('LeNetFC, faults in Q2.6 weights of all layers; 3 trials per rate');
  const png = await saved(page, 'Save PNG');
  for (const [name, path] of [
    ['figure.svg', svg],
    ['figure.png', png],
  ] as const) {
    await openExplorer(page, '#/x?v=1&b=0.001&n=1&i=5');
    await picker(page).setInputFiles({ name, mimeType: '', buffer: readFileSync(path) });
    await expect(notices(page)).toContainText(
      `Opened from ${name}: Resilience curve, drawn by Ares Explorer`,
    );
    await expect(page).toHaveURL(address);
    await expectComplete(page);
  }
});

test('an SVG with scripts opens as data alone, and one that was cut is refused', async ({ page }) => {
  // The title tells how far a run is, so it is read at its end.
  await openComplete(page, '#/x?v=1&b=0.001&n=1&i=5');
  const record = JSON.stringify({
    ...{ version: 1, figure: 'Curve', program: 'Ares Explorer 0.2.0', date: '' },
    link: 'https://example.org/#/x?v=1&amp;b=0.001&amp;n=2&amp;i=5',
  });
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='run'"><script>document.title='run'</script>
    <image href="https://example.org/a.png"/><metadata id="ares-explorer">${record}</metadata></svg>`;
  // Dropped, as a reader does.
  const drop = (text: string) =>
    page.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], 'hostile.svg'));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
  const title = await page.title();
  await drop(hostile);
  await expect(notices(page)).toContainText('The file holds scripts and references to other files');
  await expect(page).toHaveURL(/#\/x\?v=1&b=1e-3&n=2&i=5$/);
  await expectComplete(page);
  await expect(page).toHaveTitle(title);
  await drop(hostile.slice(0, -20));
  await expect(notices(page)).toContainText('hostile.svg: The SVG file is cut off');
  await expect(page).toHaveURL(/n=2&i=5$/);
  await expect(slider(page)).toBeVisible();
});

test('a figure is exported while its trials run, also if the dialog was opened before the first', async ({
  page,
}) => {
  let release = () => {};
  const isOpen = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/models/**', async (route) => {
    await isOpen;
    await route.continue();
  });
  await openExplorer(page, '#/x?v=1&n=20000&i=200&b=0.001&tab=layers');
  await exportOf(page, 'Q2.6 weights of one layer at a time').click();
  await expect(page.getByText('Trials can be saved once the first is in.')).toBeVisible();
  release();
  const save = page.getByRole('button', { name: 'Trials as CSV' });
  await expect(save).toBeVisible({ timeout: ENGINE_MS });
  await page.getByRole('button', { name: 'Close' }).click();

  await exportOf(page, 'Q2.6 weights of one layer at a time').click();
  await expect(page.getByRole('img', { name: /^Preview/ })).toBeVisible();
  await expect(save).toBeVisible();
  await expect(runState(page)).toHaveText(/left$/);
});

test('the numbers of a comparison are saved, and a bundle shows them on another page', async ({ page }) => {
  await openComplete(page, `${QUICK}&tab=layers`);
  await exportOf(page, 'Q2.6 weights of one layer at a time').click();
  const rows = csvParse(readFileSync(await saved(page, 'Trials as CSV'), 'utf8'));
  // Trials, rates and layers of the link.
  expect(rows).toHaveLength(3 * 3 * 3);
  expect(new Set(rows.map(({ series, ber, trial }) => `${series} ${ber} ${trial}`)).size).toBe(27);
  const points = csvParse(readFileSync(await saved(page, 'Points as CSV'), 'utf8'));
  expect(points).toHaveLength(3 * 3);
  const bundle = await saved(page, 'JSON bundle');
  await expect(page.getByRole('textbox', { name: 'Command that repeats it' })).toHaveValue(
    /^npm run sweep -- --model lenet-fc .* --trials 3 --images 200 /,
  );
  await page.getByRole('button', { name: 'Close' }).click();

  await openExplorer(page, '#/x?v=1&b=0.001&n=1&i=5');
  await picker(page).setInputFiles({ name: 'runs.json', mimeType: '', buffer: readFileSync(bundle) });
  await expect(notices(page)).toContainText(
    'Opened from runs.json: 3 runs with 27 trials, measured by Ares Explorer',
  );
  await expect(page).toHaveURL(/tab=layers/);
  await picker(page).setInputFiles({
    name: 'cut.json',
    mimeType: '',
    buffer: readFileSync(bundle).subarray(0, 2000),
  });
  await expect(notices(page)).toContainText('cut.json: The file starts with');
});
