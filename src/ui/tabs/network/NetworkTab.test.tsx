// @vitest-environment happy-dom
import '../../../core/network/networks/transformers';
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { recordedSpec } from '../../../experiment/documents/recordedSpec.fake';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { specOfModel } from '../../../experiment/settings/specOfModel';
import { baselineOf, countOf } from '../../../experiment/sweep/measurement.fake';
import { seriesOf } from '../../../experiment/sweep/series';
import { withMeasured } from '../../../store/selectors/measured.fake';
import type { ExplorerState } from '../../../store/state';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { click, mount, pressKey, unmountAll } from '../../fixtures/mount';
import { NetworkTab } from './NetworkTab';

afterEach(unmountAll);

const BERS = [1e-5, 1e-4, 1e-3, 1e-2];
const SPEC: ExperimentSpec = { ...DEFAULT_SPEC, bers: { kind: 'list', bers: BERS }, trials: 40 };
const stateOf = (spec: ExperimentSpec): ExplorerState => ({
  ...FIXTURE_BUSY,
  spec,
  measured: {},
  storedRuns: [],
  progress: null,
  view: { ...FIXTURE_BUSY.view, tab: 'network' },
});
const boxes = (host: HTMLElement) => [...host.querySelectorAll<HTMLElement>('[data-box]')];
const box = (host: HTMLElement, id: string) => boxes(host).find((each) => each.dataset.box === id)!;

it('draws a box for each layer, with its share of the bits', () => {
  const { host } = mount(<NetworkTab />, stateOf(SPEC));
  expect(boxes(host).map((each) => each.getAttribute('aria-label'))).toEqual([
    'fc-1: after flatten, Dense layer + ReLU, → 300. 235,200 words · 88 %. Explore fc-1 alone.',
    'fc-2: Dense layer + ReLU, → 100. 30,000 words · 11 %. Explore fc-2 alone.',
    'fc-3: Dense layer, → 10. 1,000 words · 0.38 %. Explore fc-3 alone.',
  ]);
  const widths = [...host.querySelectorAll('.network-share')].map((bar) => Number(bar.getAttribute('width')));
  const track = Number(host.querySelector('.network-track')!.getAttribute('width'));
  expect(widths[0]! / track).toBeCloseTo(235_200 / 266_200, 6);
  expect(host.textContent).toContain('once it was measured');
});

it('says that it has no graph of a network whose file is not open', () => {
  const { host } = mount(<NetworkTab />, stateOf(recordedSpec()));
  expect(host.textContent).toBe('The graph is in the file of the network, which is not open here.');
});

it('gives faults to the pressed layer alone and opens the curve', () => {
  const setSettings = vi.fn();
  const setView = vi.fn();
  const { host } = mount(<NetworkTab />, stateOf(SPEC), { setSettings, setView });
  click(box(host, 'fc-2'));
  expect(setSettings.mock.calls).toEqual([[{ layers: ['fc-2'] }]]);
  expect(setView.mock.calls).toEqual([[{ tab: 'explore' }]]);
});

it('marks the layers with faults unless all have them', () => {
  const faulty = (host: HTMLElement) => host.querySelectorAll('.network-faulty').length;
  expect(faulty(mount(<NetworkTab />, stateOf(SPEC)).host)).toBe(0);
  expect(faulty(mount(<NetworkTab />, stateOf({ ...SPEC, layers: ['fc-1', 'fc-3'] })).host)).toBe(2);
});

it('shows the rate that a layer alone tolerates, by the loss that is chosen', () => {
  const baseline = baselineOf(17, 20);
  const losing = (points: readonly number[]) =>
    BERS.flatMap((ber, rate) =>
      Array.from({ length: 40 }, (_, trial) => ({ ...countOf(20 + 10 * points[rate]!), ber, trial })),
    );
  const series = seriesOf('layers', SPEC, 'layers');
  const state = withMeasured(stateOf(SPEC), [
    { spec: series[0]!.spec, baseline, results: losing([0, 2, 12, 80]) },
    { spec: series[1]!.spec, baseline, results: losing([0, 0, 2, 80]) },
  ]);
  const { host } = mount(<NetworkTab />, state);
  const rates = () =>
    boxes(host).map((each) => /Tolerated rate at .*\)/.exec(each.getAttribute('aria-label')!)?.[0]);
  const [first, second, third] = rates();
  expect(first).toMatch(/^Tolerated rate at \+1: \d.* \(n = 40, live\)$/);
  expect(second).toMatch(/^Tolerated rate at \+1: \d.* \(n = 40, live\)$/);
  expect(third).toBeUndefined();
  const colours = [...host.querySelectorAll('.network-rate')].map((mark) => mark.getAttribute('fill'));
  expect(colours).toEqual(['rgb(0 34 78)', 'rgb(254 232 56)']);
  click(
    [...host.querySelectorAll<HTMLElement>('input[type=radio]')].find(
      (each) => each.getAttribute('value') === '10',
    ),
  );
  expect(rates()[0]).toMatch(/^Tolerated rate at \+10: \d/);
});

