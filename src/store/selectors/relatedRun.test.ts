import { expect, it } from 'vitest';
import { parseQFormat } from '../../core/words/qformat';
import { DEFAULT_SPEC, type ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { FIXTURE_BUSY, FIXTURE_STORED, madeUpResults } from '../../ui/fixtures/explorer';
import { storedWords } from '../../ui/text/storedWords';
import { withOwn } from './measured.fake';
import { relatedRunOf } from './relatedRun';
import { selectDrawnRun, selectStoredCurve } from './selectors';

const related = (change: Partial<ExperimentSpec>) =>
  relatedRunOf([FIXTURE_STORED], { ...DEFAULT_SPEC, ...change });

it('is a run of the same faulty bits on other images, of another seed or with other draws', () => {
  expect(related({ numSamples: 100, seed: 9, rateCoupling: 'independent' })).toBe(FIXTURE_STORED);
  expect(related({ format: parseQFormat('Q3.13') })).toBeNull();
  expect(related({ sampling: 'count' })).toBeNull();
  expect(related({ layers: ['fc-1'] })).toBeNull();
  expect(related({ model: 'lenet-cnn' })).toBeNull();
});

it('is drawn until each rate has eight live trials, and never in place of a run of its own', () => {
  const spec = { ...DEFAULT_SPEC, seed: 9 };
  const at = (trials: number) =>
    withOwn({ ...FIXTURE_BUSY, spec }, { baseline: null, results: madeUpResults(spec, trials) });
  expect(selectDrawnRun(at(0))).toBe(FIXTURE_STORED);
  expect(selectDrawnRun(at(7))).toBe(FIXTURE_STORED);
  expect(selectStoredCurve(at(7)).length).toBeGreaterThan(10);
  expect(selectDrawnRun(at(8))).toBeNull();
  expect(selectStoredCurve(at(8))).toEqual([]);
  expect(selectDrawnRun(FIXTURE_BUSY)).toBe(FIXTURE_STORED);
});

it('is named with the settings in which it differs', () => {
  expect(storedWords(FIXTURE_STORED, DEFAULT_SPEC)).toBe('recorded run, n = 150');
  expect(storedWords(FIXTURE_STORED, { ...DEFAULT_SPEC, numSamples: 100, seed: 9 })).toBe(
    'recorded run of other settings (1,000 images, seed 00000007), n = 150',
  );
});
