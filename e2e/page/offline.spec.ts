import { openComplete, openTab, QUICK, runState, slider } from '../explorer';
import { expect, test } from '../fixture';

test('a tab that could not be loaded offline comes with its styles once the network is back', async ({
  page,
  context,
  guard,
}) => {
  guard.expected.push(/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/);
  const missing = page.getByText('This part of the page could not be loaded');
  await openComplete(page, QUICK);
  await context.setOffline(true);
  await openTab(page, 'Paper', 'Claims');
  await expect(missing).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(missing).toBeVisible();
  await openTab(page, 'Design', 'Models');
  await expect(missing).toBeVisible();
  // The tab on show comes by itself, the other one when it is opened again.
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: /^Table 1/ })).toBeVisible();
  await openTab(page, 'Paper', 'Claims');
  const claims = page.getByRole('heading', { name: 'The paper’s claims and ours' });
  await expect(claims).toBeVisible();
  const styles = await page
    .locator('head link[rel=stylesheet]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).sheet !== null));
  expect(styles.length).toBeGreaterThan(2);
  expect(styles).not.toContain(false);
});

for (const [part, script] of [
  ['settings', /\/Settings-[^/]*\.js$/],
  ['help', /\/HelpDialog-[^/]*\.js$/],
  ['engine', /\/(?:engineRoom|browserPool)-[^/]*\.js$/],
] as const) {
  test(`what could not be fetched when the page opened comes when it is asked for again: ${part}`, async ({
    page,
    guard,
  }) => {
    guard.expected.push(/Failed to load resource/, /ERR_FAILED/);
    let isBlocked = true;
    let numBlocked = 0;
    await page.route(script, (route) => {
      if (!isBlocked) return route.continue();
      numBlocked++;
      return route.abort();
    });
    await page.goto(QUICK);
    await expect(slider(page)).toBeVisible();
    const missing = page.getByText('This part of the page could not be loaded');
    switch (part) {
      case 'settings':
        await expect(missing).toBeVisible();
        isBlocked = false;
        await page.getByRole('button', { name: 'Try again' }).click();
        await expect(page.getByRole('button', { name: 'Reset everything' })).toBeVisible();
        break;
      case 'help': {
        const help = page.getByRole('button', { name: /^Help/ });
        await help.click();
        await expect(missing).toBeVisible();
        isBlocked = false;
        await help.click();
        await expect(page.getByRole('dialog', { name: 'Keys and terms' })).toBeVisible();
        break;
      }
      case 'engine':
        await expect(page.getByText(/The engine is not running.*script could not be loaded/)).toBeVisible();
        isBlocked = false;
        await page.evaluate(() => window.dispatchEvent(new Event('online')));
        await expect(runState(page)).toHaveText(/trials per rate/);
        await expect(page.getByText('The engine is not running')).toHaveCount(0);
        break;
      default:
        part satisfies never;
    }
    await expect(missing).toHaveCount(0);
    expect(numBlocked).toBeGreaterThan(0);
  });
}
