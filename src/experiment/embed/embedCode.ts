import { DEFAULT_EMBED, type EmbedView, formatEmbed } from './embedLink';

/** Height of the frame until it reports its own, in CSS pixels. */
const FIRST_HEIGHT = 560;

/**
 * Returns the HTML of a frame with one figure, for another site. `link` is the whole address of an
 * experiment, and the frame keeps all of its hash. Settings that `embed` leaves out have the
 * defaults. Throws TypeError for a link that is no address.
 */
export function embedCode(link: string, embed: Partial<EmbedView> = {}): string {
  const [page = '', hash = ''] = link.split('#', 2);
  const src = `${new URL('embed.html', page)}#${hash}${formatEmbed({ ...DEFAULT_EMBED, ...embed })}`;
  const address = src.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${address}" title="Ares Explorer: error against bit error rate" width="100%" height="${FIRST_HEIGHT}" loading="lazy" style="border:0"></iframe>`;
}
