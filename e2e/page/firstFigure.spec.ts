import { curve } from '../explorer';
import { expect, test } from '../fixture';

test.use({ javaScriptEnabled: false });

test('the first figure is in the HTML before any script runs, and says that it is stored', async ({
  page,
}) => {
  await page.goto('./');
  await expect(page.getByText('Recorded run · n=150 · seed 00000007')).toBeVisible();
  await expect(page.getByText('recorded run, n = 150')).toBeVisible();
  await expect(curve(page)).toBeVisible();
  // The mean runs through all 21 rates of the stored grid, from the baseline low on the page up to guessing.
  const path = (await curve(page).locator('.tone-stored .mean').getAttribute('d')) ?? '';
  const heights = path.match(/[\d.]+,[\d.]+/g)?.map((point) => Number(point.split(',')[1])) ?? [];
  await expect(curve(page).locator('.tone-stored .point')).toHaveCount(21);
  expect(heights.length).toBeGreaterThan(21);
  expect(heights[0]! / heights.at(-1)!).toBeGreaterThan(3);
  await expect(page.getByRole('region', { name: 'Finding' })).toContainText('1.6');
  await expect(page.getByText('1.00 × 10⁻³').first()).toBeVisible();
});
