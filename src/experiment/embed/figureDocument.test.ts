import { expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { checkModel } from '../../core/network/catalog';
import { STORED_RUNS } from '../documents/storedRuns';
import { formatLink } from '../link/link';
import { DEFAULT_VIEW } from '../link/view';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { networkTitle } from '../settings/networkTitle';
import { ownSpec } from '../settings/ownSpec.fake';
import { figureDocument, readFigure } from './figureDocument';

const [RUN] = STORED_RUNS;
const DOCUMENT = figureDocument(RUN!, RUN!.environment);
const LINK = `https://example.org/a/${formatLink(RUN!.spec, { ...DEFAULT_VIEW, cursorBer: 0.01, tab: 'layers' })}`;

test('a figure is read back with its results, ticks, view and site', () => {
  const { run, view, site } = readFigure(DOCUMENT, LINK);
  expect(run).toEqual({ ...RUN, tolerance: expect.anything() });
  expect(run.tolerance!.noIncrease).toEqual(RUN!.tolerance.noIncrease);
  expect(view).toEqual({ ...DEFAULT_VIEW, cursorBer: 0.01 });
  expect(site).toBe('https://example.org/a/');
});

test('without a link the figure opens with the default view and leads nowhere', () => {
  expect(readFigure(DOCUMENT, '')).toMatchObject({ view: DEFAULT_VIEW, site: null });
});

test.each([
  ['https://example.org/#/x?v=1&t=3.13', /link is to another experiment/],
  ['#/x?v=1&n=0', /Cannot use the link of this figure\. Cannot use 0 trials per rate/],
  ['javascript:alert(1)', /leads to no experiment/],
])('refuses the link %s', (link, reason) => {
  expect(() => readFigure(DOCUMENT, link)).toThrow(reason);
});

test('a link with another scheme than http leads nowhere', () => {
  const hash = formatLink(DEFAULT_SPEC, DEFAULT_VIEW);
  expect(
    readFigure(figureDocument({ ...RUN!, spec: DEFAULT_SPEC }, ''), `javascript:alert(1)${hash}`).site,
  ).toBeNull();
});

test('results that nest without end are read, since nothing else in them is used', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(readFigure(DOCUMENT.replace('{', `{"more":${deep},`), '').run.spec).toEqual(RUN!.spec);
});

test('results that were cut or edited are refused with the place', () => {
  expect(() => readFigure(DOCUMENT.slice(0, 500), '')).toThrow(AssetError);
  expect(() => readFigure(DOCUMENT.replace('"wrong":[16', '"wrong":[-16'), '')).toThrow(/wrong/);
});

test('a figure of a network of the reader stands without its file, which it names', () => {
  const { bers, trials } = RUN!.spec;
  const spec = { ...ownSpec(), bers, trials };
  const unknown = 'file-00000000000000e8';
  const open = (text: string) => text.replaceAll(spec.model, unknown);
  const link = `https://example.org/a/${formatLink(spec, DEFAULT_VIEW)}`;
  const { run } = readFigure(open(figureDocument({ ...RUN!, spec }, '')), open(link));
  expect(run.spec).toMatchObject({ model: unknown, layers: ['fc-1', 'fc-2', 'fc-3'] });
  expect(networkTitle(checkModel(unknown))).toBe(`lenet.onnx, 1.1 MB, ${unknown}`);
});
