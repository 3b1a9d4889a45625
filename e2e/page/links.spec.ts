import {
  advanced,
  chip,
  expectComplete,
  notices,
  openComplete,
  openExplorer,
  QUICK,
  slider,
  tableRows,
} from '../explorer';
import { expect, test, watch } from '../fixture';

test('the same link gives the same numbers to two readers', async ({ page, browser, baseURL, guard }) => {
  const link = '#/x?v=1&t=3.5&l=fc-1,fc-3&seed=7f3a9c01&p=independent&r=count&n=3&i=200&b=0.0001,0.01&x=0.01';
  await openComplete(page, link);
  const other = await browser.newContext({ baseURL: baseURL! });
  await watch(other, guard.complaints, new URL(baseURL!).host);
  const theirs = await other.newPage();
  await openComplete(theirs, link);
  const rows = await tableRows(page);
  expect(rows.map(({ trials }) => trials)).toEqual([3, 3]);
  expect(await tableRows(theirs)).toEqual(rows);
  await other.close();

  // Control: another seed is another experiment.
  await openComplete(page, link.replace('7f3a9c01', '7f3a9c02'));
  expect(await tableRows(page)).not.toEqual(rows);
});

test('the share button gives the link of what is on the page', async ({ page }) => {
  await openComplete(page);
  await page.getByRole('button', { name: 'Q3.13' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByLabel('Link to this experiment').inputValue();
  const [recipe] = link.split('&h=');
  expect(new URL(recipe!).hash).toBe('#/x?v=1&t=3.13&b=1e-5,1e-3,0.1&n=3&i=200');
  await expect.poll(() => page.url()).toBe(recipe);
});

test.describe('a link that is not right', () => {
  const cases: readonly (readonly [name: string, hash: string, notice: RegExp])[] = [
    [
      'with one bad field applies the rest and names it',
      `${QUICK}&t=2-6&seed=0000000a`,
      /\bt\b.*rest|\bt\b.*Everything else/s,
    ],
    [
      'from a newer version says so and applies what it knows',
      '#/x?v=9&seed=0000000a&n=3&i=200&b=0.00001,0.001,0.1',
      /newer version/,
    ],
    ['with an unknown setting names it', `${QUICK}&seed=0000000a&zz=1`, /zz/],
  ];
  for (const [name, hash, notice] of cases) {
    test(name, async ({ page }) => {
      await openExplorer(page, hash);
      await expect(notices(page)).toContainText(notice);
      await expect(page.getByText('Q2.6').first()).toBeVisible();
      await expect(await advanced(page, 'Seed, 8 hex digits')).toHaveValue('0000000a');
      await expectComplete(page);
      expect((await tableRows(page)).map(({ trials }) => trials)).toEqual([3, 3, 3]);
      await notices(page).getByRole('button', { name: 'Dismiss' }).click();
      await expect(page.getByText(notice)).toHaveCount(0);
    });
  }

  test('is refused as a whole when it is garbage or 1 MB long, and the page opens on its defaults', async ({
    page,
  }) => {
    for (const [hash, notice] of [
      ['#/%%%?=&&=<script>alert(1)</script>', 'leads to no experiment'],
      [`#/x?v=1&l=${'a'.repeat(1_000_000)}`, 'characters long: expected at most 10000'],
    ] as const) {
      await page.goto('about:blank');
      await openExplorer(page, hash);
      await expect(notices(page)).toContainText(notice);
      await expect(notices(page)).toContainText('The defaults were applied');
      await expect(await advanced(page, 'Seed, 8 hex digits')).toHaveValue('00000007');
      await expect(chip(page)).toHaveText(/^Live/);
    }
  });
});

test('a link that asks for more images than there are says so and applies the rest', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&n=1&i=20000&b=0.1&x=0.1');
  await expect(notices(page)).toContainText(
    'Cannot use 20000 images of generated digits: expected a whole number from 1 to 10,000',
  );
  await expectComplete(page);
  await expect(await advanced(page, 'Test images')).toHaveValue('1,000');
  await expect(page.getByText(/^Trial 0: [\d,]+ of 1,000 wrong/)).toBeVisible();
});

test('a link opened on the page is one history entry, however it is spelt', async ({ page }) => {
  await openComplete(page);
  const first = page.url();
  const start = await page.evaluate(() => history.length);
  await openComplete(page, '#/x?seed=0000000b&i=0200&v=1&b=1e-5,1e-3,1e-1&n=3');
  await expect.poll(() => page.url()).toMatch(/#\/x\?v=1&b=1e-5,1e-3,0.1&n=3&i=200&seed=0000000b$/);
  expect(await page.evaluate(() => history.length)).toBe(start + 1);
  await page.goBack();
  await expect.poll(() => page.url()).toBe(first);
  await expect(await advanced(page, 'Seed, 8 hex digits')).toHaveValue('00000007');
});

test('Back undoes a committed change, and dragging adds no history entries', async ({ page }) => {
  await openComplete(page);
  const original = await tableRows(page);
  const entries = () => page.evaluate(() => history.length);
  const first = page.url();
  const start = await entries();

  const box = (await slider(page)
    .locator('xpath=ancestor::*[contains(@class, "slider-control")]')
    .boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 0; step <= 50; step++) {
    await page.mouse.move(box.x + box.width * (0.7 - step * 0.01), box.y + box.height / 2);
  }
  await page.mouse.up();
  const rate = await page.getByLabel('Bit error rate, typed').inputValue();
  await expect.poll(() => page.url()).toMatch(new RegExp(`&x=${rate}$`));
  expect(await entries()).toBe(start);
  const dragged = page.url();
  expect(dragged).not.toBe(first);

  await page.getByRole('button', { name: 'Q3.13' }).click();
  await expect.poll(() => page.url()).toContain('t=3.13');
  expect(await entries()).toBe(start + 1);
  await expectComplete(page);
  expect((await tableRows(page)).at(1)).not.toEqual(original.at(1));

  await page.goBack();
  await expect(page.getByText('Q2.6 8 bits')).toBeVisible();
  expect(page.url()).toBe(dragged);
  await expectComplete(page);
  const back = await tableRows(page);
  for (const row of original) expect(back).toContainEqual(row);
  await page.goForward();
  await expect(page.getByText('Q3.13 16 bits')).toBeVisible();
  await expectComplete(page);
  expect(await entries()).toBe(start + 1);
});
