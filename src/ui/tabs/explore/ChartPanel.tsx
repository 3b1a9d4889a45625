import { chanceError } from '../../../experiment/curve/statistics';
import { grouped } from '../../../experiment/text/numberWords';
import {
  selectCurve,
  selectGhostCurve,
  selectModel,
  selectStoredCurve,
} from '../../../store/selectors/selectors';
import { selectStored } from '../../../store/selectors/storedRunOf';
import { CurveTable } from '../../charts/CurveTable';
import { ReadingLine } from '../../charts/cursor/ReadingLine';
import { FigureCaption } from '../../charts/frame/FigureCaption';
import { FigureHead } from '../../charts/frame/FigureHead';
import { Legend } from '../../charts/legend/Legend';
import { cutsBand, hasBand, isMedianFar, showsTrials } from '../../charts/marks/bandOf';
import { selectDrawnCurves } from '../../charts/marks/drawnCurves';
import { ResilienceChart } from '../../charts/ResilienceChart';
import { Segmented } from '../../controls/Segmented';
import { useExplorer } from '../../hooks/useExplorer';

interface ChartPanelProps {
  readonly table: boolean;
  readonly onTableChange: (table: boolean) => void;
}

/** Panel of the main figure: the values at the cursor, the curve, its caption and its table. */
export function ChartPanel({ table, onTableChange }: ChartPanelProps) {
  const band = useExplorer((state) => state.view.band);
  const setView = useExplorer((state) => state.setView);
  const curve = useExplorer(selectCurve);
  const stored = useExplorer(selectStoredCurve);
  const ghost = useExplorer(selectGhostCurve);
  const drawn = useExplorer(selectDrawnCurves);
  const storedTrials = useExplorer((state) => selectStored(state)?.spec.trials ?? 0);
  const ghostLabel = useExplorer((state) => state.ghost?.label ?? '');
  const chance = chanceError(useExplorer(selectModel).numClasses);
  const grid = useExplorer((state) => state.spec.bers);
  const storedGrid = useExplorer((state) => selectStored(state)?.spec.bers ?? state.spec.bers);
  const planned = useExplorer((state) => state.spec.trials);
  const main = curve.length > 0 ? curve : stored;
  return (
    <section className="figure" aria-label="Resilience curve">
      <FigureHead
        table={table}
        onTableChange={onTableChange}
        options={
          <Segmented
            label="Band"
            value={band}
            options={[
              ['sigma', '± 1 σ'],
              ['quantiles', '10–90 %'],
            ]}
            onChange={(next) => setView({ band: next })}
          />
        }
      >
        <ReadingLine />
      </FigureHead>
      <ResilienceChart />
      <Legend
        planned={planned}
        band={hasBand(drawn.live, grid) || hasBand(drawn.stored, storedGrid) ? band : null}
        dots={drawn.live.some(showsTrials)}
        cut={cutsBand(drawn.live, band, chance) || cutsBand(drawn.stored, band, chance)}
        median={drawn.live.some(isMedianFar) || drawn.stored.some(isMedianFar)}
        live={drawn.live.length > 0}
        stored={drawn.stored.length > 0 ? `recorded run, n = ${grouped(storedTrials)}` : null}
        ghost={drawn.ghost.length > 0 ? ghostLabel : null}
      />
      <FigureCaption />
      {table && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        <section className="tables" tabIndex={0} aria-label="The chart as a table">
          {curve.length > 0 && <CurveTable caption="This run" curve={curve} />}
          {stored.length > 0 && (
            <CurveTable caption={`Recorded run, n = ${grouped(storedTrials)}`} curve={stored} />
          )}
          {ghost.length > 0 && <CurveTable caption={`Before: ${ghostLabel}`} curve={ghost} />}
          {main.length === 0 && <p className="note">No trial has finished yet.</p>}
        </section>
      )}
    </section>
  );
}
