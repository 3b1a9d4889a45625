import { openComplete, QUICK } from '../explorer';
import { expect, test } from '../fixture';

test('a tab that could not be loaded offline comes with its styles once the network is back', async ({
  page,
  context,
  guard,
}) => {
  guard.expected.push(/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/);
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Lenses' }).getByRole('button', { name, exact: true });
  const missing = page.getByText('This part of the page could not be loaded');
  await openComplete(page, QUICK);
  await context.setOffline(true);
  await tab('Paper').click();
  await expect(missing).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(missing).toBeVisible();
  await tab('Models').click();
  await expect(missing).toBeVisible();
  // The tab on show comes by itself, the other one when it is opened again.
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: /^Table 1/ })).toBeVisible();
  await tab('Paper').click();
  const claims = page.getByRole('table').first();
  await expect(claims).toBeVisible();
  const styles = await page
    .locator('head link[rel=stylesheet]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).sheet !== null));
  expect(styles.length).toBeGreaterThan(2);
  expect(styles).not.toContain(false);
});
