import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { checkBerGrid } from '../../experiment/sweep/berGrid';
import { baselineOf, countOf } from '../../experiment/sweep/measurement.fake';
import { describeMeasurement, describeSpec } from './report';

/** Reports so many trials at three rates, with losses of 0, 20 and 60 points. */
function report(trials: number): string {
  const bers = [1e-4, 1e-3, 1e-2];
  const results = bers.flatMap((ber, rate) =>
    Array.from({ length: trials }, (_, trial) => ({
      ...countOf([20, 220, 620][rate]!, 1000, 1),
      ber,
      trial,
    })),
  );
  const spec = { ...DEFAULT_SPEC, trials, bers: checkBerGrid({ kind: 'list', bers }) };
  return describeMeasurement({ spec, baseline: baselineOf(17, 20), results }, '', Array(10).fill(100));
}

const ticks = (text: string) => [...text.matchAll(/points?.*: (\d[\d.]*e-\d)/g)].map(([, tick]) => tick!);

it('concludes nothing from 2 trials, and prints their ticks in two digits as provisional', () => {
  const text = report(2);
  expect(text).toContain('costs at most (n = 2, provisional)\n');
  expect(ticks(text)).toHaveLength(4);
  expect(ticks(text).every((tick) => /^\d\.\de-\d$/.test(tick))).toBe(true);
  expect(text).toContain('for a finding 8 trials are needed at each rate, 2 so far.');
  expect(text).not.toMatch(/Counting any increase|loses 5 points/);
});

it('concludes from 8 trials on, and prints all digits from 30 on', () => {
  expect(report(8)).toMatch(/\(n = 8, provisional\)[\s\S]*Counting any increase[\s\S]*loses 5 points/);
  const text = report(30);
  expect(text).toContain('costs at most\n');
  expect(text).not.toContain('provisional');
  expect(ticks(text).every((tick) => /^\d\.\d\de-\d$/.test(tick))).toBe(true);
});

it('prints both fault-free errors, the statistics of each rate and the rate with the widest skew', () => {
  const bers = [1e-4, 1e-3, 1e-2];
  const wrong = [[20], [100, 200, 600], [600, 610, 620]];
  const results = bers.flatMap((ber, rate) =>
    wrong[rate]!.map((count, trial) => ({ ...countOf(count), ber, trial })),
  );
  const spec = { ...DEFAULT_SPEC, trials: 3, bers: checkBerGrid({ kind: 'list', bers }) };
  const measurement = { spec, baseline: baselineOf(17, 20), results };
  const text = describeMeasurement(measurement, '', Array(10).fill(100));
  expect(text).toContain('Baseline: float 1.70 %, quantised 2.00 % of 1,000 images\n');
  const cells = (rate: string) =>
    text
      .match(new RegExp(`^ +${rate} .*`, 'm'))![0]
      .trim()
      .split(/ {2,}/);
  expect(cells('1e-4').slice(2)).toEqual(['1', '2.00 %', '–', '–', '2.00 %', '2.00 %', '2.00 %']);
  expect(cells('1e-3').slice(2)).toEqual(['3', '30.00 %', '–', '26.46 %', '20.00 %', '12.00 %', '52.00 %']);
  expect(text).toContain('\nMean and median are farthest apart at 1e-3. A statement ');
});

it('names the loss of each tick, and one sample as one', () => {
  expect(report(8)).toContain('  0 points (less than 0.1): ');
  expect(describeSpec({ ...DEFAULT_SPEC, numSamples: 1, trials: 1 })).toContain(
    ', 1 image, 1 trial per rate, ',
  );
});
