import { grouped } from '../../../experiment/text/numberWords';
import { selectCurve, selectGhostCurve, selectStoredCurve } from '../../../store/selectors/selectors';
import { selectStored } from '../../../store/selectors/storedRunOf';
import { CurveTable } from '../../charts/CurveTable';
import { useExplorer } from '../../hooks/useExplorer';

/** Lists the numbers of the main figure: one table per curve. */
export function CurveTables() {
  const curve = useExplorer(selectCurve);
  const stored = useExplorer(selectStoredCurve);
  const ghost = useExplorer(selectGhostCurve);
  const storedTrials = useExplorer((state) => selectStored(state)?.spec.trials ?? 0);
  const ghostLabel = useExplorer((state) => state.ghost?.label ?? '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className="tables" tabIndex={0} aria-label="The chart as a table">
      {curve.length > 0 && <CurveTable caption="This run" curve={curve} />}
      {stored.length > 0 && (
        <CurveTable caption={`Recorded run, n = ${grouped(storedTrials)}`} curve={stored} />
      )}
      {ghost.length > 0 && <CurveTable caption={`Before: ${ghostLabel}`} curve={ghost} />}
      {curve.length + stored.length === 0 && <p className="note">No trial has finished yet.</p>}
    </section>
  );
}
