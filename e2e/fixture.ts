import { type BrowserContext, test as base, expect } from '@playwright/test';

interface Guard {
  /** What no page of this test may cause: console errors, page errors, breaches of the policy, foreign hosts. */
  readonly complaints: string[];
  /** Complaints that this test causes on purpose. */
  readonly expected: RegExp[];
}

/** Playwright's `test`, failing whenever the page complains about itself or talks to another host. */
export const test = base.extend<{ guard: Guard; oneWorker: undefined }>({
  guard: [
    async ({ context, baseURL }, use) => {
      const guard: Guard = { complaints: [], expected: [] };
      await watch(context, guard.complaints, new URL(baseURL ?? '').host);
      await use(guard);
      const unexpected = guard.complaints.filter((text) => !guard.expected.some((known) => known.test(text)));
      expect(unexpected, 'complaints of the page').toEqual([]);
    },
    { auto: true },
  ],
  /** One engine worker a page, as on a machine with one core: few tests of the page need more. */
  oneWorker: [
    async ({ context }, use, { project }) => {
      if (project.name === 'page')
        await context.addInitScript(() =>
          Object.defineProperty(navigator, 'hardwareConcurrency', { value: 1 }),
        );
      await use(undefined);
    },
    { auto: true },
  ],
});

export { expect };

/** Collects in `complaints` what pages of `context` do wrong, workers included. */
export async function watch(context: BrowserContext, complaints: string[], host: string): Promise<void> {
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (event) => complaints.push(String(event.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) complaints.push(`Request to ${url.host}`);
  });
  await context.exposeFunction('reportViolation', (text: string) => complaints.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`CSP ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
}
