// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseChipTable } from '../../experiment/chip/chipTable';
import { baselineOf } from '../../experiment/sweep/measurement.fake';
import { selectOwn } from '../../store/selectors/measured';
import { withOwn } from '../../store/selectors/measured.fake';
import type { ExplorerState } from '../../store/state';
import { click, mount, unmountAll } from '../fixtures/mount';
import { withMadeUpSeries } from '../fixtures/series';
import { ChipTab } from './chip/ChipTab';
import { StructuresTab } from './structures/StructuresTab';
import { TypesTab } from './types/TypesTab';

afterEach(unmountAll);

const text = (host: HTMLElement, selector = '*') => host.querySelector(selector)!.textContent!;
const button = (host: HTMLElement, name: RegExp) =>
  [...host.querySelectorAll('button')].find((one) => name.test(one.textContent!));

/** Replaces the baselines by an error of 90 %, which is guessing. */
function withGuesses(known: ExplorerState): ExplorerState {
  const baseline = baselineOf(900, 902);
  const measured = Object.entries(known.measured).map(([key, one]) => [key, { ...one, baseline }]);
  return { ...known, measured: Object.fromEntries(measured) };
}

describe('StructuresTab', () => {
  it('draws a curve for each structure with its mark, its trials and its value at the cursor', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 12));
    expect([...host.querySelectorAll('.series-button')].map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^weights\d.*live, n = 12$/),
      expect.stringMatching(/^activations\d.*live, n = 12$/),
      expect.stringMatching(/^weights and activations\d.*live, n = 12$/),
    ]);
    expect(
      host.querySelectorAll('svg .series-a .mean, svg .series-b .mean, svg .series-thin .mean'),
    ).toHaveLength(3);
    expect(host.querySelectorAll('.series-zero')).toHaveLength(2);
    expect(text(host, '.figure-caption')).toBe(
      'each bit flips by chance; higher rates keep these flips and add more; seed 00000007; all 1,000 images',
    );
  });

  it('says below the figure which words have no sign', () => {
    const state = withMadeUpSeries('structures', 12);
    const { host, store } = mount(<StructuresTab />, state);
    act(() => store.getState().setSettings({ reluWords: 'unsigned' }));
    expect(text(host, '.figure-caption')).toMatch(/1,000 images; activations unsigned after ReLU$/);
  });

  it('gives the trials of the value at the cursor, not of the rate with the fewest', () => {
    const state = withMadeUpSeries('structures', 12);
    const known = selectOwn(state).results;
    const top = Math.max(...known.map(({ ber }) => ber));
    const results = known.filter(({ ber, trial }) => ber < top || trial < 3);
    const { host, store } = mount(<StructuresTab />, withOwn(state, { results }));
    expect(text(host, '.series-button')).toMatch(/live, n = 12$/);
    act(() => store.setState(({ view }) => ({ view: { ...view, cursorBer: top } })));
    expect(text(host, '.series-button')).toMatch(/live, n = 3 of 12$/);
  });

  it('says in a sentence how much activations tolerate against weights', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 40));
    expect(text(host, '.finding')).toMatch(
      /^Activations survive 0\.\d+× as many bit errors per bit as weights before 5 points are lost \(95 % interval 0\.\d+ to 0\.\d+×\)\. Each bit flips by chance; higher rates keep these flips and add more; n = 40\.$/,
    );
    expect(host.querySelectorAll('[aria-labelledby=ratio-title] tbody tr')).toHaveLength(4);
  });

  it('faults only the chosen bits, and names words that lack some of them', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 40, { bitPositions: [0] }));
    expect(text(host, '.finding')).toMatch(/^Only sign bits may flip\. Activations survive 0\.\d+×/);
    expect(text(host, '.figure h2')).toBe('Error by faulty structure, only sign bits');
    expect(host.textContent).toContain('in all layers and only sign bits');
    const wide = { format: { integerBits: 3, fractionBits: 13 }, bitPositions: [12] };
    const { host: other } = mount(<StructuresTab />, withMadeUpSeries('structures', 12, wide));
    expect(text(other, '.finding')).toBe(
      'Only bit 12 counted from the sign may flip. Q5.3 activations have 8 bits and none of the chosen ones (bit 12): no curve is drawn for them.',
    );
    expect([...other.querySelectorAll('.series-label')].map(({ textContent }) => textContent)).toEqual([
      'weights',
    ]);
    expect(other.textContent).not.toContain('The thin line');
  });

  it('says of a network that guesses that no ticks are read, unless the page says so already', () => {
    const guessing = withGuesses(withMadeUpSeries('structures', 40));
    const { host } = mount(<StructuresTab />, withOwn(guessing, { baseline: null, results: [] }));
    expect(text(host, '.figure [role=status]')).toMatch(/^LeNetFC cannot be used on these images/);
    expect(text(host, '[aria-labelledby=ratio-title] p')).toMatch(
      /the network may not be better than guessing/,
    );
    const { host: noticed } = mount(<StructuresTab />, guessing);
    expect(noticed.querySelector('.figure [role=status]')).toBeNull();
  });

  it('shows without any trial which series there will be', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 0));
    expect(text(host, '.finding')).toBe(
      'How activations and weights compare is not known yet: 8 trials are needed at each rate, 0 so far.',
    );
    expect(text(mount(<TypesTab />, withMadeUpSeries('types', 0)).host, '.finding')).not.toContain('n = 0');
    expect(host.textContent).toContain('No trial has finished yet. Curves appear as trials finish');
    expect(text(host, '.series-button')).toBe('weights–not run yet');
  });

  it.each([
    ['structures', <StructuresTab key="tab" />, 'activations and weights'],
    ['types', <TypesTab key="tab" />, 'Q2.6 and Q3.13'],
  ] as const)('shows no ratio of %s from fewer than 8 trials', (kind, tab, pair) => {
    const { host } = mount(tab, withMadeUpSeries(kind, 4));
    const early = `How ${pair} compare is not known yet: 8 trials are needed at each rate, 4 so far.`;
    expect(text(host, '.finding')).toContain(early);
    expect(text(host, '[aria-labelledby=ratio-title] p')).toBe(early);
    expect(text(host, '.finding') + text(host, '[aria-labelledby=ratio-title]')).not.toMatch(/\d×/);
  });

  it('highlights a series with its band, and keeps it highlighted after a click', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 12));
    const weights = button(host, /^weights\d/)!;
    click(weights);
    expect(weights.getAttribute('aria-pressed')).toBe('true');
    expect(host.querySelectorAll('svg.chart .series-a.series-hot .band')).toHaveLength(1);
    expect(host.querySelectorAll('svg.chart .series-b.series-faint .band')).toHaveLength(0);
  });

  it('says how long the faults last that are drawn, and tells the same numbers as tables', () => {
    const { host } = mount(<StructuresTab />, withMadeUpSeries('structures', 12));
    expect(host.textContent).toContain('flip for every image. This experiment uses them.');
    click(button(host, /^Table$/));
    expect([...host.querySelectorAll('.figure caption')].map(({ textContent }) => textContent)).toEqual([
      'weights: live, n = 12',
      'activations: live, n = 12',
      'weights and activations: live, n = 12',
    ]);
  });

  it('keeps the curves of the settings before, grey and named, until the new ones have 8 trials', () => {
    const state = withMadeUpSeries('structures', 12);
    const { host, store } = mount(<StructuresTab />, state);
    expect(host.querySelectorAll('.tone-ghost')).toHaveLength(0);
    const spec = { ...state.spec, format: { integerBits: 3, fractionBits: 5 } };
    act(() => store.setState({ spec }));
    // The format of the weights does not affect activations, so their curve stays.
    expect(host.querySelectorAll('path.mean.tone-ghost')).toHaveLength(3);
    expect(host.textContent).toContain('previous settings: Q2.6');
    act(() => store.setState(withOwn(store.getState(), selectOwn(state))));
    expect(host.querySelectorAll('svg.chart .tone-ghost')).toHaveLength(1);
    act(() => store.getState().chooseModel('lenet-cnn'));
    expect(host.querySelectorAll('.tone-ghost')).toHaveLength(0);
  });

  it('says how often each network uses a stored weight', () => {
    const { host, store } = mount(<StructuresTab />, withMadeUpSeries('structures', 12));
    expect(text(host, '.schematic')).toContain('235,200 weights, each used 1× per image');
    act(() => store.getState().chooseModel('lenet-cnn'));
    expect(text(host, '.schematic')).toContain('288 weights, each used 676× per image');
    expect(text(host, '[aria-labelledby=reuse-title]')).toContain('676 × 500 = 338,000 times in a trial');
  });
});

