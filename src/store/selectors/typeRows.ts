import type { NumberFormat } from '../../core/words/numberFormat';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { candidateSeries } from '../../experiment/sweep/candidateSeries';
import type { ExplorerState } from '../state';
import { measuredOf } from './measured';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast, selectIsLoading } from './selectors';
import { keepSteady, type MeasuredSeries, measurer } from './seriesSelectors';
import { storedRunOf } from './storedRunOf';

/**
 * Returns the rows of the table of many types with their results, the reader's own type first. The
 * same array and the same items while nothing changes.
 */
export const selectTypeRows = perState((state: ExplorerState): readonly MeasuredSeries[] => {
  const { spec, view, progress, tickDesk: desk, storedRuns } = state;
  const { slots, steady } = memoryOf(state);
  const isStill = progress?.running !== true;
  const context = { unit: view.loss, isStill, isLoading: selectIsLoading(state), desk };
  return steady(
    slots(spec, view.types).map(({ series, measure }) =>
      measure(measuredOf(state, series.spec), storedRunOf(storedRuns, series.spec), context),
    ),
  );
});

const memoryOf = perStore(() => ({
  slots: memoizeLast((spec: ExperimentSpec, types: readonly NumberFormat[]) =>
    candidateSeries(spec, types).map((series) => ({ series, measure: measurer(series) })),
  ),
  steady: keepSteady(),
}));
