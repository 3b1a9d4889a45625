import type { Page } from '@playwright/test';
import { seriousFindingsInThemes } from '../axe';
import { chip, ENGINE_MS, notices, openComplete, openExplorer, QUICK, runState, slider } from '../explorer';
import { expect, test } from '../fixture';

for (const width of [1280, 390]) {
  test(`axe finds nothing serious, ${width} wide, with everything open`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    // A warning, and the drop zone of data that is not here.
    await openExplorer(page, `${QUICK}&d=mnist&zz=1`);
    await expect(notices(page)).toContainText('This experiment uses MNIST');
    await expect(notices(page)).toContainText('zz');
    expect(await seriousFindingsInThemes(page)).toEqual([]);

    await notices(page).getByRole('button', { name: 'Use the generated digits' }).click();
    const settings = page.getByRole('button', { name: 'Settings' });
    if (await settings.isVisible()) await settings.click();
    await page.locator('details.advanced summary').click();
    await page.getByLabel('Bit error rate, typed').fill('7');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    if (await page.getByRole('button', { name: 'Close', exact: true }).isVisible())
      await page.getByRole('button', { name: 'Close', exact: true }).click();

    await page.getByRole('button', { name: 'Table' }).click();
    await chip(page).click();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
  });
}

test('320 px are enough: nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // Its table of ticks has the longest words.
  await openExplorer(page);
  await expect(page.locator('.ticks-panel td').first()).toBeVisible();
  expect(await overflow()).toBe(0);
  await openComplete(page, `${QUICK}&zz=1`);
  expect(await overflow()).toBe(0);
  await page.getByRole('button', { name: 'Table' }).click();
  expect(await overflow()).toBe(0);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByLabel('Link to this experiment')).toBeInViewport({ ratio: 1 });
  expect(await overflow()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Settings' }).click();
  expect(await overflow()).toBe(0);
});

test('a reader who wants less motion gets none', async ({ page }) => {
  const moving = () =>
    page.evaluate(() => {
      const names = Array.from(document.querySelectorAll('*'), (element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        const seconds = [transitionDuration, animationDuration].join().split(',').map(Number.parseFloat);
        return Math.max(...seconds) > 0.001 ? `${element.tagName}.${element.getAttribute('class')}` : '';
      });
      return [...new Set(names.filter((name) => name !== ''))];
    });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openComplete(page);
  expect(await moving()).toEqual([]);
  // Control: a transition would be seen.
  await page.evaluate(() => document.body.style.setProperty('transition', 'opacity 0.2s'));
  expect(await moving()).toEqual(['BODY.null']);
});

test('320 px hold the ticks too, and the dock leaves the end of the page free', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openComplete(page, '#/x?v=1&n=8&i=200&b=1e-5:1e-1:2');
  const ticks = page.getByRole('region', { name: 'How high may the bit error rate go?' });
  await expect(ticks.getByRole('row')).toHaveCount(5);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const [end, dock] = await Promise.all([ticks.boundingBox(), page.locator('.dock').boundingBox()]);
  expect(end!.y + end!.height).toBeLessThanOrEqual(dock!.y);
  expect(end!.x + end!.width).toBeLessThanOrEqual(320);
});

test('the whole page is reached and worked by keyboard alone', async ({ page }) => {
  // Many short trials: this run does not end by itself.
  await openExplorer(page, '#/x?v=1&n=20000&i=200&b=0.00001,0.001,0.1');
  await expect(runState(page)).toHaveText(/left$/, { timeout: ENGINE_MS });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the figure' })).toBeFocused();
  const reach = async (name: string, isThere: () => Promise<boolean>) => {
    for (let press = 0; press < 40; press++) {
      if (await isThere()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Cannot reach ${name} by Tab: expected it within 40 presses`);
  };
  const isFocused = (role: Parameters<Page['getByRole']>[0], name: string | RegExp) => () =>
    page
      .getByRole(role, { name, exact: true })
      .first()
      .evaluate((element) => element === document.activeElement);
  await reach('the slider', isFocused('slider', 'Bit error rate'));
  await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^1.33 times/);
  await reach('the data type', isFocused('button', 'Q3.13'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Q3.13 16 bits')).toBeVisible();
  await reach('a layer', isFocused('checkbox', /fc-2/));
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: 'fc-2' })).not.toBeChecked();
  await expect.poll(() => page.url()).toContain('t=3.13');
  expect(page.url()).toContain('l=fc-1,fc-3');
  await expect(runState(page)).toHaveText(/left$/, { timeout: ENGINE_MS });
  await page.keyboard.press('Escape');
  await expect(runState(page)).toHaveText(/stopped$/);
  const trialsRun = async () =>
    Number.parseInt(((await runState(page).textContent()) ?? '').replaceAll(',', ''), 10);
  const before = await trialsRun();
  await page.keyboard.press('r');
  await expect.poll(trialsRun, { timeout: ENGINE_MS }).toBeGreaterThan(before);
  await page.keyboard.press('Escape');
  await expect(runState(page)).toHaveText(/stopped$/);
  await page.keyboard.press('s');
  await expect(page.getByLabel('Link to this experiment')).toHaveValue(/t=3\.13/);
  await reach('the copy button', isFocused('button', 'Copy'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
});
