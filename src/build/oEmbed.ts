import type { Plugin } from 'vite';
import { embedCode } from '../experiment/embed/embedCode';
import { formatLink } from '../experiment/link/link';
import { DEFAULT_VIEW } from '../experiment/link/view';
import { DEFAULT_SPEC } from '../experiment/settings/experimentSpec';

const FILE = 'oembed.json';

/**
 * Writes an oEmbed answer and announces it in the page, if `SITE_URL` is the address at which the
 * build will be published. A static file answers every question alike, so it has the figure that
 * the page opens with. An answer needs full addresses, so a build without one has no answer.
 */
export function oEmbed(siteUrl: string | undefined): Plugin {
  const site = siteUrl === undefined || siteUrl === '' ? null : siteAddress(siteUrl);
  return {
    name: 'oembed',
    apply: 'build',
    generateBundle() {
      if (site !== null) this.emitFile({ type: 'asset', fileName: FILE, source: oEmbedAnswer(site) });
    },
    transformIndexHtml: (_, { path }) =>
      site === null || path !== '/index.html'
        ? []
        : [
            {
              tag: 'link',
              attrs: {
                rel: 'alternate',
                type: 'application/json+oembed',
                href: `${site}${FILE}`,
                title: 'Ares Explorer',
              },
              injectTo: 'head',
            },
          ],
  };
}

/** Returns the address of a site's folder. Throws TypeError for other text than a web address. */
function siteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new TypeError(
      `Cannot use SITE_URL ${JSON.stringify(text)}: expected an address such as https://example.org/ares/`,
    );
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

/** Returns the answer of a site (oembed.com, version 1.0, type `rich`). */
function oEmbedAnswer(site: string): string {
  const html = embedCode(`${site}${formatLink(DEFAULT_SPEC, DEFAULT_VIEW)}`);
  const height = Number(/height="(\d+)"/.exec(html)![1]);
  const answer = {
    version: '1.0',
    type: 'rich',
    title: 'Ares Explorer: error against bit error rate of LeNetFC',
    provider_name: 'Ares Explorer',
    provider_url: site,
    width: 760,
    height,
    html: html.replace('width="100%"', 'width="760"'),
  };
  return `${JSON.stringify(answer, null, 2)}\n`;
}
