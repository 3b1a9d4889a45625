// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { FIGURE_KEY, figureRecord, formatFigureRecord } from '../../experiment/documents/figureRecord';
import { readFigure } from './readFigure';

const RECORD = figureRecord('Curve', '#/x?v=1&n=12', new Date(0), undefined);
const METADATA = `<metadata id="${FIGURE_KEY}">${formatFigureRecord(RECORD).replaceAll('&', '&amp;')}</metadata>`;
const svg = (inside: string) =>
  new File([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${inside}</svg>`], 'a.svg');
const USED = 'which this page does not write: only its record was read';

it('reads the record of an SVG', async () => {
  const found = await readFigure(svg(`${METADATA}<image href="data:image/png;base64,AA=="/>`));
  expect(found).toEqual({
    record: expect.objectContaining({ figure: 'Curve', link: '#/x?v=1&n=12' }),
    remark: null,
  });
});

it.each([
  ['scripts', '<script>alert(1)</script>'],
  ['scripts', '<g onload="alert(1)"/>'],
  ['scripts', '<foreignObject/>'],
  ['references to other files', '<image href="https://example.org/a.png"/>'],
  ['references to other files', '<style>@import "https://example.org/a.css";</style>'],
  ['scripts and references to other files', '<a href="javascript:alert(1)"/>'],
])('says that an SVG holds %s: %s', async (what, inside) => {
  expect((await readFigure(svg(METADATA + inside)))?.remark).toBe(`The file holds ${what}, ${USED}`);
});

it.each([
  ['no record', '<g/>', 'a.svg: The SVG file has 0 records of an experiment: expected one'],
  ['two records', METADATA + METADATA, 'a.svg: The SVG file has 2 records of an experiment: expected one'],
  ['an entity', '<!ENTITY a "b">', 'a.svg: The SVG file has a document type'],
])('refuses an SVG with %s', async (_, inside, message) => {
  await expect(readFigure(svg(inside))).rejects.toThrow(message);
});

it('leaves other files to other readers', async () => {
  expect(await readFigure(new File(['{"a":"<svg>"}'], 'model.json'))).toBeNull();
  expect(await readFigure(new File(['\x89PNG\r\n'], 'photo.png'))).toBeNull();
  expect(await readFigure(new File(['<?xml version="1.0"?><Error/>'], 'w.h5'))).toBeNull();
});
