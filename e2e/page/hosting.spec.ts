import { expect, type Page } from '@playwright/test';
import { slider } from '../explorer';
import { hosted as test } from '../staticServer';

/** Everything that the page's own policy or a missing file made the browser complain about, as it happens. */
async function watch(page: Page): Promise<{ readonly complaints: string[]; readonly hosts: Set<string> }> {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http')) hosts.add(host);
  });
  await page.exposeFunction('reportViolation', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`CSP ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return { complaints, hosts };
}

test('the page keeps its own policy and talks to no other host', async ({ page, baseURL }) => {
  const { complaints, hosts } = await watch(page);
  const wasm = page.waitForResponse((answer) => answer.url().endsWith('.wasm'));
  const response = await page.goto('./');
  const policy = (await response?.headerValue('content-security-policy')) ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  // The engine's worker starts under the same policy and finds its binary on the page's own host.
  expect((await wasm).headers()['content-type']).toBe('application/wasm');
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([new URL(baseURL ?? '').host]);

  // Control: the watch does see what the policy refuses.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineScriptRan = true';
    document.head.append(script);
  });
  await expect.poll(() => complaints.join()).toContain('CSP script-src-elem inline');
});

test('the built files work under a sub-path on a host that sends no headers', async ({ page, serve }) => {
  const host = await serve('/some/where/');
  const { complaints, hosts } = await watch(page);
  const wasm = page.waitForResponse((answer) => answer.url().endsWith('.wasm'));
  await page.goto(host.address);
  expect((await wasm).status()).toBe(200);
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([new URL(host.address).host]);
  // Control: the policy came along inside the page.
  await page.evaluate(() => fetch('https://example.org/').catch(() => {}));
  await expect.poll(() => complaints.join()).toContain('CSP connect-src');
});

for (const [base, wrong, kept] of [
  ['/some/where/', 'deep/er/index.html#/x?v=1&n=3', true],
  // A link that lost its #.
  ['/some/where/', 'x?v=1&n=3', true],
  ['/some/where/', 'nothing', false],
  // Looks like another host, which is not asked.
  ['/', '/evil.example/nothing', false],
] as const) {
  test(`a wrong address leads to the page of its own host: ${base}${wrong}`, async ({ page, serve }) => {
    const host = await serve(base);
    const { hosts } = await watch(page);
    await page.goto(host.address + wrong);
    await expect(slider(page)).toBeVisible();
    const { href, origin } = new URL(page.url());
    expect(href.startsWith(`${origin}${base}#/x?v=1`)).toBe(true);
    expect(href.includes('n=3')).toBe(kept);
    expect([...hosts]).toEqual([new URL(host.address).host]);
  });
}
