import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureCpu } from '../../core/cpuTime.fake';
import { anySpec, anyView } from '../settings/anySpec.arbitrary';
import { checkSpec } from '../settings/checkSpec';
import { experimentKey } from '../settings/experimentKey';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { formatSeed, parseSeed } from '../settings/seed';
import { describeLinkProblems, formatLink, MAX_LINK_CHARS, parseLink, unlistedLinkProblems } from './link';
import { V1_SPEC, V1_VIEW } from './linkFields';
import corpus from './links.corpus.json';
import { DEFAULT_VIEW } from './view';

const DEFAULTS = { spec: DEFAULT_SPEC, view: DEFAULT_VIEW };

describe('version 1', () => {
  test('leaves out what the page starts with today; when DEFAULT_SPEC changes, only this test may change with it', () => {
    expect({ spec: V1_SPEC, view: V1_VIEW }).toEqual(DEFAULTS);
    expect(formatLink(DEFAULT_SPEC, DEFAULT_VIEW)).toBe('#/x?v=1');
  });

  // Only add links to this list: people may have saved any of them.
  test.each(corpus)('reads the kept link $link', ({ link, spec, view, proof }) => {
    expect(parseLink(link)).toEqual({
      kind: 'experiment',
      spec: { ...V1_SPEC, ...spec },
      view: { ...V1_VIEW, ...view },
      problems: [],
      ...(proof && { proof }),
      ...('lesson' in view && { lacksCursor: true }),
    });
  });

  test('names the cursor of a lesson, so that a link without one opens at its figure', () => {
    const link = formatLink(DEFAULT_SPEC, { ...DEFAULT_VIEW, tab: 'learn', lesson: 'sign-bit' });
    expect(link).toContain('&x=1e-3');
    expect(parseLink(link)).not.toHaveProperty('lacksCursor');
    expect(parseLink('#/x?v=1&tab=learn&lesson=sign-bit')).toHaveProperty('lacksCursor', true);
    expect(parseLink('#/x?v=1&tab=learn')).not.toHaveProperty('lacksCursor');
  });
});

