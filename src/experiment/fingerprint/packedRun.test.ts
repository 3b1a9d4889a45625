import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueField } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import type { Measurement, ScoredTrial } from '../sweep/results';
import { packBits } from './bitText';
import { addCheck } from './checkCharacter';
import { settingsDigest } from './fingerprint';
import { completeRun } from './fingerprint.fake';
import { packRun, readPackedRun } from './packedRun';

/** A run as it is read back: without flips and counts by class. */
const scored = ({ spec, baseline, results }: Measurement): Measurement => ({
  spec,
  baseline: {
    float: { ...baseline.float, wrongPerClass: [], flips: 0 },
    quantized: { ...baseline.quantized, wrongPerClass: [], flips: 0 },
  },
  results: results.map(({ ber, trial, wrong, total, due = 0 }) => ({
    ber,
    trial,
    wrong,
    total,
    ...dueField(due),
  })),
});

describe('a packed run', () => {
  it('of the default grid has less than 800 characters and is read back', () => {
    const run = completeRun();
    const text = packRun(run);
    expect(text.length).toBeLessThan(800);
    expect(text).toMatch(/^1[\w-]+[a-z2-7]$/);
    expect(readPackedRun(text, run.spec)).toEqual(scored(run));
  });

  it('is read back whatever its counts are', () => {
    const anyCounts = fc.array(fc.array(fc.nat(50), { maxLength: 4 }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(anyCounts, fc.boolean(), (counts, hasDue) => {
        const bers = [1e-3, 1e-2];
        const spec: ExperimentSpec = {
          ...completeRun().spec,
          trials: 4,
          numSamples: 50,
          bers: { kind: 'list', bers },
        };
        const results = counts.flatMap((wrong, place) =>
          wrong.map(
            (count, trial): ScoredTrial => ({
              ...{ ber: bers[place]!, trial, wrong: count, total: 50 },
              ...dueField(hasDue ? count >> 1 : 0),
            }),
          ),
        );
        const run = { ...completeRun({ numSamples: 50 }), spec, results };
        expect(readPackedRun(packRun(run), spec)).toEqual(scored(run));
      }),
    );
  });

  it('ends at the first trial that is missing', () => {
    const run = completeRun({ trials: 3, bers: { kind: 'list', bers: [1e-3] } });
    const [first, , third] = run.results;
    const read = readPackedRun(packRun({ ...run, results: [third!, first!] }), run.spec);
    expect(read.results.map(({ trial }) => trial)).toEqual([0]);
  });

  it.each([
    ['is cut', (text: string) => text.slice(0, -5), 'it was cut or changed'],
    ['has another layout', (text: string) => `2${text.slice(1)}`, 'expected 1, the layout'],
  ])('that %s is refused', (_, spoil, message) => {
    const run = completeRun();
    expect(() => readPackedRun(spoil(packRun(run)), run.spec)).toThrow(message);
  });

  it('with more trials than a page can hold is refused before they are made', () => {
    const bers = Array.from({ length: 200 }, (_, place) => Number(`${place + 1}e-6`));
    const { spec } = completeRun({ trials: 100_000, bers: { kind: 'list', bers: bers.slice(0, 1) } });
    const many = { ...spec, bers: { kind: 'list' as const, bers } };
    const equal = [
      [100_000, 17],
      [0, 10],
      [0, 5],
      [0, 1],
    ] as const;
    const fields = [[settingsDigest(many), 18], [0, 10], [0, 10], ...bers.flatMap(() => equal)] as const;
    expect(() => readPackedRun(addCheck(`1${packBits(fields)}`), many)).toThrow(
      'found 300000 trials or more, expected at most 200000',
    );
  });

  it('of other settings is refused', () => {
    const text = packRun(completeRun());
    expect(() => readPackedRun(text, completeRun({ seed: 8 }).spec)).toThrow('of other settings');
  });

  it('with more wrong answers than images is refused', () => {
    const run = completeRun({ trials: 1, numSamples: 100 });
    const results = run.results.map((trial) => ({ ...trial, wrong: 101 }));
    expect(() => readPackedRun(packRun({ ...run, results }), run.spec)).toThrow(
      'Cannot use a count of 101 in the packed run: expected at most 100',
    );
  });
});
