import { advanced, curve, openComplete, slider, tabButton } from '../explorer';
import { expect, test } from '../fixture';

test('settings, slider and figure share the screen, and the finding stands under the headline', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openComplete(page);
  const [title, finding, figure] = await Promise.all(
    [
      page.getByRole('heading', { level: 1 }),
      page.getByRole('region', { name: 'Finding' }),
      page.getByRole('region', { name: 'Resilience curve' }),
    ].map(async (part) => (await part.boundingBox())!),
  );
  expect(finding!.y - (title!.y + title!.height)).toBeLessThan(16);
  expect(finding!.y + finding!.height).toBeLessThanOrEqual(figure!.y);

  // The last settings come into view without moving the figure.
  const before = (await curve(page).boundingBox())!.y;
  await (await advanced(page, 'Seed, 8 hex digits')).scrollIntoViewIfNeeded();
  await expect(curve(page)).toBeInViewport({ ratio: 0.9 });
  expect((await curve(page).boundingBox())!.y).toBe(before);
  // The slider stays, however far the page scrolls.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(slider(page)).toBeInViewport();
});

test('on a projector type and figure are half as large again, and the choice is kept', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openComplete(page);
  const label = curve(page).locator('.axis-title').first();
  const before = (await label.boundingBox())!.height;
  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('radio', { name: 'Projector' }).check();
  await expect.poll(async () => (await label.boundingBox())!.height / before).toBeCloseTo(1.5, 1);
  await page.reload();
  await expect(curve(page)).toBeInViewport({ ratio: 1 });
  await expect(slider(page)).toBeInViewport({ ratio: 1 });
  // The cursor goes to where the chart is pressed.
  const line = page.locator('.cursor-line');
  const box = (await page.locator('.plot-area').boundingBox())!;
  const pressed = box.x + 0.8 * box.width;
  await page.mouse.click(pressed, box.y + box.height / 2);
  await expect.poll(async () => Math.abs((await line.boundingBox())!.x - pressed)).toBeLessThan(40);
});

test('keys 1 to 9 open the tabs that they always opened, in their places', async ({ page }) => {
  await openComplete(page);
  for (const [key, place, tab] of [
    ['2', 'Explore', 'Layers'],
    ['4', 'Design', 'Types'],
    ['6', 'Paper', 'Chip'],
    ['7', 'Design', 'Models'],
    ['9', 'Paper', 'Claims'],
    ['1', 'Explore', 'Curve'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tabButton(page, tab)).toHaveAttribute('aria-current', 'page');
    await expect(tabButton(page, place)).toHaveAttribute('aria-current', 'true');
  }
});
