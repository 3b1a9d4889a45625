import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { lenetOnnx } from '../../src/cli/session/lenetOnnx.fake';
import { regressionOnnx } from '../../src/cli/session/regressionOnnx.fake';
import { tfliteBytes } from '../../src/engine/tflite/writeTflite.fake';
import { baselinePercent, curve, expectComplete, notices, openComplete, QUICK, tabButton } from '../explorer';
import { expect, test } from '../fixture';

const file = (name: string, buffer: Uint8Array) => ({ name, mimeType: '', buffer: Buffer.from(buffer) });
const lenet = () => file('lenet.onnx', lenetOnnx());
const digits = () =>
  ['t1k-images-idx3-ubyte.gz', 't1k-labels-idx1-ubyte.gz'].map((name) =>
    file(name, readFileSync(`public/data/digits/${name}`)),
  );

test('an ONNX file with samples has the baseline of the same network in the catalogue, and its link waits for it', async ({
  page,
}) => {
  await openComplete(page, '#/x?v=1&n=3&b=0.00001,0.001,0.1');
  const known = await baselinePercent(page, 'float');
  await page.locator('input[type=file]').first().setInputFiles(lenet());
  const sheet = page.getByRole('dialog', { name: 'lenet.onnx' });
  await expect(sheet).toContainText('trained words: 266,610');
  await expect(
    sheet.getByRole('row', { name: /^fc2 Dense layer \+ ReLU \[100\] 30,100 100 \/fc2\/Gemm/ }),
  ).toBeVisible();
  await sheet.locator('input[type=file]').setInputFiles(digits());
  await expect(sheet).toContainText(/Of \d+ ways tried on 200 samples, .* has the fewest errors/);
  const steps = sheet.getByRole('textbox', { name: 'Preprocessing' });
  await steps.fill('divide=zero');
  await steps.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('divide');
  await steps.press('Escape');
  await sheet.getByRole('button', { name: 'Show its graph' }).click();
  await expect(
    page.getByRole('button', { name: /^fc2: Dense layer \+ ReLU, → 100\..* In the file: / }),
  ).toBeVisible();
  await tabButton(page, 'Curve').click();
  await expectComplete(page);
  await expect(curve(page)).toBeVisible();
  expect(await baselinePercent(page, 'float')).toBe(known);

  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(notices(page)).toContainText(
    /This link runs the network lenet\.onnx, 1\.1 MB, file-[0-9a-f]{16}/,
  );
  await page.getByLabel('File of the network').setInputFiles(lenet());
  await expect(notices(page)).toContainText('This experiment runs lenet on samples');
  await notices(page).getByLabel('Samples for the network').setInputFiles(digits());
  await expectComplete(page);
  expect(page.url()).toBe(link);
  expect(await baselinePercent(page, 'float')).toBe(known);
});

test('a network that is kept runs after a reload without a drop, and is asked for once it is deleted', async ({
  page,
}) => {
  await openComplete(page, QUICK);
  await page.locator('input[type=file]').first().setInputFiles(lenet());
  const sheet = page.getByRole('dialog', { name: 'lenet.onnx' });
  await sheet.locator('input[type=file]').setInputFiles(digits());
  await expect(sheet).toContainText(/has the fewest errors/);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expectComplete(page);
  const known = await baselinePercent(page, 'float');
  const offer = notices(page).getByText(/Keep these files in this browser \(\d+\.\d MB\)/);
  await expect(offer).toBeVisible();
  await notices(page).getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(offer).toBeHidden();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const shelf = page.getByRole('region', { name: 'Runs' });
  await expect(shelf.getByText(/Kept files: lenet\.onnx [0-9a-f]{8}…, /)).toBeVisible();
  await expect(shelf.getByText(/Kept files: samples [0-9a-f]{8}…, /)).toBeVisible();

  const link = page.url();
  await page.reload();
  await expectComplete(page);
  await expect(notices(page)).not.toContainText('is not open here');
  expect(page.url()).toBe(link);
  expect(await baselinePercent(page, 'float')).toBe(known);

  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await shelf.getByRole('button', { name: /^Delete: lenet\.onnx / }).click();
  await expect(shelf.getByText(/^“lenet\.onnx [0-9a-f]{8}…” is deleted/)).toBeVisible();
  await page.reload();
  await expect(notices(page)).toContainText(
    /This link runs the network lenet\.onnx, 1\.1 MB, file-[0-9a-f]{16}/,
  );
});

