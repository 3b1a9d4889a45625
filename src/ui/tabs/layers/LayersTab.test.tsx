// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { specOfModel } from '../../../experiment/settings/specOfModel';
import { baselineOf, countOf } from '../../../experiment/sweep/measurement.fake';
import type { TrialResult } from '../../../experiment/sweep/results';
import { seriesOf } from '../../../experiment/sweep/series';
import type { TickEstimate } from '../../../experiment/ticks/search/tickSearch';
import { changeSpec } from '../../../store/changeSpec';
import { tickSearchKey } from '../../../store/runs/tickSearches';
import { withMeasured } from '../../../store/selectors/measured.fake';
import type { ExplorerState } from '../../../store/state';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { bodyCells, click, mount, pressKey, toggle, unmountAll } from '../../fixtures/mount';
import { LayersTab } from './LayersTab';

afterEach(unmountAll);

const BERS = [1e-5, 1e-4, 1e-3, 1e-2];
const SPEC: ExperimentSpec = { ...DEFAULT_SPEC, bers: { kind: 'list', bers: BERS }, trials: 40 };
/**
 * Makes a new baseline for each measurement, as the engine does. Ticks are memoised by baseline.
 */
const cleanRun = () => baselineOf(17, 20);
const EMPTY: ExplorerState = {
  ...FIXTURE_BUSY,
  spec: SPEC,
  measured: {},
  storedRuns: [],
  view: { ...FIXTURE_BUSY.view, tab: 'layers' },
};

/** Makes 40 trials at each rate that lose the given points. */
function losing(points: readonly number[]): readonly TrialResult[] {
  return BERS.flatMap((ber, rate) =>
    Array.from({ length: 40 }, (_, trial) => ({
      ...countOf(20 + 10 * points[rate]! + (points[rate]! > 0 ? trial % 3 : 0)),
      ber,
      trial,
    })),
  );
}

const LOSING = [0, 2, 12, 80];
const WHOLE = [0, 0, 0, 0];

/**
 * Makes a state in which, by default, FC-1 loses accuracy within the rates and FC-2 loses none.
 * FC-3 has not run.
 */
function measured(...layers: readonly (readonly number[])[]): ExplorerState {
  return measuredUnder(SPEC, layers.length === 0 ? [LOSING, WHOLE] : layers);
}

/** Makes a state in which the first layers lose the given points at each rate. */
function measuredUnder(spec: ExperimentSpec, layers: readonly (readonly number[])[]): ExplorerState {
  const all = seriesOf('layers', spec, 'blocks');
  const baseline = cleanRun();
  const news = layers.map((points, index) => ({
    spec: all[index]!.spec,
    baseline,
    results: losing(points),
  }));
  return withMeasured({ ...EMPTY, spec }, news);
}

const rows = (host: HTMLElement) => [...host.querySelectorAll('.tick-row')];
const button = (host: HTMLElement, name: RegExp) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => name.test(textContent!));
const boxes = (host: HTMLElement) => [...host.querySelectorAll<HTMLInputElement>('.tick-row input')];
/** Selects FC-1 and FC-2 instead of the default, FC-1 and FC-3. */
function compareFirstTwo(host: HTMLElement) {
  click(boxes(host)[1]);
  click(boxes(host)[0]);
}
const ruler = (host: HTMLElement) => host.querySelector('.ratio-text')!.textContent;

it('has a row for each layer before any trial has run, and says so', () => {
  const { host } = mount(<LayersTab />, EMPTY);
  expect(rows(host).map((row) => row.getAttribute('aria-label'))).toEqual([
    'FC-1: not run yet.',
    'FC-2: not run yet.',
    'FC-3: not run yet.',
  ]);
  expect(ruler(host)).toBe(
    'The selected rows are compared once both have run. The first and the last row are selected until you select others.',
  );
});

it('draws the ticks of each row, censored ones with an arrowhead and a text, and lists all in a sentence', () => {
  const { host } = mount(<LayersTab />, measured());
  const [fc1, fc2, fc3] = rows(host);
  expect(fc1!.querySelectorAll('.tick-mark')).toHaveLength(4);
  expect(fc1!.querySelectorAll('.tick-whisker')).toHaveLength(4);
  expect(fc1!.getAttribute('aria-label')).toMatch(
    /^FC-1: 0 at 1\.\d+ × 10⁻⁵; \+1 at .*; \+5 at .*; \+10 at .*\. n = 40, live\.$/,
  );
  expect(fc1!.querySelector('.tick-tail')!.textContent).toMatch(/^1\.\d$/);
  expect(fc2!.querySelectorAll('.tick-mark')).toHaveLength(0);
  expect(fc2!.querySelector('.tick-bound')).not.toBeNull();
  expect(fc2!.getAttribute('aria-label')).toContain('+10 ≥ 1.00 × 10⁻², not reached');
  expect(fc2!.querySelector('.tick-tail')!.textContent).toBe('–');
  expect(fc3!.querySelector('.tick-bar')!.textContent).toBe('not run yet');
});

