import { expect, it } from 'vitest';
import type { Baseline } from '../experiment/results';
import { fakeExplorer, noticeTexts, SMALL } from './explorer.fake';

const baselineOf = (wrong: number): Baseline => {
  const count = { wrong, total: 1000, wrongPerClass: [], flips: 0 };
  return { float: count, quantized: count };
};

it('says that a network guesses once its fault-free error is known, until another experiment is measured', () => {
  const store = fakeExplorer(SMALL, []);
  store.setState({ baseline: baselineOf(18) });
  expect(noticeTexts(store)).toEqual([]);
  store.setState({ baseline: baselineOf(870) });
  expect(noticeTexts(store)).toEqual([expect.stringContaining('wrong on 870 of 1000 (87.0 %)')]);
  store.setState({ baseline: baselineOf(18) });
  expect(noticeTexts(store)).toEqual([]);
});
