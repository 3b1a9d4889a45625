import { seriousFindingsInThemes } from '../axe';
import { ENGINE_MS, openComplete, QUICK } from '../explorer';
import { expect, test } from '../fixture';

test('the tab Data follows faults through the network, and a layer alone on demand', async ({ page }) => {
  await openComplete(page, `${QUICK}&tab=data&x=1e-3`);
  const chart = page.getByRole('slider', { name: 'Layer of the network, on the chart' });
  await expect(chart).toBeVisible({ timeout: ENGINE_MS });
  await expect(chart).toHaveAttribute('aria-valuetext', /^fc-1: [\d,]+ of 300 values changed/);
  const panel = page.getByRole('region', { name: 'How far the faults travel' });
  await expect(panel).toContainText('Image 0, rate 1.00 × 10⁻³, trial 0');

  await page.getByRole('option').nth(3).click();
  await expect(panel).toContainText('Image 3,');
  await chart.focus();
  await page.keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', /^fc-3: /);
  await panel.getByRole('button', { name: 'Faults in fc-3 alone' }).click();
  await expect(page).toHaveURL(/l=fc-3/);
  await page.keyboard.press('Home');
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', 'fc-1: none of 300 values changed', {
    timeout: ENGINE_MS,
  });
  await panel.getByRole('button', { name: 'Table' }).click();
  await expect(panel.getByRole('table').getByRole('row')).toHaveCount(4);
  expect(await seriousFindingsInThemes(page)).toEqual([]);
});
