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