describe('formatLink', () => {
  test('writes what differs, readable and in one order', () => {
    const link = formatLink(
      {
        ...DEFAULT_SPEC,
        layers: ['fc-1', 'fc-3'],
        seed: 0x7f3a9c01,
        bers: { kind: 'list', bers: [1e-5, 0.01] },
      },
      { ...DEFAULT_VIEW, cursorBer: 3.16e-4 },
    );
    expect(link).toBe('#/x?v=1&l=fc-1,fc-3&b=1e-5,0.01&seed=7f3a9c01&x=3.16e-4');
  });

  test('leaves out weights that follow the data and names others', () => {
    expect(formatLink({ ...DEFAULT_SPEC, data: 'mnist', weights: 'mnist' }, DEFAULT_VIEW)).toBe(
      '#/x?v=1&d=mnist',
    );
    expect(formatLink({ ...DEFAULT_SPEC, data: 'mnist' }, DEFAULT_VIEW)).toBe('#/x?v=1&d=mnist&w=generated');
  });

  test('is read back to the same experiment and view', () => {
    fc.assert(
      fc.property(anySpec, anyView, (spec, view) => {
        const link = formatLink(spec, view);
        expect(parseLink(link)).toEqual({ kind: 'experiment', spec, view, problems: [] });
        expect(parseLink(`https://example.org/a/?q=1${link}`).spec).toEqual(spec);
        expect(link).toMatch(/^#\/x\?[\w=&:,.+/-]+$/);
      }),
    );
  });

  test('writes results last, as they are', () => {
    const proof = { fingerprint: '1-_aZ09' };
    const link = formatLink({ ...DEFAULT_SPEC, seed: 8 }, { ...DEFAULT_VIEW, tab: 'data' }, proof);
    expect(link).toBe('#/x?v=1&seed=00000008&tab=data&h=1-_aZ09');
    expect(parseLink(link).proof).toEqual(proof);
  });

  test('stays far below the longest link for the longest grid', () => {
    const bers = Array.from({ length: 200 }, (_, index) => 0.1234567890123456 + index / 1e6);
    expect(formatLink({ ...DEFAULT_SPEC, bers: { kind: 'list', bers } }, DEFAULT_VIEW).length).toBeLessThan(
      5000,
    );
  });
});

describe('parseLink', () => {
  test.each(['', '#', '#/', 'https://example.org/ares/', 'https://example.org/#'])(
    'takes %j for no link',
    (link) => expect(parseLink(link)).toEqual({ kind: 'none', ...DEFAULTS, problems: [] }),
  );

  test.each<[string, string, string, RegExp]>([
    ['m=lenet-dnn', 'm', 'lenet-dnn', /Cannot use model "lenet-dnn"/],
    ['d=cifar', 'd', 'cifar', /Cannot use data "cifar"/],
    ['w=', 'w', '', /Cannot use weights ""/],
    ['s=x', 's', 'x', /Cannot use structures "x": expected letters of w, b, n, a, h for .*, hidden state/],
    ['s=h', 's', 'h', /LeNetFC has no hidden state/],
    ['bits=8', 'bits', '8', /Cannot use bit position 8/],
    ['l=fc-9', 'l', 'fc-9', /Cannot use layer "fc-9"/],
    ['t=2-6', 't', '2-6', /Cannot parse Q-format "2-6"/],
    ['t=0.8', 't', '0.8', /expected at least 1, the sign/],
    ['e=gray', 'e', 'gray', /Cannot use encoding/],
    ['relu=on', 'relu', 'on', /Cannot use words after ReLU "on": expected signed or unsigned/],
    ['b=1e-6:2', 'b', '1e-6:2', /Cannot parse grid/],
    ['n=0', 'n', '0', /Cannot use 0 trials/],
    ['n=1e3', 'n', '1e3', /expected a whole number/],
    ['n=-5', 'n', '-5', /expected a whole number/],
    ['i=99999999999', 'i', '99999999999', /expected a whole number/],
    ['seed=7', 'seed', '7', /Cannot parse seed "7": expected 8 hex digits/],
    ['seed=0000000g', 'seed', '0000000g', /8 hex digits/],
    ['p=x', 'p', 'x', /Cannot use protocol "x": expected nested or independent/],
    ['r=x', 'r', 'x', /Cannot use sampling/],
    ['x=0.7', 'x', '0.7', /out of range/],
    ['tr=4294967296', 'tr', '4294967296', /below 2\^32/],
    ['dev=tpu', 'dev', 'tpu', /Cannot use device/],
    ['ys=cubic', 'ys', 'cubic', /Cannot use error scale/],
    ['types=2.6,3.x', 'types', '2.6,3.x', /Cannot parse Q-format "3.x"/],
    ['types=2.6,Q2.6', 'types', '2.6,Q2.6', /Cannot add Q2.6: found it in the table/],
    ['types=', 'types', '', /Cannot parse number format ""/],
    ['band=wide', 'band', 'wide', /Cannot use band/],
    ['xx=1', 'xx', '1', /Unknown setting/],
    ['h=a*b', 'h', 'a*b', /Cannot use these packed results: expected letters, digits, - and _/],
    ['h=', 'h', '', /expected letters/],
    ['__proto__=1', '__proto__', '1', /Unknown setting/],
    ['n', 'n', '', /expected a whole number/],
    ['v=one', 'v', 'one', /Cannot read this as a version/],
    ['seed=%zz', 'seed', '%zz', /Cannot decode the % signs/],
    ['%E0%A4=1', '%E0%A4', '1', /Unknown setting/],
    ['n=5&n=6', 'n', '6', /Setting n appears more than once/],
    ['n=5&n=5&n=5', 'n', '5', /more than once/],
    [`p=${'x'.repeat(40)}`, 'p', 'x'.repeat(40), /Cannot use protocol/],
    [`p=${'ä😀'.repeat(500)}`, 'p', `${'ä😀'.repeat(19)}ä…`, /Cannot use protocol/],
  ])('names the one problem of %.30j and applies the rest', (part, field, text, reason) => {
    const before = field === 'i' ? 'seed=0000002a' : 'i=500';
    const after = field === 'band' ? 'ys=log' : 'band=quantiles';
    const link = parseLink(`#/x?${before}&${part}&${after}`);
    const rest = parseLink(`#/x?${before}&${after}`);
    expect(link.problems).toEqual([{ field, text, reason: expect.stringMatching(reason) }]);
    expect({ ...link, problems: [] }).toEqual(rest);
    expect(rest.spec).not.toEqual(V1_SPEC);
    expect(rest.view).not.toEqual(V1_VIEW);
  });

  test('checks bit positions against the types that the link names, in any order', () => {
    for (const settings of ['t=3.13&bits=12', 'bits=12&t=3.13', 's=a&ta=3.13&bits=12'])
      expect(parseLink(`#/x?v=1&${settings}`)).toMatchObject({ spec: { bitPositions: [12] }, problems: [] });
    expect(parseLink('#/x?v=1&t=1.3&bits=5').problems).toMatchObject([{ field: 'bits', text: '5' }]);
  });

  test('asks by itself for no more samples than a set has', () => {
    expect(parseLink('#/x?v=1&m=ti-gru&d=fsdd').spec.numSamples).toBe(300);
  });

  test('reads as many settings as it allows', () => {
    expect(parseLink(`#/x?n=5${'&a=1'.repeat(63)}`)).toMatchObject({
      kind: 'experiment',
      spec: { trials: 5 },
    });
  });

  test('never lets a bad view change the experiment', () => {
    const { spec, problems } = parseLink('#/x?n=5&x=abc&tr=-1&dev=&ys=%&band');
    expect(spec).toEqual({ ...V1_SPEC, trials: 5 });
    expect(problems.map(({ field }) => field).sort()).toEqual(['band', 'dev', 'tr', 'x', 'ys']);
  });

  test('applies what it knows of a newer version and says so', () => {
    const link = parseLink('#/x?v=2&n=5&shape=round');
    expect(link.kind).toBe('newer');
    expect(link.spec.trials).toBe(5);
    expect(link.problems.map(({ field }) => field)).toEqual(['shape', 'v']);
    expect(describeLinkProblems(link)).toBe(
      'This link comes from a newer version of this page. 1 setting in this link was not understood: shape (Unknown setting). Everything else was applied.',
    );
  });

  test.each([
    ['garbage', /leads to no experiment/],
    ['#main', /leads to no experiment/],
    ['#/xyz?n=3', /leads to no experiment/],
    // Address to which a server may redirect /x.
    ['#/x/', /leads to no experiment/],
    [`#/x?${'&a=1'.repeat(65)}`, /has 65 settings: expected at most 64/],
    [`#/x?b=${'1e-3,'.repeat(200_000)}`, /is 1000006 characters long: expected at most 10000/],
    [`https://example.org/${'a'.repeat(1_000_000)}#/x?n=3`, /characters long/],
  ])('refuses %.30j as a whole', (text, reason) => {
    const link = parseLink(text);
    expect(link).toEqual({
      kind: 'refused',
      ...DEFAULTS,
      problems: [expect.objectContaining({ field: '' })],
    });
    expect(link.problems[0]!.reason).toMatch(reason);
    expect(link.problems[0]!.text.length).toBeLessThanOrEqual(40);
    expect(describeLinkProblems(link)).toMatch(/\. The defaults were applied\.$/);
  });

  test('gives a valid spec for any text, and the same spec for its own link', () => {
    const key = fc.constantFrom(
      'v',
      'm',
      'd',
      'w',
      's',
      'l',
      't',
      'e',
      'b',
      'n',
      'i',
      'seed',
      'p',
      'r',
      'x',
      'tr',
      'dev',
      '',
    );
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('1e-3', '0', 'fc-1', '-1', '%', '%41', '2.6', 'mnist', '1e-6:1e-1:4'),
    );
    const almost = fc
      .array(fc.tuple(key, value), { maxLength: 12 })
      .map((fields) => `#/x?${fields.map((field) => field.join('=')).join('&')}`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 100 }), almost), (text) => {
        const { spec, view } = parseLink(text);
        expect(checkSpec(spec)).toEqual(spec);
        expect(parseLink(formatLink(spec, view))).toMatchObject({ spec, view, problems: [] });
        expect(experimentKey(spec)).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  test('reads a link at its longest in well under a second', () => {
    const { cpuMs } = measureCpu(() => {
      parseLink(`#/x?b=${'1e-3,'.repeat(1990)}`);
      parseLink(`#/x?l=${'%'.repeat(MAX_LINK_CHARS - 8)}`);
    });
    expect(cpuMs).toBeLessThan(500);
  });
});

test('describeLinkProblems names the refused settings, and is null without any', () => {
  expect(describeLinkProblems(parseLink('#/x?v=1'))).toBeNull();
  expect(describeLinkProblems(parseLink('#/x?t=9&xx=1&n=4'))).toBe(
    '2 settings in this link were not understood: xx (Unknown setting), t (Cannot parse Q-format "9": expected <integer bits>.<fraction bits>, for example Q2.6). Everything else was applied.',
  );
});

test('of many refused settings three are named at once and the others on demand', () => {
  const link = parseLink('#/x?aa=1&bb=1&cc=1&dd=1&n=-4');
  expect(describeLinkProblems(link)).toMatch(/^5 settings .*cc \(Unknown setting\), and 2 more\. Everything/);
  expect(unlistedLinkProblems(link)).toEqual(['dd (Unknown setting)', expect.stringMatching(/^n \(.*-4/)]);
  expect(unlistedLinkProblems(parseLink('#/x?v=2&aa=1&bb=1&cc=1'))).toEqual([]);
  expect(unlistedLinkProblems(parseLink('#/y'))).toEqual([]);
});

describe('seeds', () => {
  test.each([
    [0, '00000000'],
    [7, '00000007'],
    [0xffffffff, 'ffffffff'],
  ])('%i is written %s and read back', (seed, text) => {
    expect(formatSeed(seed)).toBe(text);
    expect(parseSeed(text)).toBe(seed);
  });

  test('a person may leave out zeros, a link may not', () => {
    expect(parseSeed('beef', 1)).toBe(0xbeef);
    expect(() => parseSeed('beef')).toThrow('Cannot parse seed "beef": expected 8 hex digits');
    for (const text of ['', 'xyz', '0x7', '123456789']) {
      expect(() => parseSeed(text, 1)).toThrow(/expected up to 8 hex digits/);
    }
  });
});
