import type { Page } from '@playwright/test';
import { expectComplete, notices, openComplete, openExplorer, QUICK } from '../explorer';
import { expect, test } from '../fixture';

/** One red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);
/** What a server may send instead of weights. */
const ERROR_PAGE = Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>');

const file = (name: string, buffer: Buffer) => ({ name, mimeType: '', buffer });
const bring = (page: Page, ...files: ReturnType<typeof file>[]) =>
  page.locator('input[type=file]').first().setInputFiles(files);
const picker = (page: Page) => page.getByRole('button', { name: /^Model: / });

test('files of another kind open with a network that looks at them, and the weights it lacks are named', async ({
  page,
}) => {
  await openComplete(page);
  await bring(page, file('dot.png', PNG), file('labels.txt', Buffer.from('dot.png 3')));
  await expect(picker(page)).toHaveText('Model: ResNet50');
  await expect(notices(page)).toContainText(
    'LeNetFC does not look at photos: these files opened with ResNet50',
  );
  await expect(notices(page)).toContainText('your weight file (the photos are loaded)');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  expect(page.url()).toMatch(/m=resnet50&d=file-[0-9a-f]{16}/);
  await page.goBack();
  await expect(picker(page)).toHaveText('Model: LeNetFC');
  await expectComplete(page);
});

test('a weight file that is none is refused by name, and the experiment stays', async ({ page }) => {
  await openComplete(page);
  const before = page.url();
  await bring(page, file('lenet.h5', ERROR_PAGE));
  await expect(notices(page)).toContainText(
    'lenet.h5: The file is an XML page, such as a server sends with an error: expected an HDF5 file',
  );
  await expectComplete(page);
  expect(page.url()).toBe(before);
});

test('what a network lacks fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await openExplorer(page, `${QUICK}&m=vgg16`);
  await expect(notices(page).getByRole('button', { name: /^Fetch the weights, 553 MB/ })).toBeVisible();
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBe(0);
});