describe('TypesTab', () => {
  it('sets the chosen type against Q3.13, with the theory’s line and the measured ratios', () => {
    const { host } = mount(<TypesTab />, withMadeUpSeries('types', 40));
    expect(text(host, '.finding')).toMatch(
      /^Q2\.6 survives 3\.2× as many bit errors per bit as Q3\.13 before 5 points are lost .* Theory: 4×\. Each bit flips by chance; higher rates keep these flips and add more; n = 40\.$/,
    );
    expect(text(host, '.theory-label')).toBe('theory: 4×');
    expect(host.querySelectorAll('[aria-labelledby=ratio-title] tbody tr')).toHaveLength(4);
    expect(host.textContent).toContain('a trial flips about 2,130 bits of Q2.6 and about 4,259 of Q3.13');
    expect(host.textContent).toContain('types that lose accuracy without any fault: Q2.6, Q3.13');
  });

  it('says of chosen bits that equal rates flip as many in either type, and that the rule is not for them', () => {
    const { host } = mount(<TypesTab />, withMadeUpSeries('types', 12, { bitPositions: [0] }));
    expect(text(host, '.finding')).toMatch(
      /^Only sign bits may flip\. Q2\.6 (?!.*provisional.*provisional).*; n = 12, provisional\.$/i,
    );
    expect(text(host, '.figure h2')).toBe('Error by type of the weights, only sign bits');
    expect(host.textContent).toContain(
      'Equal rates flip equally many bits here, because both types have equally many bits that may flip: at 1.00 × 10⁻³ a trial flips about 266 bits.',
    );
    expect(host.textContent).toContain('The rule holds only where every bit of a word may flip.');
    const format = { integerBits: 8, fractionBits: 12 };
    const { host: other } = mount(
      <TypesTab />,
      withMadeUpSeries('types', 12, { format, bitPositions: [18] }),
    );
    expect(text(other, '.finding')).toBe(
      'Q3.13 weights have 16 bits and none of the chosen ones (bit 18): no curve is drawn for them.',
    );
  });

  it('draws no line of the theory where the network guesses, and says why', () => {
    const { host } = mount(<TypesTab />, withGuesses(withMadeUpSeries('types', 8)));
    expect(text(host, '.finding')).toMatch(/the network may not be better than guessing/);
    expect(host.querySelector('.theory-label')).toBeNull();
    expect(text(host, '[aria-labelledby=theory-title]')).toContain('No line is drawn: without faults');
    expect(host.textContent).not.toMatch(/dotted line|the line is there|a trial at every rate/);
  });

  it('has nothing to compare if the weights are Q3.13 or not faulty', () => {
    const state = withMadeUpSeries('types', 12);
    const common = { ...state.spec, format: { integerBits: 3, fractionBits: 13 } };
    const { host } = mount(<TypesTab />, { ...state, spec: common });
    expect(text(host, '.finding')).toMatch(/^The weights are already Q3\.13/);
    const { host: other } = mount(<TypesTab />, {
      ...state,
      spec: { ...state.spec, structures: ['activations'] },
    });
    expect(text(other, '.finding')).toMatch(/weights have no faults in this experiment/);
  });
});

