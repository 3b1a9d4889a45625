import { expect, test } from 'vitest';
import { unpackTrials } from './figureTrials';

test('unpacks the trials of a document', () => {
  const rates = [
    { ber: 0.1, wrong: [3, 4], due: [0, 1] },
    { ber: 0.2, trials: [7], wrong: [5] },
  ];
  expect(unpackTrials({ spec: 1, packed: { total: 9, rates } })).toEqual({
    spec: 1,
    trials: [
      { ber: 0.1, trial: 0, wrong: 3, total: 9 },
      { ber: 0.1, trial: 1, wrong: 4, total: 9, due: 1 },
      { ber: 0.2, trial: 7, wrong: 5, total: 9 },
    ],
  });
});

test.each([[null], [[]], ['a'], [{ trials: [] }], [{ packed: null }]])('leaves %j as it is', (document) => {
  expect(unpackTrials(document)).toBe(document);
});

test.each([
  [{ rates: 7 }, 7],
  [{ rates: [null, { wrong: 3 }] }, [null, { wrong: 3 }]],
  [{ rates: [{ wrong: [1], due: 7 }] }, [{ wrong: [1], due: 7 }]],
])('leaves what is wrong in %j for the reader to refuse', (packed, trials) => {
  expect(unpackTrials({ packed })).toEqual({ trials });
});
