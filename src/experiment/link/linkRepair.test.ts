import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { describeLinkProblems, formatLink, parseLink } from './link';
import { repairLink } from './linkRepair';
import { DEFAULT_VIEW } from './view';

const LINK = '#/x?v=1&t=3.13&b=1e-4,1e-2';
const HOST = 'https://example.org/ares/';

test.each([
  ['its # encoded', `${HOST}%23/x?v=1&t=3.13&b=1e-4,1e-2`, 'its # was written as %23'],
  ['its # encoded twice', `${HOST}%2523/x?v=1&t=3.13&b=1e-4,1e-2`, 'its # was written as %23'],
  ['all of it encoded', `${HOST}${encodeURIComponent(LINK)}`, 'its # was written as %23'],
  ['all of it encoded twice', encodeURIComponent(encodeURIComponent(LINK)), 'its # was written as %23'],
  ['all but its # encoded', `${HOST}#${encodeURIComponent(LINK.slice(1))}`, 'its # was written as %23'],
  ['its # lost', `${HOST}x?v=1&t=3.13&b=1e-4,1e-2`, 'its # was lost'],
  ['its host and # lost', '/x?v=1&t=3.13&b=1e-4,1e-2', 'its # was lost'],
  ['its settings alone', `${HOST}?v=1&t=3.13&b=1e-4,1e-2`, 'its # was lost'],
  ['its # lost and its ? encoded', `${HOST}x%3Fv=1&t=3.13&b=1e-4,1e-2`, 'its # was lost'],
  ['a break after an =', `${HOST}${LINK.replace('t=', 't=\n')}`, 'a line break was removed'],
  ['a break after the = of mail', `${LINK.slice(0, 20)}=\n${LINK.slice(20)}`, 'a line break was removed'],
  ['& as in HTML', LINK.replaceAll('&', '&amp;'), '&amp; stood for &'],
  ['brackets around it', `<${HOST}${LINK}>`, 'the punctuation around it was removed'],
  ['quotes around it', `“${LINK}”`, 'the punctuation around it was removed'],
  ['the end of a sentence', `(see) ${LINK}).`.slice(6), 'the punctuation around it was removed'],
  ['a line break', `${HOST}${LINK.slice(0, 12)}\r\n${LINK.slice(12)}`, 'a line break was removed'],
  ['the = of mail', `${HOST}${LINK.replaceAll('=', '=3D')}`, '=3D stood for ='],
  [
    'the = of mail and a soft line break',
    `${LINK.replaceAll('=', '=3D').slice(0, 15)}=\n${LINK.replaceAll('=', '=3D').slice(15)}`,
    'a line break was removed',
  ],
  [
    'the address of a link checker around it',
    `https://eur01.checker.example/?url=${encodeURIComponent(HOST + LINK)}&data=05%7C02%7C&h=aa&reserved=0`,
    'the address of a link checker around it was removed',
  ],
  [
    'a redirect of a search engine around it',
    `https://search.example/url?sa=D&q=https://example.org/ares/${encodeURIComponent(LINK)}&source=editors`,
    'the address of a link checker around it was removed',
  ],
  [
    'a link checker that writes it in its path',
    `https://checker.example/v3/__${HOST}*${LINK.slice(1)}__;Iw!!AbC-d!xyz$`,
    'the address of a link checker around it was removed',
  ],
  ['an HTML element around it', `<a href="${HOST}${LINK}">the run</a>`, 'the text after it was removed'],
  ['Markdown around it', `[the run](${HOST}${LINK})`, 'the punctuation around it was removed'],
  [
    'invisible spaces',
    `${HOST}${LINK.replaceAll('&', '&\u200b')}\u00ad`,
    'invisible characters were removed',
  ],
  ['a typeset hyphen', `${HOST}${LINK.replace('1e-4', '1e\u20114')}`, 'typeset hyphens stood for -'],
])('a link with %s means what it meant, and it is said', (_, broken, repair) => {
  const { repairs, ...parsed } = parseLink(broken);
  expect(parsed).toEqual(parseLink(LINK));
  expect(repairs).toContain(repair);
  expect(describeLinkProblems(parseLink(broken))).toContain('The link was repaired: ');
});

test.each([
  '',
  '#',
  HOST,
  `${HOST}index.html`,
  '#figure',
  `${HOST}#/x?v=1`,
  '#/x?v=1&seed=3D000001',
  'garbage',
  '/x',
  '/foo/bar?y=1',
  '/#x?v=1&t=3.13',
])('leaves %j as it is', (link) => expect(repairLink(link)).toEqual({ link, repairs: [] }));

test('a setting of another program beside the settings of an experiment is named, and the rest applies', () => {
  const { kind, spec, problems } = parseLink('https://h/?utm_source=1&v=1&t=3.13');
  expect(kind).toBe('experiment');
  expect(spec.format).toEqual({ integerBits: 3, fractionBits: 13 });
  expect(problems.map(({ field }) => field)).toEqual(['utm_source']);
});

test('results survive mail: soft line breaks and = as =3D', () => {
  const link = `${LINK}&h=1i1kaZCwkhIEPY-HJvcB4QRMrQr&f=1i1kIk8oIZvBDPIAn`;
  const mailed = link.replaceAll('=', '=3D').replace(/(.{30})/g, '$1=\r\n');
  expect(parseLink(mailed).proof).toEqual({
    fingerprint: '1i1kaZCwkhIEPY-HJvcB4QRMrQr',
    frozen: '1i1kIk8oIZvBDPIAn',
  });
});

test('names what cannot be repaired', () => {
  expect(describeLinkProblems(parseLink('%23/x?v=1&t=3.13%'))).toBe(
    'The link was repaired: its # was written as %23. 1 setting in this link was not understood: t (Cannot decode the % signs of this value: expected two hex digits after each). Everything else was applied.',
  );
  expect(describeLinkProblems(parseLink('/foo/bar'))).toBe(
    'Link leads to no experiment: expected #/x? and settings. The defaults were applied.',
  );
});

test('leaves every link that the page writes as it is', () => {
  const texts = fc.record({ seed: fc.nat(2 ** 32 - 1), trials: fc.integer({ min: 1, max: 2000 }) });
  fc.assert(
    fc.property(texts, (change) => {
      const link = formatLink({ ...DEFAULT_SPEC, ...change }, DEFAULT_VIEW);
      expect(repairLink(link)).toEqual({ link, repairs: [] });
    }),
  );
});
