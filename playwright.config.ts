import { createServer } from 'node:net';
import { defineConfig, devices } from '@playwright/test';
import { softwareWebGpuFlags } from './e2e/browser';
import { findBrowser } from './scripts/setup.mjs';

// Playwright reads this file once more in every worker; the environment carries the answers there.
process.env.ARES_E2E_PORT ??= String(await freePort());
process.env.CHROMIUM_PATH ??= (await findBrowser())?.path ?? '';

const port = process.env.ARES_E2E_PORT;
const url = `http://127.0.0.1:${port}/`;
const executablePath = process.env.CHROMIUM_PATH;
if (executablePath === '') throw new Error('Cannot run browser tests: expected CHROMIUM_PATH or a Chromium');
// `npm test` starts Playwright twice. The second time it says that the page is already built.
const server =
  process.env.ARES_E2E_BUILT === 'true'
    ? 'node_modules/vite/bin/vite.js preview --configLoader runner --strictPort --outDir dist/e2e'
    : 'scripts/start.mjs --out dist/e2e';

export default defineConfig({
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // A wait ends when its condition holds. These limits leave room for a machine that is slow or busy.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  outputDir: '.cache/browser-tests',
  reporter: [['list'], ['json', { outputFile: '.cache/reports/browser.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: url,
    trace: 'off',
    serviceWorkers: 'block',
    launchOptions: { executablePath },
  },
  projects: [
    {
      name: 'gpu',
      testDir: 'e2e/gpu',
      // First, because its tests take longest; one at a time, because they share the software adapter.
      workers: 1,
      use: { launchOptions: { executablePath, args: softwareWebGpuFlags } },
    },
    // Test by test, not file by file: a long file at the end would leave a core idle.
    { name: 'page', testDir: 'e2e/page', fullyParallel: true },
    // Watches runs while they run: nothing else may take the cores.
    { name: 'live', testDir: 'e2e/live', workers: 1 },
  ],
  webServer: {
    command: `node ${server} --host 127.0.0.1 --port ${port}`,
    url,
    reuseExistingServer: false,
    timeout: 300_000,
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
