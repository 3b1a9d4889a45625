import { formatLink } from '../../../experiment/link/link';
import { DEFAULT_VIEW, type View } from '../../../experiment/link/view';
import type { PaperFigure } from '../../../experiment/paper/figures';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';

/** Where each figure is drawn live: Fig. 4 has one curve a plot, the others set several side by side. */
const TABS: Readonly<Record<PaperFigure, View['tab']>> = {
  2: 'chip',
  3: 'types',
  4: 'explore',
  5: 'layers',
  6: 'structures',
};

/** The link that opens a plot of a figure live; `spec` is that of any of its series, of its first in Fig. 3. */
export function paperLink(figure: PaperFigure, spec: ExperimentSpec): string {
  return formatLink(spec, { ...DEFAULT_VIEW, tab: TABS[figure] });
}
