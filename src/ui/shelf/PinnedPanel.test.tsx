// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { addToRun } from '../../experiment/shelf/keptRun';
import { BASELINE } from '../../experiment/sweep/measurement.fake';
import type { Pin } from '../../store/shelf/pin';
import { chartFrame } from '../charts/frame/chartFrame';
import { PinnedCurves } from '../charts/marks/PinnedCurves';
import { FIXTURE_BUSY, madeUpResults } from '../fixtures/explorer';
import { click, mount, unmountAll } from '../fixtures/mount';
import { PinnedPanel } from './PinnedPanel';

function pinOf(change: Partial<ExperimentSpec>, place: number): Pin {
  const spec = { ...DEFAULT_SPEC, ...change };
  const results = madeUpResults(spec, 12);
  const batch = { baseline: BASELINE, results, fingerprint: 'one' };
  const run = addToRun(undefined, experimentKey(spec), batch, { spec, device: 'WASM SIMD', atMs: 0 });
  return { run: { ...run, pin: place }, baseline: BASELINE, results };
}
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
  const figure = host.querySelector('.difference-box svg')!;
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
