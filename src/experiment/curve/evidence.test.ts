import { expect, test } from 'vitest';
import { decimalsOf, evidenceOf, neededTrials, provisionalNote, trialsText } from './evidence';

test('nothing is concluded below 8 trials, and numbers are provisional below 30', () => {
  expect([0, 2, 7, 8, 29, 30, 2000].map(evidenceOf)).toEqual([
    ...['early', 'early', 'early'],
    ...['provisional', 'provisional'],
    ...['firm', 'firm'],
  ]);
});

test('what is not firm has two digits and the word provisional beside its trials', () => {
  expect([7, 29, 30].map(decimalsOf)).toEqual([1, 1, 2]);
  expect(trialsText(2)).toBe('n = 2, provisional');
  expect(trialsText(29)).toBe('n = 29, provisional');
  expect([29, 30].map(provisionalNote)).toEqual([' (n = 29, provisional)', '']);
  expect(trialsText(2000)).toBe('n = 2,000');
});

test('a refusal to conclude says what is needed and what there is', () => {
  expect(neededTrials(2)).toBe('8 trials are needed at each rate, 2 so far');
});
