import { ENGINE_MS, openExplorer } from '../explorer';
import { expect, test } from '../fixture';

test('the tab of types sweeps as many types as the reader adds, in one table that sorts', async ({
  page,
}) => {
  await openExplorer(page, '#/x?v=1&n=8&i=100&b=0.00001,0.001,0.1&tab=types');
  await page.getByRole('button', { name: 'Compare more types' }).click();
  const table = page.getByRole('region', { name: 'Types of the weights' });
  const rows = table.locator('tbody tr');
  await expect(rows.first()).toContainText('chosen');
  const before = await rows.count();
  const field = page.getByRole('textbox', { name: 'Add a type, such as Q1.5' });
  await field.fill('Q1.5');
  await field.press('Enter');
  await expect(rows).toHaveCount(before + 1);
  const added = rows.filter({ hasText: 'Q1.5' });
  await expect(added).toContainText('n = 8, live', { timeout: ENGINE_MS });
  await expect(added.locator('td').nth(4)).toContainText('× 10');
  await table.getByRole('button', { name: 'Bits of a word' }).click();
  await expect(rows.first().locator('td').first()).toHaveText('6');
  await page.getByRole('button', { name: 'Remove Q1.5' }).click();
  await expect(rows).toHaveCount(before);
  // The address follows a moment later.
  await expect(page).toHaveURL(/&types=2\.6,3\.13,(?!.*1\.5)/);
  const link = page.url();
  await page.goto('about:blank');
  await openExplorer(page, link.slice(link.indexOf('#')));
  await expect(rows).toHaveCount(before);
});
