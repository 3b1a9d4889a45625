import { openExplorer } from '../explorer';
import { expect, test } from '../fixture';

test('a slow network shows its recorded curve and the wait before its first trial', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&n=1&i=100&b=0.00001,0.1');
  await page.getByRole('button', { name: /^Model: / }).click();
  const choice = page.getByRole('region', { name: 'Models' }).getByRole('button', { name: /^CF-VGG/ });
  await expect(choice).toContainText(/stored curve · about \d+ (s|min|h) here/);
  // So many that a hundredth of them takes a while: the title says 0 % until then.
  await page.goto('./#/x?v=1&m=cf-vgg&n=1000&i=100');
  await page.reload();
  await expect(page.locator('.legend')).toContainText('recorded run of other settings (every rate draws');
  await expect(page.locator('.run-state')).toHaveText(/^[\d,]+ of 21,000 trials · \d+ (min|h) left$/);
  await expect(page).toHaveTitle(/^0 % · Ares Explorer/);
});
