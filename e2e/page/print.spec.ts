import { openComplete } from '../explorer';
import { expect, test } from '../fixture';

/** Enough trials for ticks, of few images. */
const LINK = '#/x?v=1&b=0.00001,0.001,0.1&n=8&i=100';

test('a printed page is a report of one or two pages without controls, black on white', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openComplete(page, LINK);
  // Before the report's script is here the page prints without controls; numbers that explain themselves stay.
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('h1')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Finding' })).toBeVisible();
  await expect(page.locator('.figure-caption')).toBeVisible();
  await expect(page.locator('.button:visible, input:visible')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  const report = page.getByRole('article');
  const opened = page.locator('.report');
  // Printing waits for nothing: the event is sent until the report's script, loaded when idle, answers.
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect(opened).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await page.emulateMedia({ media: 'print' });
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(/survive/);
  await expect(report.locator('.report-finding')).toContainText('%');
  await expect(report.locator('.report-figure > svg')).toBeVisible();
  await expect(report.getByRole('row', { name: /^Trials per rate 8$/ })).toBeVisible();
  await expect(report.locator('.report-ticks tbody td')).toHaveCount(4);
  await expect(report.locator('.report-ticks tbody td').last()).toHaveText(
    /^\d.*(not resolved, because| to )/,
  );
  await expect(report).toContainText('We flipped stored bits of LeNetFC');
  await expect(report).toContainText(page.url());
  await expect(report.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(page.locator('button:visible, input:visible')).toHaveCount(0);
  await expect(report).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(2);

  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(opened).toHaveCount(0);
});
