import { expect, it } from 'vitest';
import { BASELINE, baselineOf } from '../experiment/sweep/measurement.fake';
import { fakeExplorer, noticeTexts, SMALL } from './explorer.fake';
import { withOwn } from './selectors/measured.fake';

it('says that a network guesses once its fault-free error is known, until another experiment is measured', () => {
  const store = fakeExplorer(SMALL, []);
  store.setState(withOwn(store.getState(), { baseline: BASELINE }));
  expect(noticeTexts(store)).toEqual([]);
  store.setState(withOwn(store.getState(), { baseline: baselineOf(870, 872) }));
  expect(noticeTexts(store)).toEqual([expect.stringContaining('wrong on 870 of 1000 (87.0 %)')]);
  store.setState(withOwn(store.getState(), { baseline: BASELINE }));
  expect(noticeTexts(store)).toEqual([]);
});
