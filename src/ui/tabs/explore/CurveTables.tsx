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
  const ghostLabel = useExplorer((state) => state.ghost?.label ?? '');
  const Pinned = useLoaded(
    loadPinned,
    useExplorer((state) => state.pins.length > 0),
  );
  return (
    <ScrolledTable label={t`The chart as a table`}>
      {curve.length > 0 && <CurveTable caption={t`This run`} curve={curve} />}
      {storedRun !== null && stored.length > 0 && (
        <CurveTable caption={capitalized(storedWords(storedRun, spec))} curve={stored} />
      )}
      {ghost.length > 0 && <CurveTable caption={t`Before: ${ghostLabel}`} curve={ghost} />}
      {Pinned !== null && <Pinned />}
      {curve.length + stored.length === 0 && <p className="note">{t`No trial has finished yet.`}</p>}
    </ScrolledTable>
  );
}
