// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { FIXTURE_FIRST } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { TabList } from './TabList';

afterEach(unmountAll);

function show(tab: typeof FIXTURE_FIRST.view.tab) {
  const { store, host } = mount(<TabList />, {
    ...FIXTURE_FIRST,
    view: { ...FIXTURE_FIRST.view, tab },
  });
  const named = (name: string) =>
    [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;
  const lines = () =>
    [...host.querySelectorAll('[role=toolbar]')].map((line) =>
      [...line.querySelectorAll('button')].map(({ textContent }) => textContent),
    );
  return { store, named, lines };
}

it('shows the tabs of the open place, and opens a place at its first tab', () => {
  const { store, named, lines } = show('layers');
  expect(lines()[1]).toEqual(['Curve', 'Network', 'Layers', 'Structures', 'Classes', 'Data']);
  expect(named('Explore').getAttribute('aria-current')).toBe('true');
  expect(named('Layers').getAttribute('aria-current')).toBe('page');
  click(named('Paper'));
  expect(store.getState().view.tab).toBe('paper');
  expect(lines()[1]).toEqual(['Claims', 'Chip']);
});

it('returns to the tab that was last open in a place', () => {
  const { store, named } = show('layers');
  click(named('Design'));
  click(named('Models'));
  click(named('Explore'));
  expect(store.getState().view.tab).toBe('layers');
  click(named('Design'));
  expect(store.getState().view.tab).toBe('models');
});

it('is two stops of the Tab key, and arrow keys move within each', () => {
  const { named } = show('data');
  const stops = [...document.querySelectorAll('button')].filter(({ tabIndex }) => tabIndex === 0);
  expect(stops.map(({ textContent }) => textContent)).toEqual(['Explore', 'Data']);
  const press = (key: string) =>
    act(() => {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    });
  named('Data').focus();
  press('ArrowRight');
  expect(document.activeElement).toBe(named('Curve'));
  press('ArrowLeft');
  press('ArrowLeft');
  expect(document.activeElement).toBe(named('Classes'));
  press('Home');
  expect(document.activeElement).toBe(named('Curve'));
  press('End');
  expect(document.activeElement).toBe(named('Data'));
});