it('shows the rate of a block of which only some layers store what flips', () => {
  const { numSamples, ...rest } = specOfModel('ti-gru', { ...SPEC, structures: ['hiddenState'] });
  const spec: ExperimentSpec = { ...rest, numSamples: 100, bers: SPEC.bers };
  const [series] = seriesOf('layers', spec, 'blocks', 'whole:gru-1');
  const results = BERS.flatMap((ber) =>
    Array.from({ length: 40 }, (_, trial) => ({ ...countOf(ber < 1e-3 ? 20 : 90, 100), ber, trial })),
  );
  const state = withMeasured(stateOf(spec), [
    { spec: series!.spec, baseline: baselineOf(20, 20, 100), results },
  ]);
  expect(series!.spec.layers).toEqual(['gru-1']);
  const { host } = mount(<NetworkTab />, { ...state, view: { ...state.view, blocks: 'whole:gru-1' } });
  expect(boxes(host)).toHaveLength(1);
  expect(box(host, 'block whole').getAttribute('aria-label')).toMatch(
    /Tolerated rate at \+1: \d.* \(n = 40, live\)\. Open the block\.$/,
  );
});

it('names what goes into a network of text', () => {
  const ends = (model: string) =>
    mount(<NetworkTab />, stateOf(specOfModel(model, DEFAULT_SPEC))).host.textContent;
  expect(ends('gpt-mini')).toContain('Input of 32 characters');
  expect(ends('vit-mini')).toContain('Input 28 × 28 × 1');
});

it('opens and closes blocks, and keeps the focus on them', () => {
  const { host } = mount(<NetworkTab />, stateOf(specOfModel('resnet50', DEFAULT_SPEC)));
  expect(boxes(host)).toHaveLength(7);
  const stage = box(host, 'block stage-4');
  expect(stage.getAttribute('aria-expanded')).toBe('false');
  expect(stage.getAttribute('aria-label')).toMatch(
    /^stage-4: 10 layers, 33 nodes, → 2048\. [\d,]+ words · \d+ %\. Open the block\.$/,
  );
  click(stage);
  expect(boxes(host)).toHaveLength(6 + 14 + 1);
  expect(document.activeElement).toBe(box(host, 'frame stage-4'));
  expect(box(host, 'add-5a').getAttribute('aria-disabled')).toBe('true');
  click(box(host, 'frame stage-4'));
  expect(boxes(host)).toHaveLength(7);
  expect(document.activeElement).toBe(box(host, 'block stage-4'));
});

it('is one stop of the Tab key, and its arrow keys follow the edges', () => {
  const { host } = mount(<NetworkTab />, stateOf(specOfModel('resnet50', DEFAULT_SPEC)));
  click(box(host, 'block stage-1'));
  const press = (key: string) => {
    act(() => {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    });
    return (document.activeElement as HTMLElement).dataset.box;
  };
  expect(press('Home')).toBe('conv-1');
  expect(press('ArrowDown')).toBe('pool-1');
  expect(press('ArrowDown')).toBe('frame stage-1');
  const first = press('ArrowDown');
  expect(first).toMatch(/^conv-2a-(1|short)$/);
  expect(press('ArrowUp')).toBe('frame stage-1');
  expect(press('ArrowUp')).toBe('pool-1');
  expect(press('End')).toBe('fc');
  expect(press('ArrowUp')).toBe('block stage-4');
  expect(press('ArrowLeft')).toBe('block stage-3');
  expect(boxes(host).filter(({ tabIndex }) => tabIndex === 0)).toEqual([box(host, 'block stage-3')]);
});

it('lists all nodes as a table', () => {
  const { host } = mount(<NetworkTab />, stateOf(specOfModel('resnet50', DEFAULT_SPEC)));
  expect(host.querySelector('table')).toBeNull();
  pressKey('t');
  const rows = [...host.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent),
  );
  expect(rows).toHaveLength(175);
  expect(rows[1]).toEqual([
    ...[
      'conv-1',
      'Convolution 7 × 7, stride 2',
      'pad-1',
      '112 × 112 × 64',
      '9,408',
      '150,528',
      '0.037 %',
      '–',
    ],
    ...['conv-1', 'stem'],
  ]);
});
