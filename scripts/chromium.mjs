// Starts the Chromium that scripts draw and measure with. Call after `installDependencies`.
import { findBrowser } from './setup.mjs';

/** Runs `use` with a started browser, which is closed afterwards, also after an error. */
export async function withChromium(use) {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({ executablePath: (await findBrowser())?.path });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
