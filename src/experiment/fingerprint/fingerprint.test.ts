import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { addCheck } from './checkCharacter';
import { settingsDigest, takeFingerprint } from './fingerprint';
import { completeRun, ORIGIN } from './fingerprint.fake';
import { formatFingerprint, parseFingerprint } from './fingerprintText';
import { maskTrials } from './maskTrials';

const textOf = (run = completeRun(), origin = ORIGIN) => formatFingerprint(takeFingerprint(run, origin));

describe('a fingerprint', () => {
  // Saved links hold these texts. They may only change with another first character.
  it.each([
    [{}, '1JkValhtO2TUZel7FkbQhAQQtQmra6DV7bQ6zb6LW7jR67c6TX7rS7Dd6bQf'],
    [
      { trials: 3, numSamples: 200, bers: { kind: 'list', bers: [1e-4, 1e-2] } },
      '1EH_alhtO2TUZel3_D0Q9xI0fus',
    ],
    [
      { model: 'ti-gru', layers: ['gru-1'], structures: ['hiddenState'] },
      '1OVbalhtO2TUZel7FkbQhAQQtQmra6DV7bQ6zb6LW7jR67c6TX7rS7Dd6bQo',
    ],
  ] as const)('of %j stays what it is', (change, golden) => {
    expect(textOf(completeRun(change))).toBe(golden);
  });

  it('has at most 60 characters on the default grid, and is read back', () => {
    const text = textOf();
    expect(text.length).toBeLessThanOrEqual(60);
    expect(parseFingerprint(text)).toEqual(takeFingerprint(completeRun(), ORIGIN));
  });

  it('ends with a letter or digit, so that no program takes its end for punctuation', () => {
    for (let seed = 0; seed < 200; seed++)
      expect(textOf(completeRun({ seed, trials: 1 }))).toMatch(/[a-z2-7]$/);
  });

  it('does not depend on the order of trials, on a longer run or on rates of the cursor', () => {
    const run = completeRun();
    const more = completeRun({ trials: 40, bers: { kind: 'list', bers: [0.3] } }).results;
    const longer = completeRun({ trials: 40 }).results;
    expect(textOf({ ...run, results: [...longer, ...more].reverse() })).toBe(textOf());
  });

  it.each<[string, Parameters<typeof textOf>]>([
    ['another seed', [completeRun({ seed: 8 })]],
    ['other weights', [completeRun(), { ...ORIGIN, weights: 'cc' }]],
    ['other data', [completeRun(), { ...ORIGIN, data: 'cc' }]],
    ['another engine', [completeRun(), { ...ORIGIN, engine: '2' }]],
    ['another mask', [completeRun(), { ...ORIGIN, masks: [1, 2, 3] }]],
  ])('changes with %s', (_, changed) => expect(textOf(...changed)).not.toBe(textOf()));
});

test.each([
  ['', 'starts with ""'],
  ['2abc', 'starts with "2": expected 1, the layout that this version knows'],
  [textOf().slice(0, -3), 'it was cut or changed (57 characters)'],
  [textOf().replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')), 'it was cut or changed'],
  [textOf().toLowerCase(), 'it was cut or changed'],
  [`1${'a'.repeat(20)}`, 'it was cut or changed'],
  [addCheck('1abc'), 'Cannot read character 4 of 3'],
])('refuses %j', (text, message) => expect(() => parseFingerprint(text)).toThrow(message));

test('masks are checked at the ends and the middle of the grid, and in the last trial', () => {
  const shown = maskTrials(DEFAULT_SPEC).map(({ ber, trial }) => [ber, trial]);
  expect(shown).toEqual([
    [1e-6, 0],
    [3.16e-4, 0],
    [1e-1, 0],
    [1e-1, 29],
  ]);
  expect(maskTrials({ ...DEFAULT_SPEC, trials: 1, bers: { kind: 'list', bers: [1e-3] } })).toHaveLength(1);
});

it('settings digest changes with another number of trials', () => {
  expect(settingsDigest({ ...DEFAULT_SPEC, trials: 31 })).not.toBe(settingsDigest(DEFAULT_SPEC));
});
