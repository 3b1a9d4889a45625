import '../../src/core/network/networks/transformers';
import type { Page } from '@playwright/test';
import { CATALOG } from '../../src/core/network/catalog';
import { seriousFindingsInThemes } from '../axe';
import {
  ENGINE_MS,
  expectComplete,
  notices,
  openComplete,
  openExplorer,
  openTab,
  QUICK,
  slider,
  tabButton,
} from '../explorer';
import { expect, test } from '../fixture';

const picker = (page: Page) => page.getByRole('button', { name: /^Model: / });
const choose = async (page: Page, title: string) => {
  await picker(page).click();
  await page.getByRole('region', { name: 'Models' }).getByRole('button', { name: title }).click();
};
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A trial at one rate over 5 samples: the least that shows that a network runs. */
const SHORT = 'n=1&i=5&b=0.01&x=1e-2';

for (const { id, title, weights } of CATALOG.values()) {
  for (const set of weights) {
    test(`${title} runs live with weights of ${set}`, async ({ page }) => {
      await openExplorer(page, `#/x?v=1&m=${id}&w=${set}&${SHORT}`);
      await expect(picker(page)).toHaveText(`Model: ${title}`);
      await expectComplete(page);
      await expect(
        page.locator('dt', { hasText: /^Fault-free error as Q/ }).locator('xpath=following-sibling::dd[1]'),
      ).toHaveText(/\d/);
    });
  }
}

test('choosing a model keeps seed and trials, the link follows, and Back restores the one before', async ({
  page,
}) => {
  await openComplete(page, `${QUICK}&seed=0000002a`);
  await picker(page).focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('region', { name: 'Models' });
  // Below the catalogue there is a way to open a network of one's own.
  await expect(list.getByRole('button')).toHaveCount(CATALOG.size + 1);
  await expect(list.getByRole('button', { name: /^LeNetFC/ })).toBeFocused();
  await expect(list.getByRole('button', { name: /^VGG16 photos/ })).toContainText('needs your weights');
  // The arrow keys go through the list; the last network reads text.
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('button', { name: 'Open a network…' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(picker(page)).toBeFocused();
  await expect(picker(page)).toHaveText('Model: GPT-mini');
  expect(page.url()).toContain('m=gpt-mini');
  expect(page.url()).toContain('seed=0000002a');
  expect(page.url()).toContain('n=3');
  await page.goBack();
  await expect(picker(page)).toHaveText('Model: LeNetFC');
  await expectComplete(page);
});

test('a network that the reader must bring weights for names its embedded counterpart', async ({ page }) => {
  await openExplorer(page, QUICK);
  await choose(page, 'VGG16 photos');
  await expect(notices(page)).toContainText('VGG16 needs your photos and your weight file');
  await notices(page).getByRole('button', { name: 'Use VGG16-mini' }).click();
  await expect(picker(page)).toHaveText('Model: VGG16-mini');
});

test('a download that breaks off says so, and Try again takes it up', async ({ page, guard }) => {
  guard.expected.push(/ERR_FAILED|Failed to load resource/);
  await openComplete(page);
  const weights = '**/models/lenet-cnn/mnist/weights.bin';
  await page.route(weights, (route) => route.abort());
  await page.goto('./#/x?v=1&m=lenet-cnn&w=mnist&n=2&i=20&b=0.01');
  await expect(notices(page)).toContainText('weights.bin: The file could not be fetched');
  await page.unroute(weights);
  await notices(page).getByRole('button', { name: 'Try again' }).click();
  await expectComplete(page);
  await expect(notices(page)).not.toContainText('weights.bin');
});

test('deep networks fault by blocks, which open to their layers', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&m=resnet50-mini&n=1&i=5&b=0.01');
  const panel = page.getByRole('region', { name: 'Layers with faults' });
  const stage = panel.getByRole('checkbox', { name: /layers/ }).first();
  await expect(panel.getByRole('checkbox')).toHaveCount(6);
  await panel
    .getByRole('button', { name: /^Layers of/ })
    .first()
    .click();
  const inside = panel.locator('.block-layers').getByRole('checkbox');
  await inside.first().uncheck();
  await expect(stage).toHaveJSProperty('indeterminate', true);
  await stage.check();
  await expect(inside.first()).toBeChecked();
  await stage.uncheck();
  for (const box of await inside.all()) await expect(box).not.toBeChecked();
  await panel.getByRole('button', { name: 'All 54 layers' }).click();
  await expect(stage).toBeChecked();
});

test('the data tab shows samples by class, what is said of each, and goes by arrow keys', async ({
  page,
}) => {
  await openComplete(page, `${QUICK}&x=1e-1&tab=data`);
  const samples = page.getByRole('listbox', { name: 'First images of the test set' });
  await expect(samples.getByRole('option')).toHaveCount(200);
  await samples.getByRole('option').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('heading', { name: /^Image 1, a \d$/ })).toBeVisible();
  await expect(samples.getByRole('option', { selected: true })).toHaveAccessibleName(/^image 1, a \d/);
  const ofClass = page
    .getByRole('region', { name: 'Samples and errors per class' })
    .getByRole('button', { name: '7' });
  await ofClass.click();
  await expect(samples.getByRole('option').first()).toHaveAccessibleName(/, a 7,/);
  const sevens = await samples.getByRole('option').count();
  expect(sevens).toBeLessThan(60);
  // At one flipped bit in ten every digit is nearly as good as guessed.
  await page.getByRole('radio', { name: 'Wrong' }).check();
  await expect(samples.getByRole('option').first()).toHaveAccessibleName(/classified as \d/);
  // The slider is the page's: without faults few are wrong.
  await slider(page).press('Home');
  await expect.poll(() => samples.getByRole('option').count()).toBeLessThan(5);
});

