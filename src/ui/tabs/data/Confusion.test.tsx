// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { PreviewImage } from '../../../core/site/preview';
import { FIXTURE_DATA, FIXTURE_FIRST } from '../../fixtures/explorer';
import { bodyCells, mount, spokenAfter, toggle, unmountAll } from '../../fixtures/mount';
import { Confusion } from './Confusion';

afterEach(unmountAll);

/** Makes an image of class `label` with the answer `after`; null for no answer. */
const image = (label: number, after: number | null, index: number): PreviewImage => ({
  ...{ index, label, before: label, after, beforeConfidence: 0.9, afterConfidence: 0.6 },
});

/**
 * Two cats classified as dogs, one dog as an emu, four emus as emus, and one image without an
 * answer.
 */
const IMAGES = [
  ...([
    [0, 1],
    [0, 1],
    [1, 2],
    [2, 2],
    [2, 2],
    [2, 2],
    [2, 2],
    [2, null],
  ] as const),
].map(([label, after], index) => image(label, after, index));

const draw = (images: readonly PreviewImage[]) => {
  const data = { ...FIXTURE_DATA, classNames: ['cat', 'dog', 'emu'] };
  const { host } = mount(<Confusion images={images} data={data} kind="digits" />, FIXTURE_FIRST);
  return host;
};

it('has a row for each class and a column for each answer', () => {
  const host = draw(IMAGES);
  const place = (mark: Element) => ['x', 'y'].map((name) => Number(mark.getAttribute(name)));
  const counts = [...host.querySelectorAll('.confusion-count')].map((mark) => [
    mark.textContent,
    ...place(mark),
  ]);
  // Names of three letters are 8 + 3 · 7.2 = 29.6 px wide and cells 22 px. Counts are centred in
  // cells.
  expect(counts).toEqual([
    ['2', 29.6 + 22 + 11, 15],
    ['1', 29.6 + 44 + 11, 22 + 15],
    ['4', 29.6 + 44 + 11, 44 + 15],
  ]);
  const shaded = [...host.querySelectorAll('rect')].filter(
    (cell) => Number(cell.getAttribute('fill-opacity')) > 0,
  );
  expect(shaded.map((cell) => [cell.getAttribute('class'), ...place(cell)])).toEqual([
    ['confusion-wrong', 29.6 + 22 + 1, 1],
    ['confusion-wrong', 29.6 + 44 + 1, 22 + 1],
    ['confusion-right', 29.6 + 44 + 1, 44 + 1],
  ]);
  const opacities = shaded.map((cell) => Number(cell.getAttribute('fill-opacity')));
  for (const [index, count] of [2, 1, 4].entries())
    expect(opacities[index]).toBeCloseTo(0.12 + (0.5 * count) / 4, 9);
  const names = [...host.querySelectorAll('svg > g > text')].map((name) => [
    name.textContent,
    ...place(name),
  ]);
  expect(names).toEqual([
    ['cat', 23.6, 15],
    ['ca', 29.6 + 11, 82],
    ['dog', 23.6, 37],
    ['do', 29.6 + 22 + 11, 82],
    ['emu', 23.6, 59],
    ['em', 29.6 + 44 + 11, 82],
  ]);
});

it('says what is classified as what, most often first, and how many have no answer', () => {
  const host = draw(IMAGES);
  expect(host.querySelector('[role=slider]')!.getAttribute('aria-label')).toBe(
    'Rows are classes, columns answers: cat classified as dog 2 times, dog classified as emu once',
  );
  expect(host.querySelector('.note')!.textContent).toContain(
    'over the first 8 images. 1 of them got no answer',
  );
  const right = draw([image(1, 1, 0)]);
  expect(right.querySelector('[role=slider]')!.getAttribute('aria-label')).toContain('no wrong answers');
});

it('reads cell by cell under the arrow keys, from the most frequent wrong answer on', () => {
  const slider = draw(IMAGES).querySelector('[role=slider]')!;
  const after = (key: string) => spokenAfter(slider, key);
  expect(slider.getAttribute('aria-valuetext')).toBe('cat classified as dog: 2 of 8 images');
  expect(after('ArrowDown')).toBe('dog classified as dog: 0 of 8 images');
  expect(after('ArrowRight')).toBe('dog classified as emu: 1 of 8 images');
  expect(after('ArrowRight')).toBe('dog classified as emu: 1 of 8 images');
  expect(after('ArrowUp')).toBe('cat classified as emu: 0 of 8 images');
  expect(after('ArrowLeft')).toBe('cat classified as dog: 2 of 8 images');
});

it('is left out without images', () => {
  expect(draw([]).textContent).toBe('');
});

it('has the counts as a table, with zeros and whole names', async () => {
  const twin = draw(IMAGES).querySelector('details')!;
  await toggle(twin);
  expect(bodyCells(twin)).toEqual([
    ['cat', '0', '2', '0'],
    ['dog', '0', '0', '1'],
    ['emu', '0', '0', '4'],
  ]);
});

it('colours the cells of a network of letters, without counts, and draws none of many words', () => {
  const letters = [...'␣,.0123456789abcdefghiklmnopqrstuvwxy'];
  const drawNamed = (classNames: readonly string[]) =>
    mount(<Confusion images={IMAGES} data={{ ...FIXTURE_DATA, classNames }} kind="text" />, FIXTURE_FIRST)
      .host;
  const host = drawNamed(letters);
  expect(host.querySelector('.confusion-count')).toBeNull();
  const shaded = [...host.querySelectorAll('.confusion-wrong')].filter(
    (cell) => Number(cell.getAttribute('fill-opacity')) > 0,
  );
  const side = 264 / letters.length;
  const left = 8 + 7.2 + 11;
  expect(shaded.map((cell) => Number(cell.getAttribute('x')))).toEqual(
    [1, 2].map((said) => expect.closeTo(left + said * side + 0.5, 9)),
  );
  expect(host.querySelector('[role=slider]')!.getAttribute('aria-valuetext')).toBe(
    '␣ classified as ,: 2 of 8 texts',
  );
  expect(drawNamed(letters.map((name) => `the letter ${name}`)).textContent).toBe('');
});
