import { gzipSync } from 'node:zlib';
import { slider } from '../explorer';
import { expect, test } from '../fixture';

/** Bytes that the first screen's script may take on its way, compressed as most hosts do. */
const MOST_BYTES = 130_000;

/** The scripts that the HTML itself asks for. */
function firstScripts(html: string): readonly string[] {
  return [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\.\/([^"]+\.js)"/g)].map(
    ([, path]) => path!,
  );
}

test('the first screen works with at most 130 kB of script', async ({ page, request, guard }) => {
  const html = await (await request.get('./')).text();
  const first = firstScripts(html);
  expect(first.length).toBeGreaterThan(1);
  const sizes = await Promise.all(
    first.map(async (path) => [path, gzipSync(await (await request.get(path)).body()).length] as const),
  );
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.info(`First script: ${(bytes / 1000).toFixed(1)} kB in ${first.length} files`);
  expect(bytes, JSON.stringify(sizes)).toBeLessThanOrEqual(MOST_BYTES);

  // Nothing else of the page's scripts arrives, and the figure works all the same.
  guard.expected.push(/ERR_FAILED|Failed to fetch dynamically imported module/);
  await page.route('**/*.js', (route) =>
    first.some((path) => route.request().url().endsWith(path)) ? route.continue() : route.abort(),
  );
  await page.goto('./');
  const rate = page.getByRole('textbox', { name: 'Bit error rate, typed' });
  await rate.fill('1e-2');
  await rate.press('Enter');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^1 times ten to the minus two/);
  await expect(page.locator('.reading')).toContainText('1.00 × 10⁻²');
  await slider(page).press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^7\.5 times ten to the minus three/);
  const box = (await slider(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + 10);
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^1 times ten to the minus one/);
  await expect(page.locator('.reading-mean')).toHaveText(/^\d+(?:\.\d+)?\s%$/);
});

test('the settings of the HTML can be read until their script is here', async ({ page, request }) => {
  const first = firstScripts(await (await request.get('./')).text());
  let letThrough = () => {};
  const later = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/*.js', async (route) => {
    if (!first.some((path) => route.request().url().endsWith(path))) await later;
    await route.continue();
  });
  await page.goto('./');
  await expect(page).toHaveURL(/#\/x\?v=1/);
  const settings = page.locator('.settings-still');
  await expect(settings).toContainText('Reset everything');
  letThrough();
  await expect(page.getByRole('button', { name: 'Reset everything' })).toBeEnabled();
  await expect(settings).toHaveCount(0);
});
