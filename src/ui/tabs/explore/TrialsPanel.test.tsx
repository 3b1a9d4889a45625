// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import type { Measure } from '../../../core/samples/measure';
import { countOf } from '../../../experiment/sweep/measurement.fake';
import { withOwn } from '../../../store/selectors/measured.fake';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { bodyCells, mount, toggle, unmountAll } from '../../fixtures/mount';
import { TrialsPanel } from './TrialsPanel';

afterEach(unmountAll);

/** Renders trials at the cursor's rate with the given numbers of wrong answers out of 1,000. */
function drawn(wrong: readonly number[], selected = 0, measure: Measure = 'top1') {
  const { cursorBer } = FIXTURE_BUSY.view;
  const results = wrong.map((count, trial) => ({ ...countOf(count), ber: cursorBer, trial }));
  const { host } = mount(<TrialsPanel />, {
    ...withOwn({ ...FIXTURE_BUSY, spec: { ...FIXTURE_BUSY.spec, measure } }, { results }),
    storedRuns: [],
    view: { ...FIXTURE_BUSY.view, trial: selected },
  });
  return host;
}

/**
 * Returns the x of an error in pixels. The plot is 420 px wide; its error axis goes from 44 to 396
 * px.
 */
const pixel = (share: number, end: number) => 44 + (396 - 44) * (share / end);

it('marks the mean, which one bad trial changes, and the median, which it does not change', () => {
  // Nine trials of 2 % and one of 92 % have a mean of 11 % and a median of 2 %. The axis ends at
  // 100 %.
  const host = drawn([20, 20, 20, 20, 20, 20, 20, 20, 20, 920]);
  const place = (mark: string) =>
    Number(/^M([\d.]+) 4V126$/.exec(host.querySelector(`path.${mark}`)!.getAttribute('d')!)![1]);
  expect(place('mean')).toBeCloseTo(pixel(0.11, 1), 9);
  expect(place('median')).toBeCloseTo(pixel(0.02, 1), 9);
  const names = [...host.querySelectorAll('text:not(.tick)')].map((name) => [
    name.textContent,
    Number(name.getAttribute('x')),
    name.getAttribute('text-anchor'),
  ]);
  // Each name is 5 px beside its line, on the side away from the other line.
  expect(names).toEqual([
    ['mean', expect.closeTo(pixel(0.11, 1) + 5, 9), 'start'],
    ['median', expect.closeTo(pixel(0.02, 1) - 5, 9), 'end'],
  ]);
});

it('says of changed answers that they changed', () => {
  const host = drawn([10, 10, 40], 2, 'changed');
  expect(host.querySelector('.note')!.textContent).toMatch(/^Trial 2: 40 of 1,000 changed \(4\.00\s%\)\./);
  expect(host.querySelector('[role=slider]')!.getAttribute('aria-valuetext')).toMatch(
    /^trial 2, Changed answers 4\.00\s%$/,
  );
});

it('has a dot for each trial at its error, rings the chosen one and says its numbers', () => {
  // The axis ends at 5 %. A dot is 8 px wide and drawn in the column of its error.
  const host = drawn([10, 10, 40], 2);
  const column = (share: number) => 8 * Math.round(pixel(share, 0.05) / 8);
  expect([column(0.01), column(0.04)]).toEqual([112, 328]);
  expect(host.querySelector('.dots')!.getAttribute('d')).toBe('M112 120h0M112 111.5h0M328 120h0');
  const ring = host.querySelector('.dot-selected')!;
  expect([ring.getAttribute('cx'), ring.getAttribute('cy')]).toEqual(['328', '120']);
  expect(host.querySelector('.note')!.textContent).toMatch(/^Trial 2: 40 of 1,000 wrong \(4\.00\s%\)\./);
  expect(host.querySelector('[role=slider]')!.getAttribute('aria-valuetext')).toMatch(
    /^trial 2, error 4\.00\s%$/,
  );
});

it('lists the trials as a table in the order of the keys, and only while it is open', async () => {
  const host = drawn([40, 10, 20]);
  const twin = host.querySelector('details')!;
  expect(twin.querySelector('table')).toBeNull();
  await toggle(twin);
  await vi.waitFor(() => expect(twin.querySelector('table')).not.toBeNull());
  expect(bodyCells(twin)).toEqual([
    ['1', '10', '1.00'],
    ['2', '20', '2.00'],
    ['0', '40', '4.00'],
  ]);
  await toggle(twin);
  expect(twin.querySelector('table')).toBeNull();
});

it('has perplexities on an axis of their powers of ten', () => {
  const { cursorBer } = FIXTURE_BUSY.view;
  const spec = { ...FIXTURE_BUSY.spec, measure: 'perplexity' } as const;
  const results = [1, 6].map((value, trial) => ({ ...countOf(0), value, ber: cursorBer, trial }));
  const { host } = mount(<TrialsPanel />, {
    ...withOwn({ ...FIXTURE_BUSY, spec }, { results }),
    storedRuns: [],
    view: { ...FIXTURE_BUSY.view, trial: 1 },
  });
  const ticks = [...host.querySelectorAll('text.tick')].map((tick) => tick.textContent);
  expect(ticks).toEqual(['1', '10', '100']);
  expect(host.querySelector('.note')!.textContent).toContain('Trial 1: 64.0.');
  expect(host.querySelector('.dot-selected')!.getAttribute('cx')).toBe(
    String(8 * Math.round(pixel(6, Math.log2(100)) / 8)),
  );
});
