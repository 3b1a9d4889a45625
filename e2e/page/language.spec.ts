import { openComplete } from '../explorer';
import { expect, test } from '../fixture';

test('the page changes its language, keeps it, and keeps the experiment', async ({ page }) => {
  await openComplete(page);
  const link = new URL(page.url()).hash;
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Darstellung' }).click();
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeChecked();
  expect(new URL(page.url()).hash).toBe(link);
  await page.goto('./?lang=en');
  await expect(page.getByRole('button', { name: 'Theme' })).toBeVisible();
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Darstellung' })).toBeVisible();
});

test.describe('in a German browser', () => {
  test.use({ locale: 'de-AT' });
  test('the page is German by itself', async ({ page }) => {
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByRole('button', { name: 'Darstellung' })).toBeVisible();
  });
});

test('the page opens in English if its German texts do not arrive', async ({ page, guard }) => {
  guard.expected.push(/ERR_FAILED|Failed to fetch dynamically imported module/);
  await page.route('**/german-*.js', (route) => route.abort());
  await page.goto('./?lang=de');
  await expect(page.getByRole('button', { name: 'Theme' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