describe('ChipTab', () => {
  const chip = parseChipTable('Vdd,BER,error (%)\n0.9,0,2\n0.8,1e-4,2\n0.7,1e-2,50\n', 'made-up.csv');

  it('says which file is needed, and shows both encodings without it', () => {
    const { host } = mount(<ChipTab />, withMadeUpSeries('chip', 12));
    expect(text(host, '.finding')).toMatch(/^Open measurements of a chip/);
    expect(host.querySelectorAll('.series-button')).toHaveLength(2);
    expect(host.querySelector('textarea')!.value).toBe('Vdd (V),BER,error (%)');
  });

  it('compares a chip with both encodings and averages its distance', () => {
    const { host } = mount(<ChipTab />, { ...withMadeUpSeries('chip', 12), chip });
    expect(text(host, '.finding')).toMatch(
      /made-up\.csv are on average apart by [\d.]+\s% \([\d.]+ points\) with two’s complement and by [\d.]+\s% \([\d.]+ points\) with sign-magnitude, over 3 rows \(n = 12, provisional\)\.$/,
    );
    expect(host.querySelectorAll('.chip-marks .series-mark')).toHaveLength(3);
  });

  it('sets each row’s error beside the simulated one and their difference, and the averages under them', () => {
    const { host } = mount(<ChipTab />, { ...withMadeUpSeries('chip', 12), chip });
    const cells = (row: Element) =>
      [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent!);
    const rows = [...host.querySelectorAll('[aria-labelledby=rows-title] tbody tr')].map(cells);
    expect(rows.map(({ length }) => length)).toEqual([9, 9, 9]);
    expect(rows[0]!.join(' ')).toBe('0.9 0 2.00 1.90 −0.10 5.00 1.90 −0.10 5.00');
    const [vdd, , error, simulated, points, relative] = rows[2]!;
    expect([vdd, error]).toEqual(['0.7', '50.0']);
    expect(points).toBe(`+${(Number(simulated) - 50).toFixed(1)}`);
    expect(Number(relative)).toBeCloseTo(2 * (Number(simulated) - 50), 0);
    const [, , average, averageRelative] = cells(
      host.querySelector('[aria-labelledby=rows-title] tfoot tr')!,
    );
    expect(text(host, '.finding')).toContain(`apart by ${averageRelative}\u00a0% (${average} points)`);
  });

  it('has the supply voltages along the top of the chart, each where its rate is', () => {
    const { host } = mount(<ChipTab />, { ...withMadeUpSeries('chip', 12), chip });
    const axis = host.querySelector('.vdd-axis')!;
    expect([...axis.querySelectorAll('.tick')].map(({ textContent }) => textContent)).toEqual([
      '0.9',
      '0.8',
      '0.7',
    ]);
    expect(axis.textContent).toContain('Supply voltage of the chip, V');
    const places = [...axis.querySelectorAll('line.axis')].map((line) => Number(line.getAttribute('x1')));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const dense = parseChipTable(
      'Vdd,BER,error (%)\n0.8,1e-4,2\n0.79,1.05e-4,2\n0.7,1e-2,50\n0.6,1e-2,55\n',
      'dense.csv',
    );
    const { host: other } = mount(<ChipTab />, { ...withMadeUpSeries('chip', 12), chip: dense });
    expect(other.querySelectorAll('.vdd-axis line.axis')).toHaveLength(3);
    expect([...other.querySelectorAll('.vdd-axis .tick')].map((tick) => tick.textContent)).toEqual([
      '0.80',
      '0.60–0.70',
    ]);
  });

  it('says beside a refusal that the former chip stays', () => {
    const state = { ...withMadeUpSeries('chip', 12), chip };
    const { host, store } = mount(<ChipTab />, state);
    expect(host.textContent).not.toContain('stays on show');
    const notice = { id: 'chip', tone: 'error', text: 'bad.csv: Row 2, …' } as const;
    act(() => store.setState({ notices: [notice] }));
    expect(host.textContent).toContain(
      'The last file could not be used. The figure still shows made-up.csv.',
    );
    expect(host.querySelectorAll('.chip-marks .series-mark')).toHaveLength(3);
  });

  it('removes a chip, and passes chosen files to the store', () => {
    const openFiles = vi.fn();
    const { host, store } = mount(<ChipTab />, { ...withMadeUpSeries('chip', 12), chip }, { openFiles });
    const input = host.querySelector<HTMLInputElement>('input[type=file]')!;
    const file = new File(['x'], 'other.csv');
    Object.defineProperty(input, 'files', { value: [file] });
    act(() => input.dispatchEvent(new Event('change', { bubbles: true })));
    expect(openFiles.mock.calls).toEqual([[[file]]]);
    click(button(host, /^Remove made-up\.csv/));
    expect(store.getState().chip).toBeNull();
  });
});
