// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { ModelPicker } from './ModelPicker';

afterEach(unmountAll);

const rows = (host: HTMLElement) => [...host.querySelectorAll<HTMLElement>('.model-choice')];

/** Opens the menu and waits for its list. */
async function openMenu(host: HTMLElement) {
  click(host.querySelector('button'));
  await vi.waitFor(async () => {
    await act(async () => {});
    expect(rows(host).length).toBeGreaterThan(0);
  });
}

it('lists every network with its data, its weights and the type of Table 1', async () => {
  const { host } = mount(<ModelPicker />, FIXTURE_BUSY);
  await openMenu(host);
  // The wait for a first curve loads on demand, after the list.
  await vi.waitFor(async () => {
    await act(async () => {});
    expect(rows(host)[0]!.textContent).toContain(' · stored curve');
  });
  const texts = rows(host).map((row) =>
    [...row.children]
      .map((part) => part.textContent)
      .join(' | ')
      .replace(/(?: · stored curve)? · (?:about [^|]+ here|time not known yet)/, ''),
  );
  expect(texts[0]).toBe('LeNetFC | digits | 266K weights | Q2.6');
  expect(texts[3]).toBe('VGG16 | photos · needs your weights | 138M weights | Q2.10');
  expect(texts.length).toBe(12);
  expect(texts[9]).toBe('ViT-mini | digits | 102K weights | Q2.6');
  expect(texts[10]).toBe('GPT-mini | text | 70.3K weights | Q2.6');
  expect(texts[11]).toBe('Open a network…');
  expect(document.activeElement?.textContent).toContain('LeNetFC');
});

it('chooses another network, but not the same one again', async () => {
  const chooseModel = vi.fn();
  const { host } = mount(<ModelPicker />, FIXTURE_BUSY, { chooseModel });
  await openMenu(host);
  click(rows(host)[0]);
  expect(rows(host)).toEqual([]);
  await openMenu(host);
  click(rows(host)[7]);
  expect(chooseModel.mock.calls).toEqual([['ti-gru']]);
  expect(document.activeElement).toBe(host.querySelector('button'));
});
