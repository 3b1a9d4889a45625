// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { lossOrigin, makeCurve } from '../../experiment/curve/curve';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import { hundredths, percent } from '../../experiment/text/percentWords';
import type { Pin } from '../../store/shelf/pin';
import { PinnedCursor } from '../charts/cursor/PinnedCursor';
import { readCurve } from '../charts/cursor/reading';
import { chartFrame } from '../charts/frame/chartFrame';
import { placedDomain } from '../charts/frame/rateAxis';
import { PinnedCurves } from '../charts/marks/PinnedCurves';
import { PinnedTables } from '../charts/PinnedTables';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { click, mount, spokenAfter, unmountAll } from '../fixtures/mount';
import { pinOf } from '../fixtures/pinOf';
import { PinnedPanel } from './PinnedPanel';

const OTHER_SEED = pinOf({ seed: 9 }, 0);
const WIDE = pinOf({ format: { integerBits: 3, fractionBits: 13 } }, 3);

afterEach(unmountAll);

const choose = (host: Element, label: string, text: string) => {
  const field = [...host.querySelectorAll('label')].find(({ textContent }) =>
    textContent!.startsWith(label),
  )!;
  const select = field.querySelector('select')!;
  const option = [...select.options].find(({ textContent }) => textContent === text)!;
  act(() => {
    select.value = option.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
};

it('lists pinned runs with their values at the cursor, and subtracts one that can be paired', () => {
  const { host } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, pins: [OTHER_SEED, WIDE] });
  const rows = [...host.querySelectorAll('.pinned-list li')].map(({ textContent }) => textContent);
  expect(rows[0]).toMatch(/^Q2\.6, seed 00000009\d+\.\d\d % · LeNetFC, n = 30Unpin$/);
  expect(rows[1]).toMatch(/^Q3\.13, seed 00000007/);
  const figure = host.querySelector('.difference-box')!;
  expect(figure.getAttribute('aria-label')).toBe(
    'Error of Q2.6, seed 00000007 (on screen) minus error of Q3.13, seed 00000007. The table lists it.',
  );
  // The made-up results of both are equal: every difference is 0 and has no interval.
  const cells = [...host.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map(({ textContent }) => textContent),
  );
  expect(cells).toHaveLength(21);
  expect(cells[0]).toEqual(['12', '0', '–']);
});

it('by flips reads each run where it flips as many bits, and says at which of its rates', () => {
  const sign = pinOf({ bitPositions: [0] }, 1);
  const on = (rateAxis: 'rate' | 'flips') => {
    const view = { ...FIXTURE_BUSY.view, cursorBer: 1e-3, rateAxis };
    const { host } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, spec: DEFAULT_SPEC, view, pins: [sign] });
    return host.querySelector('.pinned')!.textContent!;
  };
  const curve = makeCurve(sign.run.spec, BASELINE, sign.results).points;
  const at = (ber: number) => {
    const origin = lossOrigin(sign.run.spec, BASELINE);
    return hundredths(readCurve(ber, curve, sign.run.spec.bers, origin, BASELINE, 'live')!.mean);
  };
  expect(at(8e-3)).not.toBe(at(1e-3));
  expect(on('rate')).toContain('Mean error at 1.00 × 10⁻³');
  expect(on('rate')).toContain(`${at(1e-3)} % · LeNetFC`);
  expect(on('flips')).toContain('Mean error at about 2,130 flipped bits');
  expect(on('flips')).toContain(`≈ ${at(8e-3)} % at its rate 8.00 × 10⁻³ · LeNetFC`);
});

it('reads a difference rate by rate: one cursor for it and for the chart', () => {
  const { host, store } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, pins: [WIDE] });
  const slider = host.querySelector('.difference-box')!;
  spokenAfter(slider, 'Home');
  expect(store.getState().view.cursorBer).toBe(1e-6);
  expect(spokenAfter(slider, 'ArrowRight')).toBe(
    '1.78 times ten to the minus six; 0 points, no interval, 12 pairs',
  );
  expect(store.getState().view.cursorBer).toBe(1.78e-6);
  expect(host.querySelector('.difference')!.textContent).toContain('1.78 × 10⁻⁶: 0 points, no interval');
});

it('draws a difference by flipped bits if both runs have as many, else says why not', () => {
  const view = { ...FIXTURE_BUSY.view, cursorBer: 1e-3, rateAxis: 'flips' } as const;
  const of = (pin: Pin) => {
    const { host } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, spec: DEFAULT_SPEC, view, pins: [pin] });
    const figure = host.querySelector('.difference-box')!;
    return {
      titles: [...figure.querySelectorAll('.axis-title')].map(({ textContent }) => textContent),
      ticks: [...figure.querySelectorAll('.tick[text-anchor=middle]')].map(({ textContent }) => textContent),
      said: host.querySelector('.difference')!.textContent!,
    };
  };
  const mapped = pinOf({ encoding: 'signMagnitude' }, 1);
  const same = of(mapped);
  expect(same.titles.at(-1)).toBe('Flipped bits, on average in one trial');
  // 2,129,600 bits: ten flip at 4.7e-6.
  expect(same.ticks).toEqual(['10', '100', '1K', '10K', '100K']);
  expect(same.said).toContain('about 2,130 flipped bits: ');
  expect(same.said).not.toContain('keeps the bit error rate');
  const other = of(WIDE);
  expect(other.titles.at(-1)).toBe('Bit error rate');
  expect(other.said).toContain('the runs have 2,129,600 and 4,259,200 bits that can flip');
});

