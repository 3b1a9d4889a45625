// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { AssetFile } from '../../core/files/assetFiles';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { BundleExport } from './BundleExport';
import { saveFile } from './saveFile';

vi.mock('./saveFile');
afterEach(unmountAll);

function open(...own: readonly AssetFile[]) {
  const write = vi.fn((files: readonly { readonly name: string }[]) => files.map(({ name }) => name).join());
  const { host } = mount(<BundleExport file="figure" write={write} />, FIXTURE_BUSY, { ownFiles: () => own });
  const press = () => act(async () => host.querySelector('button')!.click());
  return { host, press, box: () => host.querySelector('input')! };
}
const labels = { name: 'labels', blob: new Blob([new Uint8Array(3_000_000)]) };

it('offers nothing where no file of the reader is in use', async () => {
  const { host, press } = open();
  expect(host.querySelector('input')).toBeNull();
  await press();
  expect(saveFile).toHaveBeenLastCalledWith('figure.json', '', 'application/json');
});

it('tells what the files add, and saves them only if wanted', async () => {
  const { host, press, box } = open(labels);
  expect(host.textContent).toContain('With my 1 file: 4.0 MB more. Whoever has the bundle has the files.');
  await press();
  expect(saveFile).toHaveBeenLastCalledWith('figure.json', '', 'application/json');
  click(box());
  await press();
  await vi.waitFor(() =>
    expect(saveFile).toHaveBeenLastCalledWith('figure.json', 'labels', 'application/json'),
  );
});

it('refuses files beyond the limit, which it tells', () => {
  const { host, box } = open({ name: 'w.h5', blob: { size: 553e6 } as Blob });
  expect(box().disabled).toBe(true);
  expect(host.textContent).toContain(
    'Without my 1 file: they have 553.0 MB, and a bundle holds at most 64.0 MB of files.',
  );
});

it('refuses more files than a bundle holds, however small', () => {
  const small = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `${index}.wav`, blob: { size: 1 } as Blob }));
  const { host, box } = open(...small(5001));
  expect(box().disabled).toBe(true);
  expect(host.textContent).toContain('Without my 5,001 files: a bundle holds at most 5,000 files.');
  expect(open(...small(5000)).box().disabled).toBe(false);
});

it('says why a file cannot be read', async () => {
  const arrayBuffer = () => Promise.reject(new Error('the disk was removed'));
  const { host, press, box } = open({ name: 'w', blob: { size: 1, arrayBuffer } as unknown as Blob });
  click(box());
  await press();
  expect(host.querySelector('[role=alert]')?.textContent).toBe(
    'The files cannot be read: the disk was removed',
  );
});
