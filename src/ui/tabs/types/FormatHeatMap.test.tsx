// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, describe, expect, test } from 'vitest';
import { type FormatMap, formatMap } from '../../../experiment/formats/formatMap';
import { FIXTURE_BUSY } from '../../fixtures/explorer';
import { mount, unmountAll } from '../../fixtures/mount';
import { FormatHeatMap } from './FormatHeatMap';

afterEach(unmountAll);

const MARKS = '.heat-minimal, .heat-strict, .heat-paper';

/**
 * Renders a map of Q1.1 to Q1.4 with the given wrong answers out of 10,000, 17 with float values.
 * Returns the texts of the legend about marks.
 */
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

const cell = (integerBits: number, fractionBits: number, wrong: number) => ({
  ...{ format: { integerBits, fractionBits }, wrong },
  ...{ lost: Math.max(0, wrong - 20), gained: 0 },
});

/** Q1.2 has an error 10 points above float and Q2.1 90 points. Q2.2 loses nothing. */
const MAP: FormatMap = {
  ...{ structure: 'weights', images: 1000, floatWrong: 20 },
  cells: [cell(2, 2, 20), cell(2, 1, 920), cell(1, 2, 120)],
  ...{ minimal: { integerBits: 2, fractionBits: 2 }, strict: { integerBits: 2, fractionBits: 2 } },
};

/** Renders the map without its legend. */
const draw = (paper: string | null = null, isComplete = true) =>
  renderToStaticMarkup(<FormatHeatMap map={MAP} paper={paper} isComplete={isComplete} />).split('<ul')[0]!;

/**
 * Returns the corner of a cell. Cells are 34 by 24 px; fraction bits go right from 34 px on,
 * integer bits down.
 */
const corner = (integerBits: number, fractionBits: number) => [
  34 + 34 * fractionBits,
  24 * (integerBits - 1),
];

describe('the map', () => {
  test('places integer bits down and fraction bits along, darker for a greater loss', () => {
    const cells = [
      ...draw().matchAll(/<rect class="heat-loss" x="([\d.]+)" y="([\d.]+)"[^>]*fill-opacity="([\d.]+)"/g),
    ].map(([, x, y, opacity]) => [Number(x) - 0.5, Number(y) - 0.5, Number(opacity)]);
    expect(cells).toEqual([
      [...corner(1, 2), expect.closeTo(0.08 + (0.87 * Math.log(10 / 0.05)) / Math.log(90 / 0.05), 9)],
      [...corner(2, 1), expect.closeTo(0.95, 9)],
      [...corner(2, 2), 0],
    ]);
    expect(corner(2, 1)).toEqual([68, 24]);
  });

  test('marks the smallest type once the search has ended, and the paper’s type', () => {
    const [x, y] = corner(2, 2) as [number, number];
    expect(draw()).toContain(`<rect class="heat-minimal" x="${x + 2}" y="${y + 2}" width="30" height="20"`);
    expect(draw(null, false)).not.toContain('heat-minimal');
    // A diamond in the centre of Q1.2.
    expect(draw('Q1.2')).toContain('<path class="heat-paper" d="M119 6l6 6l-6 6l-6 -6z"');
  });

  test('draws the border of what costs nothing, to its left and above it', () => {
    expect(draw()).toContain('<path class="heat-frontier" d="M102 24v24M102 24h34"');
  });

  test('has the bits of its rows and columns beside them', () => {
    const labels = [...draw().matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d+)</g)].map(
      ([, x, y, text]) => [text, x, y],
    );
    expect(labels).toEqual([
      ['1', '26', '16'],
      ['2', '26', '40'],
      ['0', '51', '63'],
      ['1', '85', '63'],
      ['2', '119', '63'],
    ]);
  });

  test('reads the smallest type, or the widest while none is known', () => {
    expect(draw()).toContain('Q2.2: ');
    expect(draw()).toContain('20 of 1,000 wrong, float 20; 0 newly wrong, 0 newly right.');
  });
});