it('says why two runs cannot be subtracted', () => {
  const { host } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, pins: [OTHER_SEED, WIDE] });
  choose(host, 'minus error of', 'Q2.6, seed 00000009');
  expect(host.textContent).toContain(
    'Cannot pair trials of other seeds: found 00000007 and 00000009, expected equal ones.',
  );
  expect(host.querySelector('.difference-box')).toBeNull();
});

it('unpins a run', () => {
  const unpin = vi.fn(async () => {});
  const shelf = { unpin } as unknown as NonNullable<typeof FIXTURE_BUSY.shelf>;
  const { host } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, shelf, pins: [WIDE] });
  click(host.querySelector('.pinned-list button'));
  expect(unpin).toHaveBeenCalledExactlyOnceWith(WIDE.run.key);
});

it('draws each pinned run but the one on screen, with its own shape and its name', () => {
  const frame = chartFrame({
    ...{ width: 900, height: 400, errorScale: 'linear', numSamples: 1000 },
    domain: { from: 1e-6, to: 1e-1 },
  });
  const pins = [OTHER_SEED, pinOf({}, 1), WIDE];
  const { host } = mount(
    <svg aria-hidden="true">
      <PinnedCurves frame={frame} />
    </svg>,
    { ...FIXTURE_BUSY, pins },
  );
  const drawn = [...host.querySelectorAll('.pin')];
  expect(drawn.map(({ className }) => String(className))).toEqual(['pin pin-0', 'pin pin-3']);
  expect(drawn.map((pin) => pin.querySelector('text')!.textContent)).toEqual([
    'Q2.6, seed 00000009',
    'Q3.13, seed 00000007',
  ]);
  const first = drawn.map((pin) => pin.querySelector('.mark')!.getAttribute('d')!);
  expect(first[0]!.replace(/^M\S+ \S+/, '')).not.toBe(first[1]!.replace(/^M\S+ \S+/, ''));
  const x = Number(/^M([\d.]+)/.exec(first[0]!)![1]);
  expect(x).toBeCloseTo(frame.x(1e-6), 1);
});

it('puts a dot on each pinned run at as many flips, speaks its value and lists its numbers', () => {
  const sign = pinOf({ bitPositions: [0] }, 1);
  const view = { ...FIXTURE_BUSY.view, cursorBer: 1e-3, rateAxis: 'flips' } as const;
  const state = { ...FIXTURE_BUSY, spec: DEFAULT_SPEC, view, pins: [sign] };
  const frame = chartFrame({
    ...{ width: 900, height: 400, errorScale: 'linear', numSamples: 1000 },
    domain: placedDomain(state, [sign.run.spec]),
  });
  const { host } = mount(
    <>
      <PinnedCursor frame={frame} />
      <PinnedTables />
    </>,
    state,
  );
  const curve = makeCurve(sign.run.spec, BASELINE, sign.results).points;
  const origin = lossOrigin(sign.run.spec, BASELINE);
  const { mean } = readCurve(8e-3, curve, sign.run.spec.bers, origin, BASELINE, 'live')!;
  const dots = [...host.querySelectorAll('.cursor-dot')].map((dot) => Number(dot.getAttribute('cy')));
  expect(dots.at(-1)).toBeCloseTo(frame.y(mean), 6);
  expect(host.querySelector('[role="slider"]')!.getAttribute('aria-valuetext')).toMatch(
    new RegExp(`2,130 bits flip.*, pinned .*s.* ${percent(mean)}$`),
  );
  expect(host.querySelector('caption')!.textContent).toMatch(/^Pinned: /);
  const rows = [...host.querySelectorAll('tbody tr')].map(({ textContent }) => textContent);
  expect(rows).toHaveLength(21);
  expect(rows.find((row) => row.startsWith('1.00 × 10⁻²'))).toContain('2,662');
});

it('says why a run cannot be unpinned', async () => {
  const shelf = { unpin: () => Promise.reject(new Error('no storage')) } as never;
  const { host, store } = mount(<PinnedPanel />, { ...FIXTURE_BUSY, shelf, pins: [OTHER_SEED] });
  click([...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Unpin'));
  await vi.waitFor(() => expect(store.getState().notices.at(-1)?.text).toBe('no storage'));
});
