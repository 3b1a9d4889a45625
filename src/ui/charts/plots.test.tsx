// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { BASELINE, countOf } from '../../experiment/sweep/measurement.fake';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { FIXTURE_BUSY } from '../fixtures/explorer';
import { mount, spokenAfter, unmountAll } from '../fixtures/mount';
import { ClassScatter } from './ClassScatter';
import { ClassStrip } from './ClassStrip';
import { smallFrame } from './frame/rowFrame';
import { SmallCurve } from './SmallCurve';

afterEach(unmountAll);

it.each([
  // The square root of 625 is half of that of 2,500, the largest variance.
  ['counts', 'M339 185h0'],
  ['normalized', 'M333 260.5h0'],
] as const)('a trial lies at its error along and its class variance up, by %s', (kind, expected) => {
  const result = { ber: 1e-3, trial: 0, ...countOf(500) };
  const { host } = mount(
    <ClassScatter
      trials={[{ result, error: 0.5, variance: 625, normalized: 0.25 }]}
      {...{
        kind,
        measure: 'top1',
        ber: 1e-2,
        selected: 0,
        onChoose: () => {},
        imagesPerClass: new Array<number>(10).fill(100),
        shapes: [],
      }}
    />,
    FIXTURE_BUSY,
  );
  expect(host.querySelector('.scatter-dots')!.getAttribute('d')).toBe(expected);
});

it('the line of the largest variance holds for classes of different size', () => {
  const lineOf = (imagesPerClass: readonly number[]) => {
    const props = { kind: 'counts', measure: 'top1', ber: 1e-2, selected: 0, shapes: [] } as const;
    const { host } = mount(
      <ClassScatter trials={[]} {...props} onChoose={() => {}} imagesPerClass={imagesPerClass} />,
      FIXTURE_BUSY,
    );
    const line = host.querySelector('.scatter-ceiling')!.getAttribute('d')!;
    return [...line.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  };
  const highest = (line: number[][]) => line.toSorted((a, b) => a[1]! - b[1]!)[0]!;
  // Two equal classes: one of them wrong, in the middle. Of 30 and 10 the one of 30, at 75 %.
  expect(highest(lineOf([10, 10]))).toEqual([339, 34]);
  expect(highest(lineOf([10, 30]))).toEqual([482.5, 34]);
});

it('the cell of a class is filled from below by its error', () => {
  const names = Array.from({ length: 10 }, (_, label) => String(label));
  const shares = names.map((_, label) => (label === 1 ? 0.5 : label === 2 ? null : 0));
  const markup = renderToStaticMarkup(<ClassStrip classNames={names} shares={shares} label="Classes" />);
  const filled = [...markup.matchAll(/strip-wrong" x="(\d+)" y="(\d+)" width="27" height="(\d+)"/g)];
  expect(filled.slice(0, 3).map(([, ...places]) => places.map(Number))).toEqual([
    [1, 43, 0],
    [31, 22, 21],
    [61, 43, 0],
  ]);
});

it('the strip names up to 40 classes of one letter, in two rows so that letters do not touch', () => {
  const namesOf = (names: readonly string[]) => {
    const shares = names.map(() => 0);
    const markup = renderToStaticMarkup(<ClassStrip classNames={names} shares={shares} label="Classes" />);
    return [...markup.matchAll(/<text x="([\d.]+)" y="(\d+)"[^>]*>(.*?)</g)].map(([, x, y, name]) => ({
      ...{ x: Number(x), y: Number(y), name },
    }));
  };
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789 '];
  const drawn = namesOf(letters);
  expect(drawn.map(({ name }) => name)).toEqual(letters);
  for (const row of [58, 71]) {
    const places = drawn.filter(({ y }) => y === row).map(({ x }) => x);
    expect(Math.min(...places.slice(1).map((x, index) => x - places[index]!))).toBeGreaterThan(16);
  }
  expect(namesOf(letters.map((name) => `${name}${name}`))).toEqual([]);
  expect(namesOf([...letters, ...letters])).toEqual([]);
});

it('the line of a small figure is the quantised fault-free error', () => {
  const series: MeasuredSeries = {
    ...{ id: 'fc-1', label: 'fc-1', spec: DEFAULT_SPEC, grid: DEFAULT_SPEC.bers, baseline: BASELINE },
    ...{ results: [], curve: [], tolerance: null, trials: 0, complete: false, source: 'live' },
  };
  // Errors from 0 at 1,008 px to 100 % at 8 px.
  const frame = smallFrame(300, 1028, { from: 1e-6, to: 1e-1 });
  const markup = renderToStaticMarkup(
    <SmallCurve series={series} stale={undefined} frame={frame} band="sigma" />,
  );
  expect(markup).toMatch(/small-baseline" x1="38" x2="292" y1="989" y2="989"/);
});

it('the strip of classes reads class by class, from the worst on', () => {
  const shares = [0.1, 0.4, null];
  const { host } = mount(
    <ClassStrip classNames={['cat', 'dog', 'emu']} shares={shares} label="Error of each class" />,
    FIXTURE_BUSY,
  );
  const slider = host.querySelector('[role=slider]')!;
  const after = (key: string) => spokenAfter(slider, key);
  expect(slider.getAttribute('aria-valuetext')).toBe('dog: 40.0\u00a0% wrong');
  expect(after('ArrowRight')).toBe('emu: no sample');
  expect(after('Home')).toBe('cat: 10.0\u00a0% wrong');
  expect(host.querySelector('p')!.textContent).toBe('cat: 10.0\u00a0% wrong');
});