it('draws numbers of few trials pale and with two digits, and concludes nothing from fewer than 8', () => {
  const few = (trials: number) => {
    const { host } = mount(<LayersTab />, measuredUnder({ ...SPEC, trials }, [LOSING, WHOLE]));
    compareFirstTwo(host);
    const [fc1, fc2] = rows(host);
    const marks = [...fc1!.querySelectorAll('.tick-mark, .tick-neutral'), fc2!.querySelector('.tick-bound')!];
    return {
      host,
      looks: [...new Set(marks.map((mark) => mark.classList.item(1)))],
      words: fc1!.getAttribute('aria-label')!,
    };
  };
  const early = few(2);
  expect(early.looks).toEqual(['early']);
  expect(early.words).toMatch(/^FC-1: 0 at \d\.\d × 10⁻⁵ \(not resolved.*\. n = 2, live, provisional\.$/);
  expect(ruler(early.host)).toMatch(/is not known yet: 8 trials are needed at each rate, 2 so far\.$/);
  expect(early.host.querySelector('.ratio-bracket')).toBeNull();
  click(button(early.host, /^Table$/));
  expect(early.host.querySelector('.layer-table tbody tr')!.textContent).toMatch(
    /^FC-1live2provisional1,000/,
  );
  const provisional = few(29);
  expect(provisional.looks).toEqual(['provisional']);
  expect(provisional.host.querySelector('.ratio-bracket')).not.toBeNull();
  expect(provisional.words).toMatch(/^FC-1: 0 at \d\.\d × 10⁻⁵.*, provisional\.$/);
  expect(ruler(provisional.host)).toMatch(/^(?!.*provisional.*provisional).*; n = 29, provisional\.$/i);
  const firm = few(30);
  expect(firm.looks).toEqual(['firm']);
  expect(firm.words).toMatch(/^FC-1: 0 at \d\.\d\d × 10⁻⁵.* n = 30, live\.$/);
});

it('names each tick of the hovered row, and shows its numbers under the rows', () => {
  const { host } = mount(<LayersTab />, measured());
  const names = () => [...rows(host)[0]!.querySelectorAll('.tick-bar text')].map((text) => text.textContent);
  expect(names()).toEqual([]);
  act(() => rows(host)[0]!.querySelector('button')!.focus());
  expect(names()).toEqual(['0', '+1', '+5', '+10']);
  expect(host.querySelector('.tick-reading')!.textContent).toMatch(/^FC-1: 0 at/);
});

it('compares the first and the last row until others are selected, whichever have run', () => {
  const checked = (host: HTMLElement) => boxes(host).map((box) => box.checked);
  const { host, store } = mount(<LayersTab />, measured());
  expect(checked(host)).toEqual([true, false, true]);
  expect(ruler(host)).toMatch(
    /once both have run\. The first and the last row are selected until you select/,
  );
  // First FC-3 is the least tolerant row, then FC-2.
  for (const profile of [LOSING, WHOLE]) {
    act(() => store.setState(measured(profile, LOSING, WHOLE)));
    expect(checked(host)).toEqual([true, false, true]);
    expect(ruler(host)).toMatch(/FC-1.*FC-3|FC-3.*FC-1/);
  }
  compareFirstTwo(host);
  expect(checked(host)).toEqual([true, true, false]);
  expect(ruler(host)).not.toContain('until you tick others');
  click(boxes(host)[0]);
  expect(checked(host)).toEqual([false, true, false]);
  expect(ruler(host)).toBe('Select two rows to compare their ticks.');
});

it('compares two selected rows at the chosen loss', () => {
  const { host } = mount(<LayersTab />, measured());
  compareFirstTwo(host);
  expect(ruler(host)).toMatch(
    /^FC-2 survives at least \d+× as many bit errors per bit as FC-1 before 1 point is lost \(one of them lies outside/,
  );
  expect(host.querySelector('.ratio-bracket')!.textContent).toMatch(/^≥ \d+×$/);
  const at10 = [...host.querySelectorAll<HTMLInputElement>('.ratio-ruler input')].at(-1);
  click(at10);
  expect(ruler(host)).toContain('before 10 points are lost');
  click(boxes(host)[0]);
  expect(host.querySelector('.ratio-bracket')).toBeNull();
});

it('under the count rule no bar is drawn where no bit flips: that part is hatched, and labelled once', () => {
  const spec: ExperimentSpec = { ...SPEC, sampling: 'count' };
  const { host } = mount(<LayersTab />, measuredUnder(spec, [LOSING, WHOLE, [0, 0, 12, 80]]));
  // FC-3 has 8,000 bits. The layers before it have enough bits for a flip at every rate of the
  // axis.
  const bars = (mark: string) => rows(host).map((row) => row.querySelectorAll(`.tick-bar ${mark}`).length);
  expect(bars('.no-flips')).toEqual([0, 0, 1]);
  expect(bars('.tick-neutral')).toEqual([1, 1, 1]);
  expect(rows(host)[2]!.getAttribute('aria-label')).toMatch(
    /live\. A fixed count flips no bit below 1\.25 × 10⁻⁴\.$/,
  );
  expect(host.querySelectorAll('.small-curve .no-flips')).toHaveLength(1);
  compareFirstTwo(host);
  expect(ruler(host)).not.toContain('fixed count');
  click(host.querySelector('.ratio-ruler input'));
  click(boxes(host)[2]);
  expect(ruler(host)).toMatch(
    /With a fixed count, no bit of FC-3 flips at a tested rate below its tick: the tick shows where the first bit flips\.$/,
  );
  const named = [...host.querySelectorAll('.legend li')].filter((entry) =>
    /fixed count/.test(entry.textContent!),
  );
  // One under the bars and one under the small curves.
  expect(named.map(({ textContent }) => textContent)).toEqual(
    Array(2).fill('fixed count: no bit flips here'),
  );
  click(button(host, /^Table$/));
  expect([...host.querySelectorAll('.layer-table tr')].map((row) => row.children[9]!.textContent)).toEqual([
    'First flip',
    '5.31 × 10⁻⁷',
    '4.17 × 10⁻⁶',
    '1.25 × 10⁻⁴',
  ]);
});

it('a bar begins where the count rule begins', () => {
  const spec: ExperimentSpec = { ...SPEC, sampling: 'count' };
  const { host } = mount(<LayersTab />, measuredUnder(spec, [LOSING, WHOLE, [0, 0, 0, 12]]));
  const fc3 = rows(host)[2]!;
  const end = fc3.querySelector('.no-flips > line')!.getAttribute('x1');
  expect(fc3.querySelector('.tick-neutral')!.getAttribute('x')).toBe(end);
});

it('a name makes its layer the experiment', () => {
  const { host, store } = mount(<LayersTab />, measured());
  click(rows(host)[1]!.querySelector('button'));
  expect(store.getState().spec.layers).toEqual(['fc-2']);
  expect(store.getState().view.tab).toBe('explore');
});

it('prints the same numbers as a table, in the unit of loss that is chosen', () => {
  const { host, store } = mount(<LayersTab />, measured());
  click(button(host, /^Table$/));
  const table = () => [...host.querySelectorAll('.layer-table tr')].map((row) => row.textContent!);
  expect(table()[0]).toBe('LayerSourcenNFault-free error, %0+1+5+10Decades from no loss to 10 points lost');
  expect(table()[1]).toMatch(/^FC-1live401,0002\.001\.\d+ × 10⁻⁵/);
  expect(table()[3]).toBe('FC-3–01,000–not run yet–');
  act(() => store.getState().setView({ loss: 'relative' }));
  expect(table()[0]).toContain('+10\u00a0%');
  // 10 % of a baseline error of 2 % are 0.2 points.
  expect(host.querySelector('.tick-legend')!.textContent).toContain('0.1, 0.1, 0.1, 0.2 points');
});

it('draws losses below ε once, says so, and compares at the smallest loss above it', () => {
  const { host, store } = mount(<LayersTab />, measured(LOSING, [0, 0, 2, 12]));
  compareFirstTwo(host);
  const losses = () =>
    [...host.querySelectorAll('.ratio-ruler .segment')].map(({ textContent }) => textContent);
  expect(rows(host)[0]!.querySelectorAll('.tick-mark')).toHaveLength(4);
  expect(losses()).toEqual(['0', '+1', '+5', '+10']);
  expect(ruler(host)).toContain('before 1 point is lost (');
  // 1, 5 and 10 % of a baseline error of 2 %: 0.02, 0.1 and 0.2 points.
  act(() => store.getState().setView({ loss: 'relative' }));
  expect(rows(host)[0]!.querySelectorAll('.tick-mark')).toHaveLength(2);
  expect(rows(host)[0]!.getAttribute('aria-label')).toMatch(
    /^FC-1: 0 at .*; \+1\u00a0% too small to measure \(below 0\.1 points\); \+5\u00a0% too small .*; \+10\u00a0% at /,
  );
  expect(losses()).toEqual(['0', '+10\u00a0%']);
  expect(ruler(host)).toContain('before 10 % of the fault-free error are lost (');
  click(button(host, /^Table$/));
  const cells = [...host.querySelectorAll('.layer-table tbody tr:first-child td')];
  const below = cells.filter(({ textContent }) => textContent === 'too small to measure (below 0.1 points)');
  expect(below).toHaveLength(2);
});

it('sorts rows by tolerance or tail, those without ticks or tail last', () => {
  const slow = [0, 0.5, 2, 80];
  const { host } = mount(<LayersTab />, measured(slow, LOSING));
  const names = () => rows(host).map((row) => row.querySelector('.tick-name span')!.textContent);
  const order = (value: string) => click(host.querySelector(`input[value=${value}]`));
  order('tolerance');
  expect(names()).toEqual(['FC-2', 'FC-1', 'FC-3']);
  order('network');
  expect(names()).toEqual(['FC-1', 'FC-2', 'FC-3']);
  unmountAll();
  const { host: other } = mount(<LayersTab />, measured(WHOLE, LOSING));
  click(other.querySelector('input[value=tail]'));
  expect(rows(other)[0]!.getAttribute('aria-label')).toMatch(/^FC-2/);
});

it('groups a deep network by blocks, and opens them to layers', () => {
  const spec = specOfModel('resnet50-mini', SPEC);
  const { host, store } = mount(<LayersTab />, { ...EMPTY, spec });
  expect(rows(host)).toHaveLength(6);
  act(() => store.getState().setView({ grouping: 'layers' }));
  expect(rows(host)).toHaveLength(54);
});

it('starts a search for ticks, shows each as it comes with its interval, and stops it', () => {
  const actions = { searchTicks: vi.fn(), stopSearch: vi.fn() };
  const { host, store } = mount(<LayersTab />, measured(), actions);
  expect(host.querySelector('.found-ticks')!.textContent).toContain(
    'Measures each tick more precisely, with about 220 to 500 new trials',
  );
  click(button(host, /^Find ticks$/));
  expect(actions.searchTicks).toHaveBeenCalledTimes(1);
  const key = tickSearchKey(seriesOf('layers', SPEC, 'blocks')[0]!.spec);
  const spent = { evaluations: 483, trials: 1778 };
  const ticks: readonly TickEstimate[] = [
    {
      ...{ ...spent, loss: 0, thresholdPoints: 0.1 },
      ...{ ber: { value: 2e-5, bound: 'exact' }, interval: { low: 1e-5, high: null } },
    },
    { ...spent, loss: 1, thresholdPoints: 1, ber: { value: 1e-4, bound: 'exact' }, interval: null },
    { ...spent, loss: 5, thresholdPoints: 5, ber: { value: 1e-1, bound: 'atLeast' }, interval: null },
  ];
  act(() => store.setState({ tickSearches: { found: { [key]: ticks }, running: key } }));
  expect(host.querySelector('.found-ticks .note')!.textContent).toMatch(/^FC-1: 3 of 4 ticks/);
  const cells = [...host.querySelectorAll('.found-ticks tbody td')].map((cell) => cell.textContent);
  expect(cells).toEqual([
    '2.00 × 10⁻⁵1.00 × 10⁻⁵ to beyond the grid483 trials',
    '1.00 × 10⁻⁴not resolved, because fewer than 30 trials near it change the error count483 trials',
    expect.stringMatching(
      /^≥ 1\.00 × 10⁻¹, not reachedoutside the tested ratesthe curve, from other trials, gives \d\.\d\d × 10⁻⁴: too few trials lose accuracy to decide483 trials$/,
    ),
    '–',
  ]);
  // A found tick replaces the one read off the curve. The bound has no diamond; other rows have
  // none either.
  expect(rows(host)[0]!.querySelectorAll('.tick-mark')).toHaveLength(4);
  expect(rows(host)[0]!.getAttribute('aria-label')).toMatch(
    /^FC-1: 0 at 2\.00 × 10⁻⁵ \(adaptive search\); \+1 at 1\.00 × 10⁻⁴ \(adaptive search\) \(not resolved, because fewer than 30 trials near it change the error count\); \+5 at (?!.*adaptive)/,
  );
  click(button(host, /^Table$/));
  const read = [...host.querySelectorAll('.layer-table[aria-label], .layer-table')].at(-1)!;
  expect(read.querySelector('tbody tr')!.textContent).toMatch(
    /2\.00 × 10⁻⁵.*?adaptive search: cite this one1\.00 × 10⁻⁴/,
  );
  expect(host.querySelector('.tick-legend')!.textContent).toContain(
    'from the adaptive search: cite this one',
  );
  expect(rows(host).map((row) => row.querySelectorAll('.tick-found').length)).toEqual([2, 0, 0]);
  act(() => store.getState().setView({ loss: 'relative' }));
  expect(host.querySelectorAll('.tick-found')).toHaveLength(0);
  click(button(host, /^Stop the search$/));
  expect(actions.stopSearch).toHaveBeenCalledTimes(1);
});

it('compares ticks from the adaptive search, and says so', () => {
  const { host, store } = mount(<LayersTab />, measured(LOSING, [0, 0, 2, 12]));
  compareFirstTwo(host);
  expect(ruler(host)).toMatch(
    /^FC-2 survives .*\)\. Each bit flips by chance; higher rates keep these flips and add more; n = 40\.$/,
  );
  const [fc1, fc2] = seriesOf('layers', SPEC, 'blocks').map(({ spec }) => tickSearchKey(spec));
  const found = (value: number): readonly TickEstimate[] =>
    ([0, 1, 5, 10] as const).map((loss) => ({
      ...{ loss, thresholdPoints: Math.max(loss, 0.1), evaluations: 483, trials: 1778 },
      ...{ ber: { value, bound: 'exact' }, interval: { low: value / 2, high: value * 2 } },
    }));
  const end = () => host.querySelector('.ratio-bracket circle')!.getAttribute('cx');
  const before = end();
  act(() => store.setState({ tickSearches: { found: { [fc1!]: found(2e-4) }, running: null } }));
  expect(ruler(host)).toMatch(
    /The tick of FC-1 is from the adaptive search, the tick of FC-2 from its curve\. Each bit flips by chance; higher rates keep .*; n = 40\.$/,
  );
  expect(end()).not.toBe(before);
  // The search reverses the order: 4e-4 over 1e-4.
  const both = { [fc1!]: found(4e-4), [fc2!]: found(1e-4) };
  act(() => store.setState({ tickSearches: { found: both, running: null } }));
  expect(ruler(host)).toBe(
    'FC-1 survives 4× as many bit errors per bit as FC-2 before 1 point is lost (95 % interval 1.5 to 11×). Both ticks are from the adaptive search. Each bit flips by chance; every rate draws its own flips.',
  );
  expect(host.querySelector('.found-ticks .note')!.textContent).toMatch(/^Measures each tick/);
  const fc3 = tickSearchKey(seriesOf('layers', SPEC, 'blocks')[2]!.spec);
  act(() => store.setState({ tickSearches: { found: { ...both, [fc3]: found(1e-3) }, running: null } }));
  expect(host.querySelector('.found-ticks .note')!.textContent).toMatch(/^All ticks are found/);
  act(() => store.getState().setView({ loss: 'relative' }));
  expect(ruler(host)).not.toContain('adaptively');
});

it('keeps the bars and curves of the type before, grey and named, until those of the new one are there', () => {
  const { host, store } = mount(<LayersTab />, measured());
  const fresh: ExperimentSpec = { ...SPEC, format: { integerBits: 3, fractionBits: 5 } };
  const next = { ...store.getState(), ...changeSpec(store.getState(), fresh) };
  act(() => store.setState(next));
  const cells = () => rows(host).map((row) => row.querySelector('.tick-cell')!.className);
  const [kept, plain] = ['tick-cell tick-cell-stale', 'tick-cell'];
  // FC-3 has not run.
  expect(cells()).toEqual([kept, kept, plain]);
  expect(rows(host)[0]!.querySelectorAll('.tick-mark')).toHaveLength(4);
  expect(rows(host)[0]!.getAttribute('aria-label')).toBe('FC-1: not run yet.');
  expect(rows(host)[0]!.querySelector('small')!.textContent).toBe('before: Q2.6');
  expect(host.querySelectorAll('.small-curve .tone-ghost')).toHaveLength(2);
  expect(ruler(host)).toMatch(/once both have run/);

  const [fc1] = seriesOf('layers', fresh, 'blocks');
  const news = [{ spec: fc1!.spec, baseline: cleanRun(), results: losing(WHOLE) }];
  act(() => store.setState(withMeasured(store.getState(), news)));
  expect(cells()).toEqual([plain, kept, plain]);
  expect(rows(host)[0]!.getAttribute('aria-label')).toMatch(/n = 40, live\.$/);
  expect([...host.querySelectorAll('.legend li')].map(({ textContent }) => textContent)).toContain(
    'previous settings: Q2.6',
  );
});

it('says of rows of a network that guesses that they have no ticks and no distance, not that trials lack', () => {
  const state = measured();
  const guesses = baselineOf(880, 882);
  const guessed = Object.fromEntries(
    Object.entries(state.measured).map(([key, one]) => [key, { ...one, baseline: guesses }]),
  );
  const { host } = mount(<LayersTab />, { ...state, measured: guessed });
  expect(host.textContent).toContain('no ticks: the network may not be better than guessing');
  expect(host.textContent).not.toContain('no trial at every rate yet');
  expect(host.querySelector('.ratio-text')!.textContent).toMatch(
    /^These rows cannot be compared: without faults the network may not be better than guessing\./,
  );
});

it('names guessing as the reason for a missing ratio only if a compared row guesses', () => {
  const state = measured();
  const [first] = seriesOf('layers', SPEC, 'blocks');
  const guesses = baselineOf(17, 900);
  const news = [{ spec: first!.spec, baseline: guesses, results: losing(LOSING) }];
  const { host } = mount(<LayersTab />, withMeasured(state, news));
  expect(ruler(host)).toMatch(/^These rows cannot be compared/);
  click(boxes(host)[0]);
  click(boxes(host)[1]);
  expect(ruler(host)).toMatch(/^The selected rows are compared once both have run/);
});

it('opens the table of the tick bars with the key T', () => {
  const { host } = mount(<LayersTab />, measured());
  pressKey('t');
  expect(host.querySelectorAll('.layer-table tbody tr').length).toBe(3);
});

it('has the small curves as tables, one for each row', async () => {
  const { host } = mount(<LayersTab />, measured());
  const twin = [...host.querySelectorAll('.as-table')].at(-1)!;
  await toggle(twin);
  const captions = [...twin.querySelectorAll('caption')].map(({ textContent }) => textContent);
  expect(captions).toEqual(['FC-1: n = 40, live', 'FC-2: n = 40, live', 'FC-3: not run yet']);
  // FC-1 loses 0, 2, 12 and 80 points and the mean of 0, 1 and 2 images of 1,000.
  const means = bodyCells(twin.querySelector('table')!).map((row) => row[3]);
  expect(means).toEqual(['2.00', '4.10', '14.10', '82.10']);
});

it('draws the small curves by flipped bits on one axis: a layer of fewer bits stands further left', () => {
  const drawn = (rateAxis: 'rate' | 'flips') => {
    const state = measuredUnder(SPEC, [LOSING, WHOLE, WHOLE]);
    const { host } = mount(<LayersTab />, { ...state, view: { ...state.view, rateAxis } });
    const figures = [...host.querySelectorAll('.small-curve')];
    const starts = figures.map((figure) =>
      Number(/^M([\d.]+)/.exec(figure.querySelector('.mean')!.getAttribute('d')!)![1]),
    );
    const ends = figures.map((figure) =>
      [...figure.querySelectorAll('.tick:not([dy])')].map(({ textContent }) => textContent),
    );
    return { starts, ends, title: host.querySelector('#small-curves-title')!.textContent };
  };
  const rate = drawn('rate');
  expect(new Set(rate.starts).size).toBe(1);
  const flips = drawn('flips');
  expect(flips.title).toBe('Error against flipped bits, %');
  // 8,000 bits of FC-3 flip 0.08 at 1e-5, all 2,129,600 bits 21,296 at 1e-2: 5.43 decades on 194
  // pixels. FC-1 has 235 times as many bits as FC-3, 2.37 decades.
  expect(flips.starts).toEqual([122.8, 90.8, 38]);
  expect(flips.ends).toEqual(Array(3).fill(['0.1', '1K']));
});
