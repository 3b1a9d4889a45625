import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import {
  advanced,
  baselinePercent,
  chip,
  expectComplete,
  notices,
  openComplete,
  openExplorer,
  QUICK,
  tableRows,
} from '../explorer';
import { expect, test } from '../fixture';

const FOLDER = '../shared/data/mnist';
const IMAGES = 't10k-images-idx3-ubyte';
const LABELS = 't10k-labels-idx1-ubyte';

interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const file = (name: string, buffer: Buffer): TestFile => ({ name, mimeType: '', buffer });
const choose = (page: Page, files: readonly TestFile[]) =>
  page
    .getByLabel('MNIST files: images and labels')
    .first()
    .setInputFiles([...files]);

/** Drops files on the middle of the page, as a hand with a mouse would. */
async function drop(page: Page, files: readonly TestFile[]) {
  const contents = files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') }));
  const transfer = await page.evaluateHandle((dropped) => {
    const data = new DataTransfer();
    for (const { name, base64 } of dropped) {
      data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
    }
    return data;
  }, contents);
  const target = page.getByRole('main');
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(
    page.getByText(
      /^Drop here: IDX images and labels, .*a weight file .*a chip with columns Vdd, BER and error, or a figure or bundle/,
    ),
  ).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

async function expectLiveOnMnist(page: Page) {
  const panel = page.getByRole('region', { name: 'Test images' });
  await expect(panel).toContainText('10,000 images');
  await expect(panel.getByText('MNIST', { exact: true })).toBeVisible();
  await expectComplete(page);
  expect(await baselinePercent(page, 'float')).toBeLessThanOrEqual(2);
  expect(await baselinePercent(page, 'quantised')).toBeLessThanOrEqual(2);
  const rows = await tableRows(page);
  expect(rows[0]!.meanPercent).toBeLessThan(3);
  expect(rows.at(-1)!.meanPercent).toBeGreaterThan(75);
  await expect(page.getByRole('list', { name: 'Predictions that flipped' })).toBeVisible();
}

test.describe('MNIST', () => {
  const isHere = existsSync(`${FOLDER}/${IMAGES}.gz`);
  if (!isHere) console.warn(`NOT TESTED: MNIST on the page. Its files are not in ${FOLDER}.`);
  // biome-ignore lint/suspicious/noSkippedTests: the warning says what is not there.
  test.skip(!isHere, `MNIST is not in ${FOLDER}`);
  const read = (name: string) => readFileSync(`${FOLDER}/${name}.gz`);
  const link = '#/x?v=1&n=2&i=10000&b=0.000001,0.001,0.1&x=0.001';

  test('is recognised when its files are dropped, gets its own weights and a live curve', async ({
    page,
  }) => {
    await openExplorer(page, link);
    await expect(chip(page)).toHaveText(/^Live/);
    await drop(page, [file(`${IMAGES}.gz`, read(IMAGES)), file(`${LABELS}.gz`, read(LABELS))]);
    await expectLiveOnMnist(page);
    await expect.poll(() => page.url()).toContain('d=mnist');
    await page.getByRole('button', { name: 'Back to the generated digits' }).click();
    await expect(page.getByText('generated digits', { exact: true }).first()).toBeVisible();
    await expectComplete(page);
  });

  test('is recognised without gzip, under any name, labels first', async ({ page }) => {
    await openExplorer(page, link);
    await expect(chip(page)).toHaveText(/^Live/);
    await choose(page, [file('a.bin', gunzipSync(read(LABELS))), file('b.bin', gunzipSync(read(IMAGES)))]);
    await expectLiveOnMnist(page);
  });

  test('is asked for by a link that needs it, and the link goes on where it was', async ({ page }) => {
    await openExplorer(page, link.replace('&n=2', '&d=mnist&n=2'));
    await expect(notices(page)).toContainText('This experiment uses MNIST');
    await expect(notices(page).getByRole('button', { name: 'Open MNIST files' })).toBeVisible();
    await choose(page, [file(`${IMAGES}.gz`, read(IMAGES)), file(`${LABELS}.gz`, read(LABELS))]);
    await expectLiveOnMnist(page);
    await expect(page.getByText('This experiment uses')).toHaveCount(0);
    await expect(await advanced(page, 'Trials per rate')).toHaveValue('2');
  });
});

test('a link that needs absent data can be answered with the generated digits', async ({ page }) => {
  await openExplorer(page, `${QUICK}&d=mnist`);
  await expect(notices(page)).toContainText('This experiment uses MNIST');
  await notices(page).getByRole('button', { name: 'Use the generated digits' }).click();
  await expectComplete(page);
  expect(await tableRows(page)).toHaveLength(3);
});

test('wrong files are named with what is wrong, and the experiment stays usable', async ({ page }) => {
  const digits = (kind: string) => gunzipSync(readFileSync(`public/data/digits/t1k-${kind}-ubyte.gz`));
  const images = digits('images-idx3');
  const labels = digits('labels-idx1');
  const fewer = Buffer.from(labels.subarray(0, 8 + 999));
  fewer.writeUInt32BE(999, 4);
  const png = readFileSync('public/icons/icon-180.png');
  const cases: readonly (readonly [
    wrong: string,
    files: readonly TestFile[],
    sentence: readonly string[],
  ])[] = [
    [
      'truncated',
      [file('cut.idx', images.subarray(0, 100_000)), file('labels.idx', labels)],
      ['cut.idx', '100000 bytes', 'expected 784016'],
    ],
    [
      'images twice',
      [file('one.idx', images), file('two.idx', images)],
      ['one.idx, two.idx', '2 IDX image files and 0 IDX label files'],
    ],
    [
      'labels of another count',
      [file('images.idx', images), file('fewer.idx', fewer)],
      ['fewer.idx', '999 labels', 'expected 1000', 'images.idx'],
    ],
    [
      'a photo alone',
      [file('photo.png', png)],
      ['photo.png: Found 1 photo with 0 label lists: expected one'],
    ],
    [
      'gzip cut short',
      [
        file('half.gz', readFileSync('public/data/digits/t1k-images-idx3-ubyte.gz').subarray(0, 90_000)),
        file('labels.idx', labels),
      ],
      ['half.gz'],
    ],
  ];
  await openComplete(page);
  const before = await tableRows(page);
  for (const [wrong, files, sentence] of cases) {
    await choose(page, files);
    for (const words of sentence) await expect(notices(page), wrong).toContainText(words);
    expect(await tableRows(page), wrong).toEqual(before);
  }
  await expect(page.getByText('generated digits', { exact: true }).first()).toBeVisible();
  await (await advanced(page, 'Seed, 8 hex digits')).fill('a');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toContain('seed=0000000a');
  await expectComplete(page);
  expect((await tableRows(page)).at(1)).not.toEqual(before.at(1));
});

test('files of nobody known become a set of their own, named by its digest', async ({ page }) => {
  await openComplete(page);
  const before = await tableRows(page);
  const digits = (kind: string) => readFileSync(`public/data/digits/t1k-${kind}-ubyte.gz`);
  await drop(page, [file('i.gz', digits('images-idx3')), file('l.gz', digits('labels-idx1'))]);
  await expect(page.getByText(/^IDX files [0-9a-f]{8}…$/)).toBeVisible();
  await expect(notices(page)).toContainText(
    /In use: IDX files [0-9a-f]{8}… with weights trained on MNIST, as those samples ask for, in place of weights trained on generated digits/,
  );
  await expectComplete(page);
  await expect.poll(() => page.url()).toMatch(/d=idx-[0-9a-f]{16}/);
  // Weights follow the data: these digits under MNIST's weights are another experiment.
  expect(await tableRows(page)).not.toEqual(before);
});
