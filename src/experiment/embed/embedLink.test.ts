import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLink, parseLink } from '../link/link';
import { anySpec, anyView } from '../settings/anySpec.arbitrary';
import { embedCode } from './embedCode';
import { DEFAULT_EMBED, figureOfTab, formatEmbed, parseEmbed } from './embedLink';

test('a link without settings for embedding has the curve with its slider', () => {
  expect(parseEmbed('#/x?v=1&embed=1')).toEqual({
    ui: 'curve',
    controls: ['ber'],
    theme: 'auto',
    problems: [],
  });
  expect(parseEmbed('')).toEqual({ ...DEFAULT_EMBED, problems: [] });
});

test.each([
  ['embed=2', 'Cannot use embed "2": expected 1'],
  ['ui=bits', 'Cannot use figure "bits": expected curve or gallery or layers or structures or types'],
  ['ui=constructor', /Cannot use figure "constructor"/],
  ['controls=ber,seed', /Cannot use control "seed": expected ber or type/],
  ['controls=ber,type,layers', /Cannot use controls "ber,type,layers": expected at most 2 of/],
  ['controls=', /Cannot use control ""/],
  ['theme=blue', 'Cannot use theme "blue": expected auto or light or dark'],
])('refuses %s alone, with the value wanted', (field, reason) => {
  const { problems, ...embed } = parseEmbed(`#/x?v=1&t=3.13&${field}`);
  expect(problems).toEqual([expect.stringMatching(reason)]);
  expect(embed).toEqual(DEFAULT_EMBED);
});

test('any figure is read back from its link, which the page opens as the same experiment and view', () => {
  const anyEmbed = fc.record({
    ui: fc.constantFrom('curve' as const, 'gallery' as const, 'layers' as const, 'structures' as const),
    controls: fc.subarray(['ber', 'type', 'structures', 'layers', 'model'] as const, { maxLength: 2 }),
    theme: fc.constantFrom('auto' as const, 'light' as const, 'dark' as const),
  });
  fc.assert(
    fc.property(anySpec, anyView, anyEmbed, (spec, view, embed) => {
      const link = `https://example.org/embed.html${formatLink(spec, view)}${formatEmbed(embed)}`;
      expect(parseEmbed(link)).toEqual({ ...embed, problems: [] });
      expect(parseLink(link)).toEqual({ kind: 'experiment', spec, view, problems: [] });
    }),
  );
});

test('each figure belongs to a tab, and a tab without one has the curve', () => {
  expect(figureOfTab('layers')).toBe('layers');
  expect(figureOfTab('explore')).toBe('curve');
  expect(figureOfTab('types')).toBe('types');
  expect(figureOfTab('paper')).toBeNull();
});

test('the code of a frame holds all of the link, with & as HTML wants it', () => {
  const code = embedCode('https://example.org/a/index.html?q#/x?v=1&f=abc', { controls: ['ber', 'type'] });
  const src =
    /^<iframe src="([^"]*)" title="[^"]+" width="100%" height="\d+" loading="lazy" style="border:0"><\/iframe>$/.exec(
      code,
    )?.[1];
  expect(src).toBe('https://example.org/a/embed.html#/x?v=1&amp;f=abc&amp;embed=1&amp;controls=ber,type');
});
