import { chanceError } from '../../../experiment/curve/statistics';
import { grouped } from '../../../experiment/text/numberWords';
import { selectModel } from '../../../store/selectors/selectors';
import { selectStored } from '../../../store/selectors/storedRunOf';
import { Legend } from '../../charts/legend/Legend';
import { cutsBand, hasBand, isMedianFar, showsTrials } from '../../charts/marks/bandOf';
import { selectDrawnCurves } from '../../charts/marks/drawnCurves';
import { useExplorer } from '../../hooks/useExplorer';

/** Explains the marks that the main figure has at the moment. */
export function CurveLegend() {
  const band = useExplorer((state) => state.view.band);
  const drawn = useExplorer(selectDrawnCurves);
  const storedTrials = useExplorer((state) => selectStored(state)?.spec.trials ?? 0);
  const ghostLabel = useExplorer((state) => state.ghost?.label ?? '');
  const chance = chanceError(useExplorer(selectModel).numClasses);
  const grid = useExplorer((state) => state.spec.bers);
  const storedGrid = useExplorer((state) => selectStored(state)?.spec.bers ?? state.spec.bers);
  const planned = useExplorer((state) => state.spec.trials);
  return (
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
  );
}
