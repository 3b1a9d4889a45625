import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueField } from '../../core/site/injection';
import { packTrials, unpackRate } from './packedTrials';

test('any trials are unpacked as they were, in order of rate and number', () => {
  const trial = fc.record({
    ber: fc.constantFrom(0, 1e-6, 1e-3, 0.1),
    trial: fc.nat(5),
    wrong: fc.integer({ min: 3, max: 100 }),
    due: fc.nat(3),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(trial, { selector: ({ ber, trial: number }) => `${ber} ${number}` }),
      (trials) => {
        const results = trials.map(({ due, ...one }) => ({ ...one, total: 100, ...dueField(due) }));
        const unpacked = packTrials(results).flatMap((rate) => unpackRate(rate, 100));
        expect(unpacked).toEqual(results.toSorted((a, b) => a.ber - b.ber || a.trial - b.trial));
      },
    ),
  );
});

test('deviations are kept beside the counts', () => {
  const trials = [0, 1].map((trial) => ({ ber: 0.1, trial, wrong: 0, total: 2, value: 0.25 + trial }));
  expect(packTrials(trials)).toEqual([{ ber: 0.1, wrong: [0, 0], values: [0.25, 1.25] }]);
  expect(packTrials(trials).flatMap((rate) => unpackRate(rate, 2))).toEqual(trials);
});

test('numbers of trials are left out only if they are 0, 1, 2', () => {
  const trial = (number: number) => ({ ber: 0.1, trial: number, wrong: 1, total: 2 });
  expect(packTrials([trial(1), trial(0)])).toEqual([{ ber: 0.1, wrong: [1, 1] }]);
  expect(packTrials([trial(1)])).toEqual([{ ber: 0.1, trials: [1], wrong: [1] }]);
});
