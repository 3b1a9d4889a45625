import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packTrials, unpackTrials } from './packedTrials';

test('any trials are unpacked as they were, in order of rate and number', () => {
  const trial = fc.record({
    ber: fc.constantFrom(0, 1e-6, 1e-3, 0.1),
    trial: fc.nat(5),
    wrong: fc.integer({ min: 3, max: 100 }),
    due: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(trial, { selector: ({ ber, trial: number }) => `${ber} ${number}` }),
      (trials) => {
        const results = trials.map(({ due, ...one }) => ({
          ...one,
          total: 100,
          ...(due !== undefined && { due }),
        }));
        const { trials: unpacked } = unpackTrials({ packed: packTrials(results, 100) }) as {
          trials: object[];
        };
        const sorted = results.toSorted((a, b) => a.ber - b.ber || a.trial - b.trial);
        expect(unpacked).toHaveLength(sorted.length);
        for (const [place, one] of sorted.entries()) {
          expect({ due: 0, ...unpacked[place] }).toEqual({ due: 0, ...one });
        }
      },
    ),
  );
});

test('numbers of trials are left out only if they are 0, 1, 2', () => {
  const trial = (number: number) => ({ ber: 0.1, trial: number, wrong: 1, total: 2 });
  expect(packTrials([trial(1), trial(0)], 2).rates).toEqual([{ ber: 0.1, wrong: [1, 1] }]);
  expect(packTrials([trial(1)], 2).rates).toEqual([{ ber: 0.1, trials: [1], wrong: [1] }]);
});

test.each([[null], [[]], ['a'], [{ trials: [] }], [{ packed: null }]])('leaves %j as it is', (document) => {
  expect(unpackTrials(document)).toBe(document);
});

test.each([
  [{ rates: 7 }, 7],
  [{ rates: [null, { wrong: 3 }] }, [null, { wrong: 3 }]],
])('leaves what is wrong in %j for the reader to refuse', (packed, trials) => {
  expect(unpackTrials({ packed })).toEqual({ trials });
});
