import { formatLink } from '../../../experiment/link/link';
import { DEFAULT_VIEW, type View } from '../../../experiment/link/view';
import type { PaperFigure } from '../../../experiment/paper/figures';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';

/** Tab that shows each figure live. Fig. 4 has one curve per plot; the others compare several. */
const TABS: Readonly<Record<PaperFigure, View['tab']>> = {
  2: 'chip',
  3: 'types',
  4: 'explore',
  5: 'layers',
  6: 'structures',
};

/**
 * Returns the link that opens a plot of a figure live. `spec` is the experiment of any of its
 * series; in Fig. 3, of its first.
 */
export function paperLink(figure: PaperFigure, spec: ExperimentSpec): string {
  return formatLink(spec, { ...DEFAULT_VIEW, tab: TABS[figure] });
}
