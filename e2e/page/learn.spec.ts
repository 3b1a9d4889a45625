import type { Page } from '@playwright/test';
import { seriousFindings } from '../axe';
import { ENGINE_MS, openExplorer } from '../explorer';
import { expect, test } from '../fixture';

const LESSON = './#/x?v=1&tab=learn&lesson=narrower';

/** Presses Tab until an element with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      const label = element instanceof HTMLInputElement ? element.closest('label')?.textContent : null;
      return element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Cannot reach ${name} with the Tab key: expected it within 60 presses`);
}

/** Presses a button by the keyboard. */
async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

const verdict = (page: Page) => page.getByRole('region', { name: 'Your answer and the run' });

test('a lesson is worked through by keyboard alone, and its answers are kept and saved', async ({ page }) => {
  await page.goto(LESSON);
  await expect(page.getByRole('heading', { name: /^Step 1 of 5/ })).toBeVisible();
  await expect(page.getByText('This lesson does not show')).toBeVisible();

  await tabTo(page, /^In Q2\.6, because/);
  await page.keyboard.press('ArrowDown');
  await press(page, /^Show the answer$/);
  await expect(verdict(page)).toContainText('✓ Right: In Q3.13, because its range is wider');
  await press(page, /^Next$/);

  await expect(page.getByRole('heading', { name: /^Step 2 of 5/ })).toBeFocused();
  await tabTo(page, /^Q2\.6$/);
  await page.keyboard.press('Space');
  await press(page, /^Show the run$/);
  await expect(verdict(page)).toContainText('✕ No. The right answer: Q3.13 (Q2.6: ', { timeout: ENGINE_MS });
  await press(page, /^Next$/);

  await tabTo(page, /^Your guess, a bit error rate/);
  for (let stop = 0; stop < 8; stop++) await page.keyboard.press('ArrowRight');
  await press(page, /^Show the run$/);
  await expect(verdict(page)).toContainText(/The run: [\d.]+ × 10⁻⁴\. .* too low\./, { timeout: ENGINE_MS });
  await press(page, /^Next$/);

  await tabTo(page, /^Your curve/);
  await page.keyboard.press('End');
  for (let stop = 0; stop < 6; stop++) await page.keyboard.press('ArrowRight');
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowUp');
  await press(page, /^Show the run$/);
  await expect(page.getByText('your curve')).toBeVisible();
  await expect(verdict(page)).toContainText('points apart on average', { timeout: ENGINE_MS });
  await press(page, /^Next$/);

  await tabTo(page, /^Q2\.6$/);
  await page.keyboard.press('Space');
  await press(page, /^Show the run$/);
  await expect(verdict(page)).toContainText('✓ Right: Q2.6', { timeout: ENGINE_MS });
  await tabTo(page, /^Save answers/);
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('narrower-answers.csv');
  await page.goto('./#/x?v=1&tab=learn');
  await expect(page.getByRole('button', { name: /Narrower is tougher/ })).toContainText('5 of 5 answered');
});

test('a number is answered with the pointer, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./#/x?v=1&tab=learn&lesson=sign-bit&step=3');
  const question = page.getByRole('form', { name: 'Question' });
  const slider = question.getByRole('slider', { name: 'Your guess in per cent' });
  const [card, range] = [(await question.boundingBox())!, (await slider.boundingBox())!];
  expect(range.y).toBeGreaterThan(card.y);
  expect(range.y + range.height).toBeLessThan(card.y + card.height);
  await slider.click({ position: { x: range.width / 2, y: range.height / 2 } });
  await expect(question.getByRole('status')).toHaveText('20 %');
});

test('places stay where they are when one without tabs opens', async ({ page }) => {
  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    await openExplorer(page);
    const learn = page.getByRole('navigation', { name: 'Tabs' }).getByRole('button', { name: 'Learn' });
    const before = await learn.boundingBox();
    await learn.click();
    await expect(page.getByRole('heading', { name: 'What do wrong bits do to a network?' })).toBeVisible();
    expect(await learn.boundingBox()).toEqual(before);
  }
});

test('an unknown lesson is named, with those that there are', async ({ page }) => {
  await page.goto('./#/x?v=1&tab=learn&lesson=alchemy');
  await expect(page.getByRole('alert')).toHaveText(
    /^Cannot open lesson “alchemy”: expected one of sign-bit, /,
  );
  await expect(page.getByRole('button', { name: /Why the sign bit matters/ })).toBeVisible();
});

test('what a teacher locked is locked, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${LESSON}&step=2&guess=1&lock=steps,answer&hide=tabs,open`);
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Answer again' })).toBeDisabled();
  await expect(page.getByRole('button', { name: /in Explore/ })).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Tabs' })).toBeHidden();
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBe(0);
  expect(await seriousFindings(page)).toEqual([]);
});

test('a digit is answered to, drawn with the pointer or taken by the keyboard', async ({ page }) => {
  await page.goto('./#/x?v=1&tab=learn&x=0.01');
  const area = page.getByRole('img', { name: /^Area to draw/ });
  const box = (await area.boundingBox())!;
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...at(0.5, 0.1));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.9), { steps: 10 });
  await page.mouse.up();
  const status = page.getByText(/^Without faults: /);
  await expect(status).toContainText(/^Without faults: 1 /, { timeout: ENGINE_MS });
  await expect(status).toContainText(/With faults, \d+ of 20 networks say the same/);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByLabel('Or take a stored digit, number').fill('3');
  await page.keyboard.press('Enter');
  await expect(status).toBeVisible();
  await page.getByRole('slider', { name: 'Bit error rate', exact: true }).press('Home');
  await expect(status).toContainText('20 of 20 networks say the same');
});
