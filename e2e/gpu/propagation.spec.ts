import { ENGINE_MS, openExplorer } from '../explorer';
import { expect, test } from '../fixture';

test('faults are followed on the GPU to the same share of values as on WASM', async ({ context }) => {
  const found: (string | null)[] = [];
  for (const device of ['wasm', 'webgpu']) {
    const page = await context.newPage();
    await openExplorer(page, `#/x?v=1&n=1&i=20&b=0.001&x=1e-3&tab=data&dev=${device}`);
    const panel = page.getByRole('region', { name: 'How far the faults travel' });
    await panel.getByRole('button', { name: 'Table' }).click({ timeout: ENGINE_MS });
    const changed = panel.locator('tbody tr td:nth-of-type(2)');
    await expect(changed).toHaveCount(3);
    found.push((await changed.allTextContents()).join(' '));
  }
  expect(found[1]).toBe(found[0]);
  expect(found[0]).toMatch(/^[1-9]\d* [1-9]\d* 10$/);
});
