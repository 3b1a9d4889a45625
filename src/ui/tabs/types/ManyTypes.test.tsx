// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { formatText } from '../../../core/words/numberFormat';
import { parseQFormat } from '../../../core/words/qformat';
import { expectedFlipsOf } from '../../../experiment/curve/curve';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { baselineOf } from '../../../experiment/sweep/measurement.fake';
import { putMeasured } from '../../../store/selectors/measured';
import { selectTypeRows } from '../../../store/selectors/typeRows';
import { FIXTURE_BUSY, madeUpResults } from '../../fixtures/explorer';
import { click, mount, unmountAll } from '../../fixtures/mount';
import { ManyTypes } from './ManyTypes';
import { nextOrder, sortRows, tableRow } from './typeColumns';

afterEach(unmountAll);

const TYPES = ['Q2.6', 'Q3.13', 'Q2.4'].map(parseQFormat);
const spec = (name: string) => ({ ...DEFAULT_SPEC, format: parseQFormat(name), trials: 12 });

/** The chosen Q2.6 and Q3.13 with results; Q2.4 has not run. */
const STATE = (() => {
  const own = spec('Q2.6');
  const view = { ...FIXTURE_BUSY.view, types: TYPES };
  const state = { ...FIXTURE_BUSY, spec: own, storedRuns: [], view, measured: {} };
  const news = [
    { spec: own, baseline: baselineOf(17, 20), results: madeUpResults(own, 12) },
    { spec: spec('Q3.13'), baseline: baselineOf(17, 17), results: madeUpResults(spec('Q3.13'), 12) },
  ];
  return { ...state, measured: putMeasured(state, news) };
})();

const open = () => {
  const mounted = mount(<ManyTypes />, STATE);
  const rows = () =>
    [...mounted.host.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent!),
    );
  const names = () => rows().map(([name]) => /Q\d\.\d+/.exec(name!)![0]);
  const button = (name: string | RegExp) =>
    [...mounted.host.querySelectorAll('button')].find((each) =>
      (each.getAttribute('aria-label') ?? each.textContent!).match(name),
    );
  return { ...mounted, rows, names, button };
};

it('has bits, stored megabits, fault-free loss and flips at the tolerated rate of each type', () => {
  const { rows, store } = open();
  const [own, common, unrun] = rows();
  // 266,200 weights.
  expect([own, common, unrun].map((row) => row!.slice(1, 4))).toEqual([
    ['8', '2.13', '+0.30'],
    ['16', '4.26', '0'],
    ['6', '1.6', '–'],
  ]);
  expect(own![0]).toContain('chosen');
  expect(unrun![0]).toContain('not run yet');
  expect(unrun!.slice(4, 7)).toEqual(['–', '–', '–']);
  const series = selectTypeRows(store.getState())[1]!;
  const { ber } = series.tolerance!.ticks[1]!;
  expect(Number(common![6]!.replace(',', ''))).toBe(Math.round(expectedFlipsOf(series.spec, ber.value)));
  expect(common![7]).toMatch(/×/);
});

it('gives each reason for a missing interval once, under the table', () => {
  const { host, rows } = open();
  const referring = rows()
    .flat()
    .filter((text) => text.includes('no interval (a)'));
  expect(referring.length).toBeGreaterThan(1);
  expect(host.textContent).toContain('(a) Not resolved, because fewer');
  expect(host.textContent!.split('because fewer than 30 trials')).toHaveLength(2);
  expect(rows().flat().join()).not.toContain('because');
});

it('sorts by a column up, down and back, with unknown numbers last', () => {
  const { host, names, button } = open();
  click(button(/^Megabits/));
  expect(names()).toEqual(['Q2.4', 'Q2.6', 'Q3.13']);
  click(button(/^Megabits/));
  expect(names()).toEqual(['Q3.13', 'Q2.6', 'Q2.4']);
  expect(host.querySelector('[aria-sort=descending]')!.textContent).toContain('Megabits');
  click(button(/^Lost/));
  expect(names()).toEqual(['Q3.13', 'Q2.6', 'Q2.4']);
  click(button(/^Lost/));
  expect(names()).toEqual(['Q2.6', 'Q3.13', 'Q2.4']);
  click(button(/^Lost/));
  expect(names()).toEqual(['Q2.6', 'Q3.13', 'Q2.4']);
  expect(nextOrder({ by: 'bits', descending: true }, 'bits')).toBeNull();
});

it('keeps the order of equal rows', () => {
  const series = selectTypeRows(STATE);
  const rows = [series[2]!, series[0]!, series[2]!].map((item) => tableRow(item, null));
  expect(sortRows(rows, { by: 'flips', descending: true }).map(({ series: { id } }) => id)).toEqual([
    'Q2.6',
    'Q2.4',
    'Q2.4',
  ]);
});

it('chooses, adds and removes types, and closes', () => {
  const { host, store, button } = open();
  const candidates = () => store.getState().view.types.map(formatText);
  expect(button('Remove Q2.6')).toBeUndefined();
  click(button('Remove Q2.4'));
  expect(candidates()).toEqual(['Q2.6', 'Q3.13']);
  const input = host.querySelector<HTMLInputElement>('input.text')!;
  const type = (text: string) =>
    act(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  const enter = () =>
    act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  type('Q1.5');
  enter();
  expect(candidates()).toEqual(['Q2.6', 'Q3.13', 'Q1.5']);
  type('Q1.5');
  enter();
  expect(host.querySelector('.problem')!.textContent).toContain('found it in the table');
  click(button(/^Q3\.13/));
  expect(formatText(store.getState().spec.format)).toBe('Q3.13');
  click(button('Close'));
  expect(candidates()).toEqual([]);
  click(button('Compare more types'));
  expect(candidates()).toContain('Q1.7');
});

it('is left out if no weights may be faulty', () => {
  const { host } = mount(<ManyTypes />, { ...STATE, spec: { ...STATE.spec, structures: ['activations'] } });
  expect(host.textContent).toBe('');
});
