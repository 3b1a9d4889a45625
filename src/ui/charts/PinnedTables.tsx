import { t } from '../../core/language/t';
import { selectPins } from '../../store/selectors/selectPins';
import { useExplorer } from '../hooks/useExplorer';
import { CurveTable } from './CurveTable';

/** Lists the numbers of the pinned runs, without the run on screen: one table per run. */
export function PinnedTables() {
  return useExplorer(selectPins)
    .filter(({ isOwn }) => !isOwn)
    .map(({ key, name, curve, spec }) => (
      <CurveTable key={key} caption={t`Pinned: ${name}`} curve={curve} measure={spec.measure} />
    ));
}
