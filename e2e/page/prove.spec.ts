import { formatFingerprint, parseFingerprint } from '../../src/experiment/fingerprint/fingerprintText';
import { notices, openComplete, openExplorer, QUICK, tableRows } from '../explorer';
import { expect, test, watch } from '../fixture';

test('a link proves its run on another device, and a link with other counts or faults says so', async ({
  page,
  browser,
  baseURL,
  guard,
}) => {
  await openComplete(page);
  await page.getByRole('button', { name: 'Share' }).click();
  const field = page.getByLabel('Link to this experiment');
  await expect(field).toHaveValue(/&h=1[\w-]+$/);
  const link = await field.inputValue();
  const fingerprint = link.split('&h=')[1]!;

  const other = await browser.newContext({ baseURL: baseURL! });
  await watch(other, guard.complaints, new URL(baseURL!).host);
  const theirs = await other.newPage();
  await theirs.goto(link);
  const verdict = theirs.getByRole('region', { name: 'Fingerprint of this link' });
  await expect(verdict).toContainText('Reproduced exactly');
  await expect(verdict.getByRole('status')).toContainText('Reproduced exactly');
  // Their own link has the same fingerprint.
  await theirs.getByRole('button', { name: 'Share' }).click();
  await expect(theirs.getByLabel('Link to this experiment')).toHaveValue(link);

  const edited = (change: object) => formatFingerprint({ ...parseFingerprint(fingerprint), ...change });
  for (const [h, answer] of [
    [edited({ counts: 1 }), /^.?Same faults, and equal sums at every rate/],
    [edited({ masks: 1 }), /Different faults: report this/],
    [edited({ settings: 1 }), /Other settings than those of the fingerprint: no verdict/],
    [fingerprint.slice(0, -4), /damaged: no verdict/],
  ] as const) {
    await theirs.goto('about:blank');
    await openExplorer(theirs, `${QUICK}&h=${h}`);
    await expect(verdict).toContainText(answer);
  }
  await other.close();
});

test('a frozen link shows its figure where no engine runs, labelled as frozen', async ({ page, guard }) => {
  await openComplete(page);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('radio', { name: 'With the results' }).check();
  const field = page.getByLabel('Link to this experiment');
  await expect(field).toHaveValue(/&f=1[\w-]+$/);
  const link = await field.inputValue();
  await page.keyboard.press('Escape');
  const rows = await tableRows(page);

  guard.expected.push(/ERR_FAILED|Failed to load resource/);
  await page.route('**/*.{wasm,js}', (route) =>
    /browserWorker|\.wasm$/.test(route.request().url()) ? route.abort() : route.continue(),
  );
  await page.goto('about:blank');
  await page.goto(link);
  await expect(notices(page)).toContainText('The engine is not running');
  expect(await tableRows(page, 'Frozen results, n = 3')).toEqual(rows);
  await expect(page.getByText('frozen results, n = 3').first()).toBeVisible();
});
