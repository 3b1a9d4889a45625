// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { formatMap } from '../../experiment/formatMap';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, unmountAll } from '../fixtures/mount';
import { FormatHeatMap } from './FormatHeatMap';

afterEach(unmountAll);

const MARKS = '.heat-minimal, .heat-strict, .heat-paper';

/** A map of Q1.1 to Q1.4 with so many wrong of 10,000, of float 17, and the words of its legend from the marks on. */
function drawn(wrong: readonly number[], paper: string | null, isComplete = true) {
  const cells = wrong.map((count, index) => {
    const format = { integerBits: 1, fractionBits: index + 1 };
    return { format, wrong: count, lost: Math.max(0, count - 17), gained: 0 };
  });
  const map = formatMap('weights', 10_000, 17, cells);
  const { host } = mount(<FormatHeatMap {...{ map, paper, isComplete }} />, FIXTURE_BUSY);
  const kinds = (root: string) =>
    [...host.querySelectorAll(`${root} :is(${MARKS})`)].map((mark) => mark.getAttribute('class')).sort();
  const entries = [...host.querySelectorAll('.heat-legend li')].slice(5).map((item) => item.textContent);
  return { marks: kinds('.heat-box'), swatches: kinds('.heat-legend'), entries };
}

test.each([
  [
    'two types',
    [90, 19, 17, 17],
    'Q1.1',
    ['fewest bits', 'fewest bits with no more errors than float', 'the paper’s type'],
  ],
  ['one type for both', [90, 40, 17, 17], null, ['fewest bits, with no more errors than float']],
  ['none without a new error', [90, 19, 19, 19], 'Q1.4', ['fewest bits', 'the paper’s type']],
  ['none at all, and the paper’s is not tested', [90, 90, 90, 90], 'Q2.6', []],
] as const)('the legend names the marks that the map has, and no others: %s', (_, wrong, paper, words) => {
  const { marks, swatches, entries } = drawn(wrong, paper);
  expect(swatches).toEqual(marks);
  expect(entries).toEqual(words);
  expect(drawn(wrong, null, false)).toEqual({ marks: [], swatches: [], entries: [] });
});