test('a file that is no network is refused with its reason, and the curve stays', async ({ page }) => {
  await openComplete(page, QUICK);
  const before = page.url();
  const broken = file('broken.onnx', lenetOnnx().slice(0, 5000));
  await page.locator('input[type=file]').first().setInputFiles([broken]);
  const sheet = page.getByRole('dialog', { name: 'broken.onnx' });
  await expect(sheet).toContainText('This file cannot be run');
  await expect(sheet.getByRole('listitem')).not.toHaveCount(0);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expectComplete(page);
  await expect(curve(page)).toBeVisible();
  expect(page.url()).toBe(before);
});

test('a TensorFlow Lite file opens, and a pickle is refused with lines of Python to copy', async ({
  page,
}) => {
  await openComplete(page, QUICK);
  const input = page.locator('input[type=file]').first();
  const values = Float32Array.from({ length: 6 }, (_, index) => index / 8);
  const net = tfliteBytes({
    tensors: [
      { name: 'x', shape: [1, 3], signature: [-1, 3] },
      { name: 'dense/MatMul', shape: [2, 3], values },
      { name: 'y', shape: [1, 2] },
    ],
    operators: [{ code: 9, inputs: ['x', 'dense/MatMul'], outputs: ['y'], options: [8] }],
  });
  await input.setInputFiles(file('net.tflite.gz', gzipSync(net)));
  const sheet = page.getByRole('dialog', { name: 'net.tflite.gz' });
  await expect(sheet).toContainText('TFLite (float32)');
  await expect(sheet.getByRole('row', { name: /^dense\/MatMul 0 .* \[2, 3\] 6/ })).toBeVisible();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await input.setInputFiles(file('net.pt', Uint8Array.of(1)));
  const refused = page.getByRole('dialog', { name: 'net.pt' });
  await expect(refused).toContainText('The file is a pickle of PyTorch');
  const lines = refused.getByRole('textbox', { name: 'Python that writes ONNX' });
  await expect(lines).toHaveValue(/^import torch\nnet = torch\.load\("net\.pt".*\ntorch\.onnx\.export\(net/);
});

test('a network without labels or without classes has a curve of its own measure, and its axes say so', async ({
  page,
}) => {
  const figure = (name: RegExp) => page.getByRole('img', { name });
  await openComplete(page, '#/x?v=1&n=3&b=0.001,0.1');
  await page.locator('input[type=file]').first().setInputFiles([lenet(), digits()[0]!]);
  const sheet = page.getByRole('dialog', { name: 'lenet.onnx' });
  await expect(sheet).toContainText('The samples have no labels');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expectComplete(page);
  expect(page.url()).toContain('me=changed');
  await expect(figure(/^Changed answers against bit error rate/)).toBeVisible();
  await expect(figure(/^Changed answers/)).toContainText('Changed answers, %');
  await expect(page.locator('.figure-caption')).toContainText('another answer than in float without faults');
  const float = page.locator('dt', { hasText: /^Changed answers without faults as float$/ });
  await expect(float.locator('xpath=following-sibling::dd[1]')).toContainText('0.00 %');

  const rows = Array.from({ length: 60 }, (_, row) =>
    [0, 1, 2, 3].map((column) => Math.cos(1.7 * row + column * (row % 7)).toFixed(4)).join(','),
  );
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([
      file('regression.onnx', regressionOnnx()),
      file('rows.csv', Buffer.from(rows.join('\n'))),
    ]);
  const other = page.getByRole('dialog', { name: 'regression.onnx' });
  await expect(other).toContainText('The network returns values [1] for a sample');
  await other.getByRole('button', { name: 'Close' }).click();
  await expectComplete(page);
  await expect(figure(/^Deviation of outputs/)).toContainText('Deviation of outputs, %');
  await expect(figure(/^Deviation of outputs/)).toContainText('100 %');
  await expect(page.getByRole('heading', { name: 'Predictions that flipped' })).toHaveCount(0);
  await tabButton(page, 'Classes').click();
  await expect(page.getByText('Deviation of outputs is one number for all samples')).toBeVisible();
});
