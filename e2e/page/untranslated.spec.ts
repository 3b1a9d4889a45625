import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { TABS, type View } from '../../src/experiment/link/view';
import { ENGINE_MS, QUICK } from '../explorer';
import { expect, test } from '../fixture';

/** Letters of the catalogue of this test, each beside the English one. */
const MARKED = 'ȧƀċḋėḟġḣıȷķŀṁṅȯṗɋṙṡṫŭṽẇẋẏż';

/** Words that are equal in every language: names, units, formats and keys. */
const NAMES: readonly RegExp[] = [
  /^https?:\S+$/g,
  /Ares Explorer|LeNetFC|LeNetCNN|LeNet-5|Chip net|CF-VGG|(?:VGG|ResNet)\d*(?:-mini)?|AlexNet|TinyVGG|(?:ViT|GPT)-mini|GRU/g,
  /MNIST|CIFAR(?:-10)?|ImageNet/g,
  // Units, devices, and reasons of browsers and drivers.
  /\d min\b|\bCPU\b|QuotaExceededError|SecurityError|VK_ERROR_DEVICE_LOST/g,
  // Layers and nodes of the transformers.
  /\bblock-\d+(?:-[a-z]+)?(?:-\d+)?\b|\b(?:embed|head|GELU)\b/g,
  // What recorded runs say of the machine, a file, and an error of the program.
  /^WASM SIMD, \d+ workers, Node [\d.]+, [\d-]+$|weights\.h5|net\.pt|Cannot draw: found no frame\./g,
  /\b(?:WebGPU|WASM|SIMD|SwiftShader|SVG|PNG|CSV|JSON|HTML|BibTeX|Markdown|English|Deutsch|ReLU)\b/g,
];

/** The message that names how dates are written. */
const LOCALE = 'en-GB';

/** Returns a catalogue in which each letter of a message is marked, and its values are not. */
function markedCatalogue(): Record<string, string> {
  const keys = readdirSync('messages/de').flatMap((name) =>
    Object.keys(JSON.parse(readFileSync(`messages/de/${name}`, 'utf8'))),
  );
  return Object.fromEntries(keys.map((key) => [key, key === LOCALE ? key : mark(key)]));
}

/** Returns every text that a reader of the page sees or hears. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const ATTRIBUTES = ['title', 'alt', 'placeholder', 'aria-label', 'aria-valuetext', 'aria-description'];
    for (const element of document.body.querySelectorAll('*')) {
      if (
        element.matches('script, style, noscript, code, pre, code *, pre *, kbd, [lang="en"], [lang="en"] *')
      )
        continue;
      for (const name of ATTRIBUTES) texts.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
    }
    return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  });
}

/** Returns the texts with an English word that no message holds. */
function untranslated(texts: readonly string[]): string[] {
  return texts.filter((text) => /[a-z]{3}/i.test(NAMES.reduce((rest, name) => rest.replace(name, ''), text)));
}

const mark = (text: string) =>
  text.replace(/[a-z]/gi, (letter) => MARKED[letter.toLowerCase().charCodeAt(0) - 97]!);

/** Opens an address with the marked catalogue. */
async function openMarked(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
}

/** Returns the unmarked texts once two readings agree: what a place loads on demand is there then. */
async function look(page: Page, place: string): Promise<readonly string[]> {
  const read = async () => untranslated(await textsOf(page)).map((text) => text.replace(/\d+/g, '0'));
  let before: string[] = [];
  await expect
    .poll(async () => {
      const [last, now] = [before, await read()];
      before = now;
      return `${last}` === `${now}`;
    })
    .toBe(true);
  return [...new Set(before)].map((text) => `${place}: ${text}`);
}

/** Waits until the run is complete. */
async function expectMarkedEnd(page: Page): Promise<void> {
  await expect(page.getByText(new RegExp(`${mark('complete')}$`)).first()).toBeVisible({
    timeout: ENGINE_MS,
  });
}

test.beforeEach(async ({ page }) => {
  const catalogue = JSON.stringify(markedCatalogue());
  await page.route('**/german-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export const GERMAN = ${catalogue};` }),
  );
});

/** Tabs that run no experiment by themselves. */
const STILL: readonly View['tab'][] = ['models', 'paper', 'learn'];

for (const tab of TABS) {
  test(`no text of the tab ${tab} is missing in the catalogue`, async ({ page }) => {
    await openMarked(page, `./?lang=de${QUICK}&tab=${tab}`);
    if (!STILL.includes(tab)) await expectMarkedEnd(page);
    expect(await look(page, tab)).toEqual([]);
  });
}

/** Buttons that open a dialog over the page. */
const MODAL = /^(?:Help|Export)/;

test('no text of the dialogs is missing in the catalogue', async ({ page }) => {
  await openMarked(page, `./?lang=de${QUICK}`);
  const found: string[] = [];
  for (const name of [
    'Runs',
    'Share',
    'Theme',
    'Help: keys and terms',
    'Table',
    'Export: Resilience curve',
  ]) {
    const button = page.getByRole('button', { name: mark(name) }).first();
    await button.click();
    // Its script may still be on the way; a key pressed before it comes would close nothing.
    if (MODAL.test(name)) await expect(page.locator('dialog[open]')).toBeVisible();
    if (name === 'Runs') await expect(page.locator('section.shelf')).toBeVisible();
    found.push(...(await look(page, name)));
    // This test gathers texts; that one Escape is enough is tested in e2e/live/runs.spec.ts.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0, { timeout: 5000 });
      await expect(button).not.toHaveAttribute('aria-expanded', 'true', { timeout: 5000 });
    }).toPass();
  }
  expect(found).toEqual([]);
});

test('no text of a state of the page is missing in the catalogue', async ({ page, guard }) => {
  guard.expected.push(/Cannot draw: found no frame/);
  await openMarked(page, './?lang=de#/state/');
  const links = page.locator('.state-list ul a');
  await expect(links.first()).toBeVisible();
  const names = await links.allTextContents();
  const found: string[] = [];
  for (const name of names) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/state/${name}`);
    await expect(page.locator(`html[data-state="${name}"]`)).toBeAttached();
    found.push(...(await look(page, name)));
  }
  // A text that many states share is found once.
  const texts = new Map(found.toReversed().map((line) => [line.slice(line.indexOf(':')), line]));
  expect([...texts.values()]).toEqual([]);
});

test('no text of what the browser keeps is missing in the catalogue', async ({ page }) => {
  await openMarked(page, './?lang=de#/reset');
  await expect(page.getByText(mark('MB.'))).toBeVisible();
  expect(await look(page, 'reset')).toEqual([]);
});

for (const ui of ['curve', 'gallery', 'layers', 'structures', 'types']) {
  test(`no text of the frame with ui=${ui} is missing in the catalogue`, async ({ page }) => {
    await openMarked(page, `./embed.html?lang=de${QUICK}&embed=1&ui=${ui}&controls=type,layers`);
    const start = page.getByRole('button', { name: mark('Run here') });
    await expect(start).toBeVisible();
    const found = [...(await look(page, `${ui} at first`))];
    await start.click();
    await expectMarkedEnd(page);
    found.push(...(await look(page, `${ui} complete`)));
    expect(found).toEqual([]);
  });
}

test('an unmarked text is found (control)', async ({ page }) => {
  await openMarked(page, `./?lang=de${QUICK}`);
  await page.evaluate(() => {
    document.querySelector('main')!.append('Never written');
  });
  expect(await look(page, 'page')).toEqual(['page: Never written']);
});
