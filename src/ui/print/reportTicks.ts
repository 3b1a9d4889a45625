import { t } from '../../core/language/t';
import { familyOf } from '../../experiment/link/view';
import { grouped } from '../../experiment/text/numberWords';
import type { Tick } from '../../experiment/ticks/tick';
import { selectTolerance } from '../../store/selectors/selectors';
import { selectSeries } from '../../store/selectors/seriesSelectors';
import { selectStoredName } from '../../store/selectors/storedRunOf';
import type { ExplorerState } from '../../store/state';
import { evidence, pendingWords } from '../text/tickWords';

/** Row of the printed table of ticks: one curve of the tab. */
interface TickRow {
  readonly label: string;
  /** Number of trials and their source, or why the curve has no ticks. */
  readonly evidence: string;
  /** Empty while the ticks are not known. */
  readonly ticks: readonly Tick[];
}

/**
 * Returns the ticks of each curve that the open tab shows. A tab of one experiment has one row, or
 * none before its ticks are known.
 */
export function reportTicks(state: ExplorerState): readonly TickRow[] {
  if (familyOf(state.view) !== null)
    return selectSeries(state).map((one) => ({
      label: one.label,
      evidence: one.tolerance === null ? pendingWords(one) : evidence(one),
      ticks: one.tolerance?.ticks ?? [],
    }));
  const own = selectTolerance(state);
  if (own === null) return [];
  const { trials, images, noun, source, ticks } = own;
  const label = source === 'live' ? t`This run` : selectStoredName(state);
  return [{ label, evidence: `n = ${grouped(trials)}, N = ${grouped(images)} ${noun}s`, ticks }];
}
