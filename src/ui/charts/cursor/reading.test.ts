import { describe, expect, it, test } from 'vitest';
import { firstFlip } from '../../../experiment/curve/curve';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { gridBers } from '../../../experiment/sweep/berGrid';
import { BASELINE } from '../../../experiment/sweep/measurement.fake';
import { tolerance } from '../../../experiment/ticks/tolerance';
import { withOwn } from '../../../store/selectors/measured.fake';
import { FIXTURE_BUSY, FIXTURE_STORED, madeUpTrial } from '../../fixtures/explorer';
import { selectReading } from './reading';

const { wrong: clean, total } = BASELINE.quantized;

/**
 * Makes eight trials per rate. Their loss grows with the rate and is 0 where the count rule flips
 * no bit.
 */
function losing(spec: ExperimentSpec) {
  const first = firstFlip(spec) ?? 0;
  return gridBers(spec.bers).flatMap((ber) =>
    Array.from({ length: 8 }, (_, trial) => {
      const lost = ber < first ? 0 : Math.round(880 * (1 - Math.exp(-ber / 0.02)));
      return { ...madeUpTrial(spec, ber, trial), wrong: clean + lost };
    }),
  );
}

function stateAt(cursorBer: number, spec: ExperimentSpec) {
  const view = { ...FIXTURE_BUSY.view, cursorBer };
  return withOwn(
    { ...FIXTURE_BUSY, spec, view, storedRuns: [] },
    { baseline: BASELINE, results: losing(spec) },
  );
}

describe('selectReading', () => {
  test.each([
    ['under independent flips', DEFAULT_SPEC],
    ['where the count rule begins to flip', { ...DEFAULT_SPEC, sampling: 'count', layers: ['fc-3'] }],
  ] as const)('reads at a tick the loss of the tick %s', (_, of) => {
    const spec = { ...of, trials: 8 };
    const { ticks } = tolerance({ spec, baseline: BASELINE, results: losing(spec) })!;
    expect(ticks.map(({ ber }) => ber.bound)).toEqual(['exact', 'exact', 'exact', 'exact']);
    for (const { ber, thresholdPoints } of ticks) {
      const reading = selectReading(stateAt(ber.value, spec))!;
      expect(reading).toMatchObject({ source: 'live', between: true, median: null, std: null });
      expect(100 * (reading.mean - clean / total)).toBeCloseTo(thresholdPoints, 6);
    }
  });

  it('reads no loss up to the first flip of the count rule', () => {
    const spec = { ...DEFAULT_SPEC, sampling: 'count', layers: ['fc-3'], trials: 8 } as const;
    // The first flip of 8,000 bits lies between 1e-4 and 1.78e-4.
    expect(selectReading(stateAt(1.24e-4, spec))!.mean).toBe(clean / total);
    expect(selectReading(stateAt(1.5e-4, spec))!.mean).toBeGreaterThan(clean / total);
  });

  it('reads a stored curve from the stored fault-free error, and nothing over a planned rate that has not run', () => {
    const spec = DEFAULT_SPEC;
    const state = withOwn(stateAt(2e-3, spec), { results: [], baseline: null });
    expect(selectReading(state)).toBeNull();
    const stored = selectReading({ ...state, storedRuns: [FIXTURE_STORED] })!;
    expect(stored).toMatchObject({ source: 'stored', between: true, trials: 150 });
    const fewAbove = losing(spec).filter(({ ber, trial }) => ber < 2e-3 || trial < 3);
    expect(selectReading(withOwn(stateAt(2e-3, spec), { results: fewAbove }))!.trials).toBe(3);
    const gap = losing(spec).filter(({ ber }) => ber < 1.5e-3 || ber > 4e-3);
    expect(selectReading(withOwn(stateAt(2e-3, spec), { results: gap }))).toBeNull();
  });
});
