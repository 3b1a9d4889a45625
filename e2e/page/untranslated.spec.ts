import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { TABS } from '../../src/experiment/link/view';
import { QUICK } from '../explorer';
import { expect, test } from '../fixture';

/** Letters of the catalogue of this test, each beside the English one. */
const MARKED = 'ȧƀċḋėḟġḣıȷķŀṁṅȯṗɋṙṡṫŭṽẇẋẏż';

/** Words that are equal in every language: names, units, formats and keys. */
const NAMES: readonly RegExp[] = [
  /^https?:\S+$/g,
  /Ares Explorer|LeNetFC|LeNet-5|CF-VGG|VGG\d*|ResNet\w*|AlexNet|TinyVGG|GRU|MNIST|CIFAR(?:-10)?|ImageNet/g,
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
      if (element.matches('script, style, code, pre, code *, pre *, kbd, [lang="en"], [lang="en"] *'))
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

test('no text of the page is missing in the catalogue', async ({ page }) => {
  const catalogue = JSON.stringify(markedCatalogue());
  await page.route('**/german-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: `export const GERMAN = ${catalogue};` }),
  );
  const found: string[] = [];
  const look = async (place: string) => {
    // What a place loads on demand is there once two readings agree.
    const read = async () => untranslated(await textsOf(page)).map((text) => text.replace(/\d+/g, '0'));
    let before: string[] = [];
    await expect
      .poll(async () => {
        const [last, now] = [before, await read()];
        before = now;
        return `${last}` === `${now}`;
      })
      .toBe(true);
    for (const text of before) found.push(`${place}: ${text}`);
  };
  const open = async (address: string) => {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  };
  for (const tab of TABS) {
    await open(`./?lang=de${QUICK}&tab=${tab}`);
    await look(tab);
  }
  await open(`./?lang=de${QUICK}`);
  for (const name of [
    'Runs',
    'Share',
    'Theme',
    'Help: keys and terms',
    'Table',
    'Export: Resilience curve',
  ]) {
    await page
      .getByRole('button', { name: mark(name) })
      .first()
      .click();
    await look(name);
    await page.keyboard.press('Escape');
  }
  expect([...new Set(found)]).toEqual([]);
});
