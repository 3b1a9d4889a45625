import { expect, type Locator, type Page, type Worker } from '@playwright/test';

/** A sweep of a second: three rates over the whole curve, three trials each. */
export const QUICK = '#/x?v=1&n=3&i=200&b=0.00001,0.001,0.1';

/** Room for all that a test asks of the engine; what the page does by itself has Playwright's own limit. */
export const ENGINE_MS = 180_000;

/** Opens the page at a hash in a fresh document and waits until it has its controls. */
export async function openExplorer(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await expect(slider(page)).toBeVisible();
}

/** Opens a link and waits until all of its sweep is in. */
export async function openComplete(page: Page, hash = QUICK): Promise<void> {
  await openExplorer(page, hash);
  await expectComplete(page);
}

export const chip = (page: Page): Locator =>
  page.getByRole('button', {
    name: /^(Live|Stopped|Loading|Waiting for files|Not loaded|Recorded run|Engine)/,
  });
export const slider = (page: Page): Locator =>
  page.getByRole('slider', { name: 'Bit error rate', exact: true });
export const runState = (page: Page): Locator => page.getByText(/^[\d,]+ of [\d,]+ trials/);
export const notices = (page: Page): Locator => page.getByRole('region', { name: 'Notices' });
export const curve = (page: Page): Locator =>
  page.getByRole('img', { name: /^Classification error against bit error rate/ });

/** A place or a tab in the header. Only the tabs of the open place are shown. */
export const tabButton = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Tabs' }).getByRole('button', { name, exact: true });

/** Opens a tab of a place. */
export async function openTab(page: Page, place: string, name: string): Promise<void> {
  await tabButton(page, place).click();
  await tabButton(page, name).click();
}

export async function expectComplete(page: Page): Promise<void> {
  await expect(runState(page)).toHaveText(/complete$/, { timeout: ENGINE_MS });
}

/** One row of the data table, numbers as printed. */
interface Row {
  readonly ber: string;
  readonly trials: number;
  readonly meanPercent: number;
}

/** The live curve as the page's table tells it. */
export async function tableRows(page: Page, caption = 'This run'): Promise<readonly Row[]> {
  const toggle = page.getByRole('button', { name: 'Table' });
  if ((await toggle.getAttribute('aria-pressed')) !== 'true') await toggle.click();
  const table = page.getByRole('table', { name: caption });
  await expect(table).toBeVisible();
  const texts = await table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => Array.from((row as HTMLTableRowElement).cells, (cell) => cell.textContent)),
    );
  return texts.map((cells) => ({
    ber: cells[0] ?? '',
    trials: wholeNumber(cells[2]),
    meanPercent: Number(cells[3]),
  }));
}

/** Fault-free error in per cent as the data type panel prints it, once it is there. */
export async function baselinePercent(page: Page, of: 'float' | 'quantised'): Promise<number> {
  const term = page.locator('dt', {
    hasText: of === 'float' ? /^Fault-free error as float$/ : /^Fault-free error as Q/,
  });
  const value = term.locator('xpath=following-sibling::dd[1]');
  await expect(value).toHaveText(/\d.%/);
  return Number.parseFloat((await value.textContent()) ?? '');
}

/** A setting of the closed Advanced panel, opened first. */
export async function advanced(page: Page, label: string): Promise<Locator> {
  const panel = page.locator('details.advanced');
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click();
  return panel.getByLabel(label, { exact: true });
}

/** A whole number as the page prints it: `1,000`. */
const wholeNumber = (text = '') => Number(text.replaceAll(',', ''));

/** What the page says about the trial that its gallery shows: `Trial 0: 17 of 1,000 wrong (1.70 %)`. */
export async function shownTrial(page: Page) {
  const note = page.getByText(/^Trial [\d,]+: [\d,]+ of [\d,]+ wrong/);
  const match = /^Trial ([\d,]+): ([\d,]+) of ([\d,]+) wrong/.exec((await note.textContent()) ?? '');
  const [trial, wrong, total] = (match ?? []).slice(1).map(wholeNumber);
  return { trial, wrong, total };
}

/** The workers that run trials; ticks are read in another one. */
export function engineWorkers(page: Page): Worker[] {
  return page.workers().filter((worker) => worker.url().includes('browserWorker'));
}
