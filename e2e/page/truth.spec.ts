import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readLetters } from '../../src/experiment/documents/countLetters';
import type { LetteredRunFile } from '../../src/experiment/documents/storedRuns';
import {
  baselinePercent,
  chip,
  notices,
  openComplete,
  openExplorer,
  runState,
  shownTrial,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';

const MODEL = 'models/lenet-fc/generated';
const stored: LetteredRunFile = JSON.parse(
  readFileSync('src/experiment/documents/storedRuns/lenet-fc.stored.json', 'utf8'),
);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Serves these bytes as the weights, with a manifest that vouches for them or, when it lies, for others. */
async function serveWeights(page: Page, weights: Buffer, vouchedFor = weights) {
  const manifest = JSON.parse(readFileSync(`public/${MODEL}/manifest.json`, 'utf8'));
  manifest.sha256['weights.bin'] = sha256(vouchedFor);
  await page.route(`**/${MODEL}/weights.bin`, (route) => route.fulfill({ body: weights }));
  await page.route(`**/${MODEL}/manifest.json`, (route) => route.fulfill({ json: manifest }));
}

/** The committed weights with every tensor of one layer set to zero. */
function weightsWithout(layer: string): Buffer {
  const { tensors } = JSON.parse(readFileSync(`public/${MODEL}/manifest.json`, 'utf8'));
  const bytes = readFileSync(`public/${MODEL}/weights.bin`);
  let offset = 0;
  let zeroed = 0;
  for (const { name, shape } of tensors) {
    const size = 4 * shape.reduce((product: number, side: number) => product * side, 1);
    if (name.split('/').includes(layer)) zeroed += bytes.fill(0, offset, offset + size) && size;
    offset += size;
  }
  expect(offset, 'bytes of all tensors').toBe(bytes.length);
  expect(zeroed, 'kernel 100 x 10 and bias 10').toBe(4 * 1010);
  return bytes;
}

test('a network whose last layer is zero guesses: the page shows 90 % error at every rate', async ({
  page,
}) => {
  await serveWeights(page, weightsWithout('fc-3'));
  await openComplete(page, '#/x?v=1&n=3&i=1000&b=0.000001,0.0001,0.01&x=0.0001&l=fc-1');
  for (const kind of ['float', 'quantised'] as const) {
    const percent = await baselinePercent(page, kind);
    expect(Math.abs(percent - 90)).toBeLessThan(3);
  }
  const rows = await tableRows(page);
  expect(rows).toHaveLength(3);
  for (const { meanPercent } of rows) expect(Math.abs(meanPercent - 90)).toBeLessThan(3);
});

test('weights that their manifest does not vouch for are refused by name, with both digests', async ({
  page,
}) => {
  const right = readFileSync(`public/${MODEL}/weights.bin`);
  const wrong = Buffer.from(right);
  wrong[12_345]! ^= 1;
  await serveWeights(page, wrong, right);
  await openExplorer(page);
  const notice = notices(page).getByText(`${MODEL}/weights.bin`);
  await expect(notice).toContainText(sha256(wrong));
  await expect(notice).toContainText(sha256(right));
  // Nothing was run with them, and the stored figure stays.
  await expect(runState(page)).toHaveCount(0);
  expect((await tableRows(page, 'Recorded run, n = 150')).length).toBe(21);

  // Control: the same road with the right bytes runs.
  await page.unroute(`**/${MODEL}/weights.bin`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(chip(page)).toHaveText(/^Live/);
  await expect(runState(page)).toHaveText(/^[1-9]\d* of 30 trials per rate/);
});

test('points of the stored curve come out equal when they are recomputed from their seeds', async ({
  page,
}) => {
  const trials = 8;
  const bers = [1.78e-5, 1e-3, 3.16e-2];
  for (const ber of bers) {
    const wanted = readLetters(stored.rates.find((point) => point.ber === ber)!, stored.trials);
    // Only the hash differs: the page stays, the cursor moves.
    await openComplete(page, `#/x?v=1&n=${trials}&b=${bers.join()}&x=${ber}`);
    await expect(page.getByRole('heading', { name: /^Trials at/ }).locator('~ .muted')).toHaveText(/^8/);
    const strip = page.getByRole('slider', { name: 'Trial shown in the gallery' });
    const seen = new Map<number, number>();
    for (let step = 0; step < trials; step++) await strip.press('ArrowLeft');
    for (let step = 0; step < trials; step++) {
      const { trial, wrong, total } = await shownTrial(page);
      expect(total).toBe(stored.images);
      seen.set(trial!, wrong!);
      await strip.press('ArrowRight');
    }
    const found = Array.from({ length: trials }, (_, trial) => seen.get(trial));
    expect(found).toEqual(wanted.slice(0, trials));
    const mean = wanted.slice(0, trials).reduce((sum, wrong) => sum + wrong, 0) / trials / stored.images;
    expect((await tableRows(page))[bers.indexOf(ber)]!.meanPercent).toBeCloseTo(mean * 100, 2);
  }
});
