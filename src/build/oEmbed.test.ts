import { expect, test } from 'vitest';
import { oEmbed } from './oEmbed';

/** Runs the plugin of a build for a site. Returns its files and what it adds to the page. */
function build(site: string | undefined) {
  const plugin = oEmbed(site) as unknown as {
    generateBundle(this: { emitFile(file: { fileName: string; source: string }): void }): void;
    transformIndexHtml(html: string, context: { path: string }): readonly { attrs: object }[];
  };
  const files: Record<string, string> = {};
  plugin.generateBundle.call({
    emitFile: ({ fileName, source }) => {
      files[fileName] = source;
    },
  });
  return { files, tags: plugin.transformIndexHtml('', { path: '/index.html' }) };
}

test('a build for a site answers with the first figure, in full addresses, and says where', () => {
  const { files, tags } = build('https://example.org/ares');
  expect(tags.map(({ attrs }) => attrs)).toEqual([
    expect.objectContaining({
      type: 'application/json+oembed',
      href: 'https://example.org/ares/oembed.json',
    }),
  ]);
  const answer = JSON.parse(files['oembed.json']!);
  expect(answer).toMatchObject({
    version: '1.0',
    type: 'rich',
    width: 760,
    provider_url: 'https://example.org/ares/',
  });
  expect(answer.html).toContain('src="https://example.org/ares/embed.html#/x?v=1&amp;embed=1"');
  expect(answer.html).toContain(`width="760" height="${answer.height}"`);
});

test('a build without an address has no answer, since it could not name its figure', () => {
  expect(build(undefined)).toEqual({ files: {}, tags: [] });
});

test.each(['example.org', 'ftp://example.org/', 'https://example.org/?a=1', 'https://example.org/#a'])(
  'refuses the address %s',
  (site) => expect(() => oEmbed(site)).toThrow(/^Cannot use SITE_URL .*: expected an address such as/),
);
