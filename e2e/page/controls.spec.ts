import type { Page } from '@playwright/test';
import type { Preview } from '../../src/core/site/preview';
import {
  advanced,
  baselinePercent,
  curve,
  expectComplete,
  openComplete,
  openExplorer,
  runState,
  slider,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';

const typed = (page: Page) => page.getByLabel('Bit error rate, typed');
const bits = (page: Page) => page.getByText(/ of [\d,]+ bits$/);

test('the slider goes by keys: a stop, a decade, and to no faults', async ({ page }) => {
  await openComplete(page, '#/x?v=1&n=2&i=100&b=1e-5:1e-1:1');
  await slider(page).focus();
  for (const [key, rate, spoken] of [
    ['ArrowRight', '1.33e-3', '1.33 times ten to the minus three; about 2,832 bits flip'],
    ['ArrowLeft', '1e-3', '1 times ten to the minus three; about 2,130 bits flip'],
    ['PageUp', '0.01', '1 times ten to the minus two; about 21,296 bits flip'],
    ['Shift+ArrowLeft', '1e-3', '1 times ten to the minus three; about 2,130 bits flip'],
    ['PageDown', '1e-4', '1 times ten to the minus four; about 213 bits flip'],
    ['Home', '0', 'zero; fault-free'],
    ['End', '0.1', '1 times ten to the minus one; about 212,960 bits flip'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(slider(page)).toHaveAttribute('aria-valuetext', spoken);
    await expect(typed(page)).toHaveValue(rate);
  }
});

test('a typed rate moves the cursor, and one out of range is refused beside the field', async ({ page }) => {
  await openComplete(page);
  await typed(page).fill('3e-4');
  await page.keyboard.press('Enter');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^3 times ten to the minus four/);
  await expect(bits(page)).toHaveText('about 639 of 2,129,600 bits');
  await expectComplete(page);
  const rows = await tableRows(page);
  expect(rows.map(({ ber }) => ber)).toContain('3.00 × 10⁻⁴');

  for (const [text, words] of [
    ['0.7', /0\.7.*0\.5/],
    ['-1', /-1/],
    ['many', /many/],
  ] as const) {
    await typed(page).fill(text);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(words);
    await expect(slider(page)).toHaveAttribute('aria-valuetext', /^3 times ten to the minus four/);
    expect(await tableRows(page)).toEqual(rows);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(typed(page)).toHaveValue('3e-4');
});

test('another data type doubles the bits and leaves the old curve as a ghost until its own is there', async ({
  page,
}) => {
  await openComplete(page, '#/x?v=1&n=8&i=200&b=0.00001,0.001,0.1&x=0.001');
  await expect(bits(page)).toHaveText('about 2,130 of 2,129,600 bits');
  const before = await tableRows(page);

  // A stop holds for what is chosen after it, so that the ghost can be looked at.
  const trials = await advanced(page, 'Trials per rate');
  await trials.fill('20000');
  await page.keyboard.press('Enter');
  await expect(runState(page)).toHaveText(/left$/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(runState(page)).toHaveText(/stopped$/);
  await trials.fill('8');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Q3.13' }).click();
  await expect(page.getByText('previous settings: Q2.6', { exact: true })).toBeVisible();
  await expect(curve(page).locator('.tone-ghost')).toBeVisible();
  await expect(bits(page)).toHaveText('about 4,259 of 4,259,200 bits');
  await expect(page.getByText('Q3.13 16 bits')).toBeVisible();

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expectComplete(page);
  await expect(page.getByText('previous settings: Q2.6', { exact: true })).toHaveCount(0);
  const after = await tableRows(page);
  expect(after.map(({ trials }) => trials)).toEqual([8, 8, 8]);
  // Three integer bits hurt more than two.
  expect(after[1]!.meanPercent).toBeGreaterThan(before[1]!.meanPercent);

  // By steppers: one integer bit less is a bit less per word.
  const integer = page
    .getByRole('group')
    .filter({ has: page.getByLabel('Integer, with sign') })
    .last();
  await integer.getByRole('button', { name: 'Less' }).click();
  await expect(page.getByText('Q2.13 15 bits')).toBeVisible();
  await expect(bits(page)).toHaveText(/of 3,993,000 bits$/);
  expect(await baselinePercent(page, 'quantised')).toBeLessThan(4);
});

test('activations fault in their own type, in the chosen bits, for good or anew for each image', async ({
  page,
}) => {
  await openComplete(page, '#/x?v=1&n=3&i=100&b=0.001,0.1&x=0.1');
  const weights = await tableRows(page);
  const structure = (name: string) =>
    page.getByRole('button', { name: new RegExp(`^${name} .* words, .* bits$`) });
  await expect(structure('Hidden state')).toHaveCount(0);
  await structure('Activations').click();
  await expect(bits(page)).toHaveText(/of 2,132,880 bits$/);
  await expect(page.getByRole('img', { name: /^Q\d\.\d: one sign bit/ })).toHaveCount(2);
  await structure('Weights').click();
  await expect(page.getByRole('heading', { name: 'Type of activations' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Q5\.3: one sign bit/ })).toBeVisible();
  await expect(page.getByText('Weights clipped')).toHaveCount(0);
  await expect(bits(page)).toHaveText('about 328 of 3,280 bits');
  await expect(structure('Activations')).toHaveAttribute('aria-disabled', 'true');
  await expectComplete(page);
  await expect.poll(() => page.url()).toContain('s=a');
  const permanent = await tableRows(page);
  expect(permanent).not.toEqual(weights);

  await page.getByRole('radio', { name: 'Transient' }).check();
  await expect(page.getByText('about 32,800 of 328,000 bits over 100 images')).toBeVisible();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /about 32,800 bits flip over 100 images$/);
  await expectComplete(page);
  const transient = await tableRows(page);
  expect(transient).not.toEqual(permanent);

  // The last fraction bit is an eighth: far from what the sign costs.
  await (await advanced(page, 'Bit 7')).focus();
  await page.getByRole('button', { name: 'Sign only' }).click();
  await expect(page.getByText('about 4,100 of 41,000 bits over 100 images')).toBeVisible();
  await expectComplete(page);
  const sign = await tableRows(page);
  await page.getByRole('button', { name: 'Bit 7' }).click();
  await page.getByRole('button', { name: 'Bit 0, the sign' }).click();
  await expect(page.getByText('Only bit 7 of each word may flip (bit 0 is the sign).')).toBeVisible();
  await expectComplete(page);
  const last = await tableRows(page);
  expect(last[1]!.meanPercent).toBeLessThan(sign[1]!.meanPercent);
  expect(page.url()).toContain('life=transient');

  // A word without that bit gives it up.
  const fraction = page
    .getByRole('group')
    .filter({ has: page.getByLabel('Fraction') })
    .last();
  await fraction.getByRole('button', { name: 'Less' }).click();
  await expect(page.getByText('Q5.2 7 bits')).toBeVisible();
  await expect(page.getByText('Only bit 7 of each word may flip (bit 0 is the sign).')).toHaveCount(0);
  await expectComplete(page);
  await page.reload();
  await expect(structure('Activations')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('radio', { name: 'Transient' })).toBeChecked();
  await expectComplete(page);
});

test('layers, seed and trials are taken up, and the last layer cannot be switched off', async ({ page }) => {
  await openComplete(page, '#/x?v=1&n=2&i=100&b=0.001,0.1');
  const all = await tableRows(page);
  const layer = (name: string) => page.getByRole('checkbox', { name });
  await layer('fc-1').uncheck();
  await expect(bits(page)).toHaveText(/of 248,000 bits$/);
  await layer('fc-2').uncheck();
  await expect(bits(page)).toHaveText(/of 8,000 bits$/);
  await expect(layer('fc-3')).toBeDisabled();
  await expectComplete(page);
  expect(page.url()).toContain('l=fc-3');
  // A thousand weights of 266,200: far fewer errors at the same rate.
  expect((await tableRows(page)).at(0)!.meanPercent).toBeLessThan(all.at(0)!.meanPercent);

  const seed = await advanced(page, 'Seed, 8 hex digits');
  await seed.fill('beef');
  await page.keyboard.press('Enter');
  await expect(seed).toHaveValue('0000beef');
  await seed.fill('xyz');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('"xyz": expected up to 8 hex digits');
  await page.keyboard.press('Escape');

  const trials = await advanced(page, 'Trials per rate');
  await trials.fill('5');
  await page.keyboard.press('Enter');
  await expect(runState(page)).toHaveText(/^5 of 5 trials per rate/);
  const rates = await advanced(page, 'Bit error rates (from:to:per decade, or a list)');
  await rates.fill('1e-3,2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('0.5');
  expect((await tableRows(page)).map((row) => row.trials)).toEqual([5, 5]);
});

test('more images than are loaded are fetched; more than there are, or none, are refused with a sentence', async ({
  page,
}) => {
  await openComplete(page, '#/x?v=1&n=1&i=100&b=0.0001,0.1');
  const images = await advanced(page, 'Test images');
  await images.fill('2000');
  await page.keyboard.press('Enter');
  await expectComplete(page);
  await expect.poll(() => page.url()).toContain('i=2000');
  const rows = await tableRows(page);
  for (const [wrong, sentence] of [
    ['20000', /^Cannot use 20000: expected a whole number from 1 to 10,000$/],
    ['0', /^Cannot use 0: expected a whole number from 1 to 10,000$/],
    ['1.5', /^Cannot use 1.5: expected a whole number from 1 to 10,000$/],
  ] as const) {
    await images.fill(wrong);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(sentence);
    await expect(images).toHaveAttribute('aria-invalid', 'true');
    expect(await tableRows(page)).toEqual(rows);
  }
  await images.fill('2000');
  await expect(page.getByRole('alert')).toHaveCount(0);
  const trials = await advanced(page, 'Trials per rate');
  await trials.fill('100001');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(
    'Cannot use 100001: expected a whole number from 1 to 100,000',
  );
  expect(await tableRows(page)).toEqual(rows);
});

test('the count rule flips nothing below one bit of a layer, and the page says so', async ({ page }) => {
  await openComplete(page, '#/x?v=1&n=2&i=100&l=fc-3&r=count&b=1e-5,1e-4,1e-3,1e-2&x=1e-4');
  await expect(bits(page)).toHaveText('none of 8,000 bits');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /; no bits flip$/);
  await expect(page.getByText('Expected flips: 0.', { exact: false })).toBeVisible();
  await expect(curve(page).getByText('fc-3 flips')).toBeVisible();
  await expect(
    page.getByText(
      /^a fixed number of bits flips; higher rates keep these flips and add more; seed 00000007; first 100 of /,
    ),
  ).toBeVisible();
  const baseline = await baselinePercent(page, 'quantised');
  const rows = await tableRows(page);
  expect(rows.slice(0, 2).map(({ meanPercent }) => meanPercent)).toEqual([baseline, baseline]);
  await slider(page).press('PageUp');
  await expect(bits(page)).toHaveText('about 8 of 8,000 bits');
});

test('a higher rate never takes a flip back', async ({ page }) => {
  await page.addInitScript(() => {
    const Real = Worker;
    globalThis.Worker = class extends Real {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener('message', ({ data }) => {
          const preview = data.result;
          if (preview?.images !== undefined) Object.assign(globalThis, { preview });
        });
      }
    };
  });
  const preview = () => page.evaluate(() => (globalThis as unknown as { preview: Preview }).preview);
  await openComplete(page, '#/x?v=1&n=2&i=100&b=1e-6:1e-1:8&x=0');
  await slider(page).focus();
  let last = (await preview()).flips;
  expect(last).toBe(0);
  let grown = 0;
  for (let stop = 0; stop < 41; stop++) {
    await page.keyboard.press('ArrowRight');
    const rate = Number(await typed(page).inputValue());
    await expect.poll(async () => (await preview()).ber).toBe(rate);
    const { flips } = await preview();
    expect(flips).toBeGreaterThanOrEqual(last);
    if (flips > last) grown++;
    last = flips;
  }
  expect(last).toBeGreaterThan(200_000);
  expect(grown).toBeGreaterThan(30);
});

test('on a phone the figure and its axis stand clear of the slider', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openExplorer(page);
  const figure = (await curve(page).boundingBox())!;
  const dock = (await page.locator('.dock').boundingBox())!;
  expect(figure.y + figure.height).toBeLessThanOrEqual(dock.y);
});