test('spoken digits are seen over time and frequency, and heard', async ({ page }) => {
  await openExplorer(page, '#/x?v=1&m=ti-gru&w=fsdd&n=1&i=5&b=0.01&x=1e-2&tab=data');
  const play = page.getByRole('button', { name: /^Play recording 0, a \d$/ });
  await expect(play).toBeVisible({ timeout: ENGINE_MS });
  await expect(
    page.getByRole('img', { name: /^Spectrogram of recording 0, a \d: \d\.\d\d seconds/ }),
  ).toBeVisible();
  await play.click();
  // A browser without a sound card may hold the recording or be through it at once.
  await expect(page.getByRole('button', { name: /^(Stop|Play) recording 0/ })).toBeVisible();
});

test('the models tab prints the paper beside ours, searches live, and gives a type to explore', async ({
  page,
}) => {
  await openComplete(page);
  await openTab(page, 'Design', 'Models');
  const table = page.getByRole('region', { name: 'Table 1', exact: true }).getByRole('table');
  await expect(
    table.getByRole('row', { name: /^LeNetFC 3 266,200 410 1\.68 % Q2\.6 Q5\.3 LeNetFC, generated digits/ }),
  ).toBeVisible();
  const weights = page.getByRole('region', { name: 'Weights', exact: true });
  await expect(weights).toContainText('recorded run');
  await weights.getByRole('button', { name: 'Search now' }).click();
  await expect(weights).toContainText(/live.*N = 200 images/);
  await expect(weights.getByRole('button', { name: 'Search now' })).toBeEnabled({ timeout: ENGINE_MS });
  await weights.getByText('As a table').click();
  await expect(weights.getByRole('row')).not.toHaveCount(1);
  await weights.getByRole('region', { name: /heat map|Points over the float/ }).focus();
  await page.keyboard.press('ArrowRight');
  const use = weights.getByRole('button', { name: /^Explore with Q/ });
  const type = (await use.textContent())!.replace('Explore with Q', '');
  await use.click();
  await expect.poll(() => page.url()).toContain(`t=${type}`);
  await expect(tabButton(page, 'Curve')).toHaveAttribute('aria-current', 'page');
});

for (const width of [1280, 320]) {
  test(`axe finds nothing serious and nothing scrolls sideways in the tabs, ${width} wide`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await openComplete(page);
    await picker(page).click();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await page.keyboard.press('Escape');
    await openTab(page, 'Explore', 'Data');
    await expect(page.getByRole('listbox')).toBeVisible();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
    await openTab(page, 'Design', 'Models');
    await expect(page.getByRole('region', { name: 'Table 1', exact: true })).toBeVisible();
    await page.getByText('Why our numbers differ').click();
    expect(await seriousFindingsInThemes(page)).toEqual([]);
    expect(await sideways(page)).toBe(0);
  });
}

test('the perplexity of text has an axis of its own, no ticks, and 1 to 2²⁴ as its range', async ({
  page,
}) => {
  await openComplete(page, '#/x?v=1&m=gpt-mini&n=8&i=20&b=0.0001,0.1');
  await page.locator('summary', { hasText: 'seed' }).click();
  await page.getByRole('radio', { name: 'Perplexity' }).check();
  await expectComplete(page);
  expect(page.url()).toContain('me=perplexity');
  const figure = page.getByRole('img', { name: /^Perplexity against bit error rate/ });
  await expect(figure.locator('.axes')).toContainText(/10⁷.*Perplexity/);
  await expect(figure).not.toContainText('%');
  await expect(figure).toContainText('guessing 37');
  await expect(page.getByRole('region', { name: 'Finding' })).toContainText(
    'no ticks: the losses of a perplexity have no points of per cent',
  );
  await expect(page.getByRole('heading', { name: 'How high may the bit error rate go?' })).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Error axis' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Table', exact: true }).first().click();
  await expect(page.getByRole('columnheader', { name: 'σ, bits' }).first()).toBeVisible();
});
