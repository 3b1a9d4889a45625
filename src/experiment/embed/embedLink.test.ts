import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatLink, parseLink } from '../link/link';
import { DEFAULT_VIEW } from '../link/view';
import { anySpec, anyView } from '../settings/anySpec.arbitrary';
import { DEFAULT_SPEC } from '../settings/experimentSpec';
import { embedCode } from './embedCode';
import { DEFAULT_EMBED, formatEmbed, parseEmbed, tabOfFigure } from './embedLink';

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
  ['ui=bits', 'Cannot use figure "bits": expected curve or gallery or layers or structures'],
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

test('any experiment and figure are read back from their link, which the page opens as that experiment', () => {
  const anyEmbed = fc.record({
    ui: fc.constantFrom('curve' as const, 'gallery' as const, 'layers' as const, 'structures' as const),
    controls: fc.subarray(['ber', 'type', 'structures', 'layers', 'model'] as const, { maxLength: 2 }),
    theme: fc.constantFrom('auto' as const, 'light' as const, 'dark' as const),
  });
  fc.assert(
    fc.property(anySpec, anyView, anyEmbed, (spec, view, embed) => {
      const link = formatEmbed(spec, view, embed);
      expect(parseEmbed(`https://example.org/embed.html${link}`)).toEqual({ ...embed, problems: [] });
      expect(parseLink(link)).toEqual({
        kind: 'experiment',
        spec,
        view: { ...view, tab: tabOfFigure(embed) },
        problems: [],
      });
    }),
  );
});

test('the code of a frame holds the link, with & as HTML wants it', () => {
  const code = embedCode(DEFAULT_SPEC, DEFAULT_VIEW, 'https://example.org/a/', { controls: ['ber', 'type'] });
  const src =
    /^<iframe src="([^"]*)" title="[^"]+" width="100%" height="\d+" loading="lazy" style="border:0"><\/iframe>$/.exec(
      code,
    )?.[1];
  expect(src).toBe('https://example.org/a/embed.html#/x?v=1&amp;embed=1&amp;controls=ber,type');
  expect(formatLink(DEFAULT_SPEC, DEFAULT_VIEW)).toBe('#/x?v=1');
});
