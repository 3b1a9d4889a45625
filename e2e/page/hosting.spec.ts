import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { expect, type Page, test } from '@playwright/test';

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

test('the built files work under a sub-path on a host that sends no headers', async ({ page }) => {
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.wasm': 'application/wasm',
  };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const below = path.startsWith('/some/where/') ? normalize(path.slice('/some/where'.length)) : null;
    const file = below === '/' ? '/index.html' : below;
    const body = file === null ? null : await readFile(join('dist/e2e', file)).catch(() => null);
    if (body === null) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Type': types[extname(file ?? '')] ?? 'text/plain' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { complaints, hosts } = await watch(page);
    const wasm = page.waitForResponse((answer) => answer.url().endsWith('.wasm'));
    await page.goto(`http://127.0.0.1:${port}/some/where/`);
    expect((await wasm).status()).toBe(200);
    await page.waitForLoadState('networkidle');
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([`127.0.0.1:${port}`]);
    // Control: the policy came along inside the page.
    await page.evaluate(() => fetch('https://example.org/').catch(() => {}));
    await expect.poll(() => complaints.join()).toContain('CSP connect-src');
  } finally {
    server.close();
  }
});
