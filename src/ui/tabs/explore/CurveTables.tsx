import { t } from '../../../core/language/t';
import { capitalized } from '../../../experiment/text/capitalized';
import {
  selectCurve,
  selectDrawnRun,
  selectGhostCurve,
  selectStoredCurve,
} from '../../../store/selectors/selectors';
import { CurveTable } from '../../charts/CurveTable';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { useExplorer } from '../../hooks/useExplorer';
import { useLoaded } from '../../hooks/useLoaded';
import { storedWords } from '../../text/storedWords';

const loadPinned = () => import('../../charts/PinnedTables').then(({ PinnedTables }) => PinnedTables);

/** Lists the numbers of the main figure: one table per curve. */
export function CurveTables() {
  const curve = useExplorer(selectCurve);
  const stored = useExplorer(selectStoredCurve);
  const ghost = useExplorer(selectGhostCurve);
  const storedRun = useExplorer(selectDrawnRun);
  const spec = useExplorer((state) => state.spec);
  const before = useExplorer((state) => state.ghost);
  const Pinned = useLoaded(
    loadPinned,
    useExplorer((state) => state.pins.length > 0),
  );
  return (
    <ScrolledTable label={t`The chart as a table`}>
      {curve.length > 0 && <CurveTable caption={t`This run`} curve={curve} measure={spec.measure} />}
      {storedRun !== null && stored.length > 0 && (
        <CurveTable
          caption={capitalized(storedWords(storedRun, spec))}
          curve={stored}
          measure={storedRun.spec.measure}
        />
      )}
      {before !== null && ghost.length > 0 && (
        <CurveTable caption={t`Before: ${before.label}`} curve={ghost} measure={before.spec.measure} />
      )}
      {Pinned !== null && <Pinned />}
      {curve.length + stored.length === 0 && <p className="note">{t`No trial has finished yet.`}</p>}
    </ScrolledTable>
  );
}
