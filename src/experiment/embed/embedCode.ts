import type { View } from '../link/view';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { DEFAULT_EMBED, type EmbedView, formatEmbed } from './embedLink';

/** Height of the frame until it reports its own, in CSS pixels. */
const FIRST_HEIGHT = 560;

/**
 * Returns the HTML of a frame with one figure, for another site. `base` is the address of the
 * page's folder and ends in a slash. Settings that `embed` leaves out have the defaults.
 */
export function embedCode(
  spec: ExperimentSpec,
  view: View,
  base: string,
  embed: Partial<EmbedView> = {},
): string {
  const src = `${base}embed.html${formatEmbed(spec, view, { ...DEFAULT_EMBED, ...embed })}`;
  const address = src.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${address}" title="Ares Explorer: error against bit error rate" width="100%" height="${FIRST_HEIGHT}" loading="lazy" style="border:0"></iframe>`;
}
