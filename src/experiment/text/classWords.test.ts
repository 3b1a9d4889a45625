import { describe, expect, it } from 'vitest';
import { correlationText, skewText } from './classWords';

describe('words about classes', () => {
  const summary = {
    ...{ trials: 30, mean: 0.2, median: 0.1, q90: 0.5 },
    ...{ pearson: 0.5, spearman: -0.25, pearsonNormalized: null, spearmanNormalized: null },
  };

  it('claims no skew from few trials or small distances', () => {
    expect(skewText({ ...summary, trials: 29 })).toMatch(/at least 30 trials \(29 so far\)/);
    expect(skewText({ ...summary, mean: 0.11 })).toMatch(/1\.0 points apart/);
    expect(skewText({ ...summary, mean: 0.05 })).toMatch(/5\.0 points below the median/);
  });

  it('prints correlations only where there are any', () => {
    expect(correlationText(summary, 'rate')).toBe(
      'Over the 30 trials at this rate error and class variance correlate with r = 0.50 (Pearson), −0.25 (Spearman).',
    );
    expect(correlationText({ ...summary, trials: 29 }, 'rate')).toBe(
      'A correlation needs at least 30 trials (29 so far at this rate).',
    );
    expect(correlationText({ ...summary, pearson: null }, 'rate')).toMatch(/no correlation/);
  });
});
