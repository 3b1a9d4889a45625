import { openExplorer } from '../explorer';
import { expect, test } from '../fixture';

test('a slow network shows its recorded curve and the wait before its first trial', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&n=1&i=100&b=0.00001,0.1');
  await page.getByRole('button', { name: /^Model: / }).click();
  const choice = page.getByRole('region', { name: 'Models' }).getByRole('button', { name: /^CF-VGG/ });
  await expect(choice).toContainText(/stored curve · about \d+ (s|min|h) here/);
  await page.goto('./#/x?v=1&m=cf-vgg&n=30&i=100');
  await page.reload();
  await expect(page.locator('.legend')).toContainText('recorded run of other settings (every rate draws');
  await expect(page.locator('.run-state')).toHaveText(/^\d+ of 630 trials · \d+ min left$/);
  await expect(page).toHaveTitle(/^0 % · Ares Explorer/);
});
