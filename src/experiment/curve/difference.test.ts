import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, type ExperimentSpec } from '../settings/experimentSpec';
import { difference } from './difference';

const trialsOf = (ber: number, wrong: readonly number[]) =>
  wrong.map((count, trial) => ({ ber, trial, wrong: count, total: 1000 }));
const run = (results: ReturnType<typeof trialsOf>, change: Partial<ExperimentSpec> = {}) => ({
  spec: { ...DEFAULT_SPEC, ...change },
  results,
});

describe('difference', () => {
  it('is the mean over pairs with its interval, ascending by rate', () => {
    const one = run([
      ...trialsOf(1e-2, [110, 220, 330, 440, 550, 660]),
      ...trialsOf(1e-3, [1, 1, 1, 1, 1, 1]),
    ]);
    const other = run(
      [...trialsOf(1e-2, [100, 200, 300, 400, 500, 600]), ...trialsOf(1e-3, [1, 1, 1, 1, 1, 1])],
      { format: { integerBits: 3, fractionBits: 13 } },
    );
    const { points } = difference(one, other) as Extract<ReturnType<typeof difference>, { kind: 'paired' }>;
    expect(points.map(({ ber, pairs }) => [ber, pairs])).toEqual([
      [1e-3, 6],
      [1e-2, 6],
    ]);
    expect(points[0]).toMatchObject({ mean: 0, interval: null });
    expect(points[1]!.mean).toBeCloseTo(0.035, 12);
    // Six differences 0.01 … 0.06: standard deviation 0.0187083, t(5) = 2.570582.
    expect(points[1]!.interval!.low).toBeCloseTo(0.035 - 0.0196332, 6);
    expect(points[1]!.interval!.high).toBeCloseTo(0.035 + 0.0196332, 6);
  });

  it('pairs trials by their number, in any order, and leaves out those of one run', () => {
    const one = run(trialsOf(1e-2, [10, 20, 30]).toReversed());
    const other = run(trialsOf(1e-2, [0, 10]));
    expect(difference(one, other)).toEqual({
      kind: 'paired',
      points: [{ ber: 1e-2, pairs: 2, mean: 0.01, interval: null }],
    });
  });

  it.each<[string, Partial<ExperimentSpec>, string]>([
    ['networks', { model: 'lenet-cnn' }, 'other networks: found LeNetFC and LeNetCNN'],
    ['test sets', { data: 'mnist' }, 'other test sets: found generated digits and MNIST'],
    ['images', { numSamples: 500 }, 'other numbers of images: found 1,000 and 500'],
    ['seeds', { seed: 8 }, 'other seeds: found 00000007 and 00000008'],
    ['rate rules', { rateCoupling: 'independent' }, 'other rules for rates: found higher rates keep'],
    ['flip rules', { sampling: 'count' }, 'other rules for flips: found each bit flips by chance and'],
  ])('refuses runs with other %s', (_, change, reason) => {
    const trials = trialsOf(1e-2, [1, 2, 3]);
    const refused = difference(run(trials), run(trials, change));
    expect(refused).toEqual({
      kind: 'refused',
      reason: expect.stringContaining(`Cannot pair trials of ${reason}`),
    });
  });

  it('refuses perplexities, which have no points', () => {
    const bits = run(trialsOf(1e-3, [0, 1]), { model: 'gpt-mini', measure: 'perplexity' });
    expect(difference(bits, bits)).toEqual({
      kind: 'refused',
      reason: 'Cannot subtract perplexities in points: expected a measure in per cent',
    });
  });

  it('refuses runs without a trial in common', () => {
    const refused = difference(run(trialsOf(1e-2, [1])), run(trialsOf(1e-3, [1])));
    expect(refused).toMatchObject({ kind: 'refused', reason: expect.stringContaining('trial in common') });
  });
});
