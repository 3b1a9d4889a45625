// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { View } from '../../../experiment/link/view';
import { App } from '../../App';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { makeFixtureStore } from '../../fixtures/fixtureStore';
import { click, mount, pressKey, unmountAll } from '../../fixtures/mount';
import { Settings } from '../../settings/Settings';
import { HeldNote } from './HeldNote';

afterEach(unmountAll);

const held = (change: Partial<View>) => ({
  ...FIXTURE_BUSY,
  view: { ...FIXTURE_BUSY.view, lesson: 'sign-bit', ...change },
});

function mountPage(change: Partial<View>) {
  const store = makeFixtureStore(held(change));
  return { store, host: mount(<App store={store} />, held(change)).host };
}

it('says in Explore who locked and hid what, and leads back to the lesson', () => {
  const { host, store } = mount(<HeldNote />, held({ lock: 'settings,cursor', hide: 'tabs' }));
  expect(host.querySelector('p')!.textContent).toBe(
    'This link was made by a teacher. Locked: the settings of the experiment, the cursor of the figures. Hidden: the other tabs.',
  );
  click(host.querySelector('button'));
  expect(store.getState().view.tab).toBe('learn');
});

it('holds in Explore what the link locks: cursor, axes, tabs and their keys', () => {
  const { store, host } = mountPage({ lock: 'cursor,options,tabs' });
  expect(host.querySelector<HTMLInputElement>('.ber-panel input[type="range"]')!.disabled).toBe(true);
  expect(host.querySelector('.ber-panel input.text')).toBeNull();
  expect(host.querySelector<HTMLFieldSetElement>('.figure-options')!.disabled).toBe(true);
  expect([...host.querySelectorAll<HTMLButtonElement>('.tab')].every(({ disabled }) => disabled)).toBe(true);
  const cursor = host.querySelector<HTMLElement>('[aria-label="Bit error rate, on the chart"]')!;
  const { cursorBer } = store.getState().view;
  act(() => {
    cursor.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  });
  pressKey('2');
  pressKey('l');
  expect(store.getState().view).toMatchObject({ cursorBer, tab: 'explore' });
});

it('leaves the same controls free without a lock (control)', () => {
  const { store, host } = mountPage({});
  expect(host.querySelector<HTMLInputElement>('.ber-panel input[type="range"]')!.disabled).toBe(false);
  expect(host.querySelector('.ber-panel input.text')).not.toBeNull();
  expect(host.querySelector<HTMLFieldSetElement>('.figure-options')!.disabled).toBe(false);
  const cursor = host.querySelector<HTMLElement>('[aria-label="Bit error rate, on the chart"]')!;
  const { cursorBer } = store.getState().view;
  act(() => {
    cursor.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  });
  expect(store.getState().view.cursorBer).toBeGreaterThan(cursorBer);
  pressKey('2');
  expect(store.getState().view.tab).toBe('layers');
});

it('disables or hides the settings of the experiment', () => {
  const fields = (change: Partial<View>) =>
    mount(<Settings />, held(change)).host.querySelector<HTMLFieldSetElement>('.settings-fields');
  expect(fields({ lock: 'settings' })!.disabled).toBe(true);
  expect(fields({})!.disabled).toBe(false);
  expect(fields({ hide: 'settings' })).toBeNull();
});
