// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { formatMap } from '../../../experiment/formats/formatMap';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { ModelsTab } from './ModelsTab';

afterEach(unmountAll);

const panel = (host: HTMLElement) => host.querySelector<HTMLElement>('[aria-labelledby=types-of-weights]')!;

it('prints the paper’s row of every network beside ours', () => {
  const { host } = mount(<ModelsTab />, FIXTURE_BUSY);
  const rows = [...host.querySelectorAll('.table1 tbody')].map((row) => row.textContent!);
  expect(rows.length).toBe(11);
  expect(rows[0]).toContain('LeNetFC3266,2004101.68\u00a0%Q2.6Q5.3generated digits');
  // A transformer has no kinds of layers whose values the paper counts.
  expect(rows.at(-1)).toContain('GPT-mini1470,27279,909');
  expect(panel(host).textContent).toMatch(/recorded run, generated digits, N = [\d,]+ images/);
});

it('choosing a row chooses its network and its map', () => {
  const chooseModel = vi.fn();
  const { host } = mount(<ModelsTab />, FIXTURE_BUSY, { chooseModel });
  click(host.querySelector('[aria-label="LeNetFC, MNIST"]'));
  expect([chooseModel.mock.calls, host.querySelector('#types-title')!.textContent]).toEqual([
    [],
    'Loss of each type: LeNetFC, MNIST',
  ]);
  click(host.querySelector('[aria-label="TiGRU, generated speech"]'));
  expect(chooseModel.mock.calls).toEqual([['ti-gru']]);
});

it('searches live, tells how far it is, and reads each type by the arrow keys', () => {
  const actions = { searchTypes: vi.fn(), stopSearch: vi.fn(), setSettings: vi.fn() };
  const { host, store } = mount(<ModelsTab />, FIXTURE_BUSY, actions);
  const search = () =>
    [...panel(host).querySelectorAll('button')].find(({ textContent }) => /earch/.test(textContent!))!;
  click(search());
  expect(actions.searchTypes.mock.calls).toEqual([['weights']]);
  const cells = [3, 2].map((fractionBits) => ({
    format: { integerBits: 1, fractionBits },
    wrong: fractionBits === 3 ? 18 : 217,
    lost: fractionBits === 3 ? 1 : 200,
    gained: 0,
  }));
  const map = formatMap('weights', 1000, 17, cells);
  const under = { structure: 'weights', map, done: 2, total: 70, running: true } as const;
  act(() => store.setState({ typeSearches: { weights: under } }));
  expect(panel(host).textContent).toContain('live, 2 of 70 types, N = 1,000 images');
  click(search());
  expect(actions.stopSearch).toHaveBeenCalledTimes(1);
  act(() => {
    panel(host)
      .querySelector('.heat-box')!
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
  });
  expect(panel(host).querySelector('.heat-reading')!.textContent).toContain(
    'Q1.2: +20.0 points over float. 217 of 1,000 wrong, float 17; 200 newly wrong, 0 newly right.',
  );
  click(panel(host).querySelector('.heat-reading button'));
  expect(actions.setSettings.mock.calls).toEqual([[{ format: { integerBits: 1, fractionBits: 2 } }]]);
  expect(store.getState().view.tab).toBe('explore');
});
