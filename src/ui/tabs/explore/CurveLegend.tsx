import { chanceOf } from '../../../experiment/curve/curve';
import { selectDrawnRun } from '../../../store/selectors/selectors';
import { Legend } from '../../charts/legend/Legend';
import { cutsBand, hasBand, isMedianFar, showsTrials } from '../../charts/marks/bandOf';
import { selectDrawnCurves } from '../../charts/marks/drawnCurves';
import { useExplorer } from '../../hooks/useExplorer';
import { storedWords } from '../../text/storedWords';

/** Explains the marks that the main figure has at the moment. */
export function CurveLegend() {
  const band = useExplorer((state) => state.view.band);
  const drawn = useExplorer(selectDrawnCurves);
  const storedRun = useExplorer(selectDrawnRun);
  const spec = useExplorer((state) => state.spec);
  const ghostLabel = useExplorer((state) => state.ghost?.label ?? '');
  const chance = chanceOf(spec);
  const grid = useExplorer((state) => state.spec.bers);
  const storedGrid = storedRun?.spec.bers ?? grid;
  const planned = useExplorer((state) => state.spec.trials);
  return (
    <Legend
      planned={planned}
      band={hasBand(drawn.live, grid) || hasBand(drawn.stored, storedGrid) ? band : null}
      dots={drawn.live.some(showsTrials)}
      cut={cutsBand(drawn.live, band, chance) || cutsBand(drawn.stored, band, chance)}
      median={drawn.live.some(isMedianFar) || drawn.stored.some(isMedianFar)}
      live={drawn.live.length > 0}
      stored={storedRun !== null && drawn.stored.length > 0 ? storedWords(storedRun, spec) : null}
      ghost={drawn.ghost.length > 0 ? ghostLabel : null}
    />
  );
}
