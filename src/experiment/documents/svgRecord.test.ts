import { expect, it } from 'vitest';
import { FIGURE_KEY, figureRecord, formatFigureRecord } from './figureRecord';
import { isSvg, readSvgRecord } from './svgRecord';

const RECORD = figureRecord('A < "B"', '#/x?v=1&n=12', new Date(0), undefined);
const JSON_TEXT = formatFigureRecord(RECORD).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const METADATA = `<metadata id="${FIGURE_KEY}">${JSON_TEXT}</metadata>`;
const PICTURE = '<image href="data:image/png;base64,AA=="/><path fill="url(#a)" d="M0 0"/>';
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>\n`;
const USED = 'which this page does not write: only its record was read';

it('reads the record of an SVG, also as a drawing program writes it again', () => {
  const found = { record: { ...RECORD, environment: undefined }, remark: null };
  expect(readSvgRecord(svg(METADATA + PICTURE), 'a.svg')).toEqual(found);
  const again = `<svg:svg><svg:metadata\n  id='${FIGURE_KEY}'\n  >${JSON_TEXT.replaceAll('"', '&#34;')}</svg:metadata></svg:svg>`;
  expect(readSvgRecord(again, 'a.svg')).toEqual(found);
});

it.each([
  ['scripts', '<script>alert(1)</script>'],
  ['scripts', '<g onload="alert(1)"/>'],
  ['scripts', '<foreignObject/>'],
  ['references to other files', '<image href="https://example.org/a.png"/>'],
  ['references to other files', '<style>@import "https://example.org/a.css";</style>'],
  ['references to other files', '<path fill="url(https://example.org/a.svg#b)"/>'],
  ['references to other files', '<!ENTITY a SYSTEM "https://example.org">'],
  ['scripts and references to other files', '<a href="javascript:alert(1)"/>'],
])('says that an SVG holds %s: %s', (what, inside) => {
  expect(readSvgRecord(svg(METADATA + inside), 'a.svg').remark).toBe(`The file holds ${what}, ${USED}`);
});

it.each([
  ['no record', svg('<g/>'), 'a.svg: The SVG file has no record of an experiment: expected one'],
  ['two records', svg(METADATA + METADATA), 'a.svg: The SVG file has several records of an experiment'],
  [
    'its end missing',
    svg(METADATA).slice(0, -3),
    'a.svg: The SVG file is cut off: expected </svg> at its end',
  ],
  ['an edited record', svg(METADATA.replace('"link":"', '"link":7,"was":"')), 'Field "link" is 7'],
])('refuses an SVG with %s', (_, text, message) => {
  expect(() => readSvgRecord(text, 'a.svg')).toThrow(message);
});

it('reads a file that repeats the id as fast as any other', () => {
  const hostile = `<metadata${` id="${FIGURE_KEY}"`.repeat(100_000)}`;
  expect(readSvgRecord(svg(hostile + METADATA), 'a.svg').record).toMatchObject({ link: RECORD.link });
});

it('tells SVG files from others', () => {
  expect(isSvg('<?xml version="1.0"?>\n<!-- a -->\n<svg/>')).toBe(true);
  expect(isSvg('<?xml version="1.0"?><Error/>')).toBe(false);
  expect(isSvg('{"a":"<svg>"}')).toBe(false);
  expect(isSvg('PNG')).toBe(false);
});
