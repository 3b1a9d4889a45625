import type { Page } from '@playwright/test';
import { ENGINE_MS, openExplorer, runState } from '../explorer';
import { expect, test } from '../fixture';

/** A hundred samples at three rates: hundreds of trials in seconds. */
const LONG = '#/x?v=1&n=400&i=100&b=0.0001,0.001,0.01';

test('a page with four times the trials has no more elements, and a step changes no more of them', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const counts = { changes: 0, steps: 0 };
    Object.assign(globalThis, { counts });
    document.addEventListener('DOMContentLoaded', () =>
      new MutationObserver((records) => {
        counts.changes += records.length;
        counts.steps++;
      }).observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      }),
    );
  });
  await openExplorer(page, LONG);
  const [few, many] = [await costOf(page, 60, 140), await costOf(page, 320, 400)];
  console.info(
    `Elements and changes a step at 60 trials per rate: ${few.join(', ')}; at 320: ${many.join(', ')}`,
  );
  expect(few[0]).toBeGreaterThan(100);
  expect(many[0]! - few[0]!).toBeLessThan(30);
  expect(many[1]!).toBeLessThan(1.5 * few[1]! + 5);
});

/** Elements once `from` trials per rate are in, and changes of the page for each step until there are `to`. */
async function costOf(page: Page, from: number, to: number): Promise<readonly number[]> {
  const counts = () =>
    page.evaluate(() => (globalThis as unknown as { counts: { changes: number; steps: number } }).counts);
  const reached = (least: number) =>
    expect
      .poll(async () => Number.parseInt((await runState(page).textContent()) ?? '', 10), {
        timeout: ENGINE_MS,
      })
      .toBeGreaterThanOrEqual(least);
  await reached(from);
  const before = await counts();
  const numElements = await page.evaluate(() => document.querySelectorAll('*').length);
  await reached(to);
  const after = await counts();
  const steps = Math.max(1, after.steps - before.steps);
  return [numElements, Math.round((after.changes - before.changes) / steps)];
}
