import { useMemo } from 'react';
import { t } from '../../core/language/t';
import { chanceOf, lossOrigin } from '../../experiment/curve/curve';
import { errorTitle } from '../../experiment/text/measureWords';
import {
  selectBaseline,
  selectDrawnRun,
  selectTolerance,
  selectTrials,
} from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';
import { useLoaded } from '../hooks/useLoaded';
import { useSize } from '../hooks/useSize';
import { BerCursor } from './cursor/BerCursor';
import { ChartAxes } from './frame/ChartAxes';
import { chartFrame } from './frame/chartFrame';
import { placedDomain, placedFrame, rateFactor } from './frame/rateAxis';
import { selectErrorAxis } from './frame/selectErrorAxis';
import { showsTrials } from './marks/bandOf';
import { CurveMarks } from './marks/CurveMarks';
import { selectDrawnCurves } from './marks/drawnCurves';
import { ReferenceLines } from './marks/ReferenceLines';

const loadCursor = () => import('./cursor/PinnedCursor').then(({ PinnedCursor }) => PinnedCursor);
const loadDots = () => import('./marks/TrialDots').then(({ TrialDots }) => TrialDots);
const loadPinned = () => import('./marks/PinnedCurves').then(({ PinnedCurves }) => PinnedCurves);

/** Size of the figure in the built HTML, in pixels: about the space on a laptop. */
const UNMEASURED = { width: 1056, height: 330 };

/**
 * Draws classification error against bit error rate (Ares, Fig. 3): the stored curve, the live
 * curve over it, the previous one in grey.
 */
export function ResilienceChart() {
  const spec = useExplorer((state) => state.spec);
  const { bers: grid, trials: planned, numSamples } = spec;
  const [box, size] = useSize<HTMLDivElement>(UNMEASURED);
  const errorScale = useExplorer(selectErrorAxis);
  const band = useExplorer((state) => state.view.band);
  const results = useExplorer(selectTrials);
  const { live, stored, ghost } = useExplorer(selectDrawnCurves);
  const storedRun = useExplorer(selectDrawnRun);
  const before = useExplorer((state) => state.ghost);
  const baseline = useExplorer(selectBaseline);
  const tolerance = useExplorer(selectTolerance);
  const chance = chanceOf(spec);
  const rateAxis = useExplorer((state) => state.view.rateAxis);
  const pins = useExplorer((state) => state.pins);
  const [domain, ghostFactor] = useMemo(() => {
    const screen = { spec, view: { rateAxis } };
    const others = [...(before === null ? [] : [before.spec]), ...pins.map(({ run }) => run.spec)];
    return [placedDomain(screen, others), before === null ? 1 : rateFactor(screen, before.spec)];
  }, [spec, rateAxis, before, pins]);
  const frame = useMemo(
    () => chartFrame({ ...size, domain, errorScale, numSamples }),
    [size, domain, errorScale, numSamples],
  );
  const origin = useMemo(() => lossOrigin(spec, baseline), [spec, baseline]);
  const storedOrigin = useMemo(
    () => storedRun && lossOrigin(storedRun.spec, storedRun.baseline),
    [storedRun],
  );
  const Dots = useLoaded(loadDots, live.some(showsTrials));
  const Pinned = useLoaded(loadPinned, pins.length > 0);
  const PinnedCursor = useLoaded(loadCursor, pins.length > 0);
  const Cursor = pins.length > 0 && PinnedCursor !== null ? PinnedCursor : BerCursor;
  const marks = { frame, band, planned, chance };
  return (
    <div className="chart-box" ref={box}>
      <svg
        className="chart"
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={
          rateAxis === 'flips'
            ? t`${errorTitle(spec.measure)} against flipped bits. The table shows the same numbers.`
            : t`${errorTitle(spec.measure)} against bit error rate. The table shows the same numbers.`
        }
      >
        <ChartAxes frame={frame} spec={spec} rateAxis={rateAxis} />
        <ReferenceLines {...{ frame, baseline, chance, tolerance }} measure={spec.measure} />
        {before !== null && ghost.length > 0 && (
          <CurveMarks
            {...marks}
            frame={placedFrame(frame, ghostFactor)}
            curve={ghost}
            grid={before.spec.bers}
            origin={before.origin}
            tone="ghost"
          />
        )}
        {storedRun !== null && stored.length > 0 && (
          <CurveMarks
            {...marks}
            curve={stored}
            grid={storedRun.spec.bers}
            origin={storedOrigin}
            tone={live.length > 0 ? 'under' : 'stored'}
          />
        )}
        {Dots !== null && <Dots frame={frame} results={results} curve={live} />}
        <CurveMarks {...marks} curve={live} grid={grid} origin={origin} tone="live" />
        {Pinned !== null && <Pinned frame={frame} />}
      </svg>
      <Cursor frame={frame} />
    </div>
  );
}
