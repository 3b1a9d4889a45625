import { seriousFindings } from '../axe';
import { slider } from '../explorer';
import { expect, test } from '../fixture';

/** Colours that a reader's system may ask for. */
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** All states but these differ from each other above the figure alone, and axe takes seconds for the rest. */
const WHOLE = ['busy', 'crash', 'network', 'own-network'];

test('each state of the page is readable, by axe and in a photograph', async ({ page, guard }, testInfo) => {
  guard.expected.push(/Cannot draw: found no frame/);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('./#/state/');
  const links = page.getByRole('navigation', { name: 'States of the page' }).locator('ul a');
  await expect(links.first()).toBeVisible();
  const names = await links.allTextContents();
  expect(names.length).toBeGreaterThan(20);
  const findings: string[] = [];
  for (const name of names) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/state/${name}`);
    await expect(page.locator(`html[data-state="${name}"]`)).toBeAttached();
    const isWhole = WHOLE.includes(name);
    for (const [look, media] of Object.entries(LOOKS)) {
      await page.emulateMedia(media);
      await page.screenshot({ path: testInfo.outputPath(`${name}-${look}.png`) });
      const part = isWhole ? undefined : '.page > header, .notices';
      for (const finding of await seriousFindings(page, part)) findings.push(`${name}, ${look}: ${finding}`);
    }
  }
  expect(findings).toEqual([]);
});

test('the script of the states is not fetched by ordinary visits, and an unknown state is named', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  const isThere = () => fetched.some((url) => url.includes('/openPlace-'));
  await page.goto('./');
  await expect(slider(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(isThere()).toBe(false);
  // Typed into the address of an open page.
  await page.evaluate(() => {
    location.hash = '#/state/constructor';
  });
  await expect(page.getByText('There is no state "constructor".')).toBeVisible();
  expect(isThere()).toBe(true);
  await page.getByRole('link', { name: 'Open the page' }).click();
  await expect(slider(page)).toBeVisible();
});

test('#/reset deletes nothing by itself, and all that is kept when the reader says so', async ({ page }) => {
  const kept = () =>
    page.evaluate(async () => [
      localStorage.getItem('ares-explorer.theme'),
      localStorage.getItem('other'),
      (await indexedDB.databases()).map(({ name }) => name).includes('ares-explorer'),
    ]);
  await page.goto('./');
  await expect(slider(page)).toBeVisible();
  await page.evaluate(() => {
    localStorage.setItem('ares-explorer.theme', 'dark');
    localStorage.setItem('other', 'page');
  });
  await expect.poll(kept).toEqual(['dark', 'page', true]);
  await page.goto('./?reset#/reset');
  await expect(page.getByText('1 preferences')).toBeVisible();
  expect(await kept()).toEqual(['dark', 'page', true]);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Everything is deleted.')).toBeVisible();
  expect(await kept()).toEqual([null, 'page', false]);
});
