import type { Locator, Page } from '@playwright/test';
import { ENGINE_MS, openComplete } from '../explorer';
import { expect, test } from '../fixture';

const EVERY_BIT = '#/x?v=1&n=3&i=200&b=0.001,0.00125,0.01,0.1';
const SIGNS = `${EVERY_BIT}&bits=0`;

const cursor = (page: Page) => page.getByRole('slider', { name: 'Bit error rate, on the chart' });
/** Middle of a mark, in pixels of the window. */
const middle = async (mark: Locator) => {
  const box = (await mark.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('by flips 2,662 sign bits stand beside 2,662 of all bits: curves, cursor, values', async ({ page }) => {
  await openComplete(page, SIGNS);
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await page.getByRole('region', { name: 'Runs', exact: true }).getByRole('button', { name: 'Pin' }).click();
  await openComplete(page, `${EVERY_BIT}&xs=flips&x=0.00125`);
  const pin = page.locator('.chart .pin');
  await expect(pin).toBeVisible({ timeout: ENGINE_MS });

  // Rates of the pinned run: 0.001, 0.00125, 0.01, 0.1.
  await expect(pin.locator('.mark')).toHaveCount(4);
  const place = await middle(pin.locator('.mark').nth(2));
  const line = await middle(page.locator('.cursor-line'));
  expect(Math.abs(place.x - line.x)).toBeLessThan(1.5);
  const dots = page.locator('.cursor-dot');
  await expect(dots).toHaveCount(2);
  const dot = await middle(dots.nth(1));
  expect(Math.abs(dot.y - place.y)).toBeLessThan(2.5);
  expect((await middle(dots.nth(0))).y).toBeGreaterThan(dot.y + 50);

  const panel = page.getByRole('region', { name: 'Pinned runs' });
  await expect(panel).toContainText('Mean error at about 2,662 flipped bits');
  await expect(panel).toContainText(/[\d.]+ % at its rate 1\.00 × 10⁻²/);
  const spoken = /about 2,662 bits flip; mean error .*, pinned sign bits [\d.]+\s%$/;
  await expect(cursor(page)).toHaveAttribute('aria-valuetext', spoken);
});
