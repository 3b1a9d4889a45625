import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchLine, readBatchLines } from './batchLine';
import { fakeResult } from './paperResult.fake';

const whole = fakeResult('lenet-fc', 'fc-3-count', {
  trials: 4,
  errorAt: (ber) => 0.1 + ber,
  dueAt: (ber, trial) => (ber === 0.1 ? trial : 0),
  baseline: 0.05,
});
const halves = [whole.results.slice(0, 10), whole.results.slice(10)].map((results) => ({
  ...whole,
  results,
}));
const journal = halves.map(batchLine).join('');

describe('a journal of batches', () => {
  it('gives back what was written to it', () => {
    const { spec, fingerprint, baseline, results } = whole;
    expect(readBatchLines(journal, whole)).toEqual({ spec, fingerprint, baseline, results });
  });

  it('loses only the batch that a kill cut short, wherever it did', () => {
    const first = batchLine(halves[0]!).length;
    for (let length = first; length < journal.length; length++) {
      const next = journal.slice(0, length) + batchLine(halves[0]!);
      expect(readBatchLines(next, whole)?.results).toHaveLength(20);
    }
  });

  it('has nothing for other experiments, weights or versions', () => {
    expect(readBatchLines(journal, { ...whole, fingerprint: 'other' })).toBeNull();
    expect(readBatchLines(journal, { ...whole, spec: { ...whole.spec, seed: 8 } })).toBeNull();
    const fewer = readBatchLines(journal, { ...whole, spec: { ...whole.spec, trials: 2 } });
    expect(new Set(fewer?.results.map(({ trial }) => trial))).toEqual(new Set([0, 1]));
  });

  it('passes over a batch whose trials have more counts than it writes', () => {
    const line = JSON.parse(batchLine(halves[0]!)) as { trials: number[][] };
    const withCounts = (...counts: readonly number[]) =>
      JSON.stringify({ ...line, trials: line.trials.map((trial) => [...trial.slice(0, 3), ...counts]) });
    expect(readBatchLines(withCounts(), whole)?.results).toHaveLength(10);
    expect(readBatchLines(withCounts(0), whole)?.results).toHaveLength(10);
    expect(readBatchLines(withCounts(0, 0), whole)).toBeNull();
  });

  it('passes over whatever is no batch', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readBatchLines(text, whole)).toBeNull();
        expect(readBatchLines(`${text}${journal}`, whole)?.results.length).toBeGreaterThan(0);
      }),
    );
  });
});
