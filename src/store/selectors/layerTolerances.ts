import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { type Series, seriesOf } from '../../experiment/sweep/series';
import type { ExplorerState } from '../state';
import { withFoundTicks } from './foundTicks';
import { measuredOf } from './measured';
import { perState } from './perState';
import { perStore } from './perStore';
import { memoizeLast, selectIsLoading } from './selectors';
import { keepSteady, type MeasuredSeries, measurer, type Slot } from './seriesSelectors';
import { storedRunOf } from './storedRunOf';

/**
 * Returns the layers and the blocks of the network that were measured alone with these settings, in
 * this visit or in a recorded run. The same array while nothing changes.
 */
export const selectAloneSeries = perState((state: ExplorerState): readonly MeasuredSeries[] => {
  const { spec, view, progress, tickDesk: desk, storedRuns, tickSearches } = state;
  const { slots, steady } = memoryOf(state);
  const context = {
    unit: view.loss,
    isStill: progress?.running !== true,
    isLoading: selectIsLoading(state),
    desk,
  };
  const measured = slots(spec, view.blocks).flatMap(({ series, measure }) => {
    const known = measuredOf(state, series.spec);
    const stored = storedRunOf(storedRuns, series.spec);
    return known.results.length === 0 && stored === null ? [] : [measure(known, stored, context)];
  });
  return steady(measured.map((item) => withFoundTicks(item, tickSearches.found, view.loss)));
});

const memoryOf = perStore(() => ({
  slots: memoizeLast((spec: ExperimentSpec, blocks: string): readonly Slot[] => {
    const layers = seriesOf('layers', spec, 'layers');
    const alone: readonly Series[] = [
      ...layers,
      ...seriesOf('layers', spec, 'blocks', blocks).filter((block) => block.spec.layers.length > 1),
    ];
    return alone.map((series) => ({ series, measure: measurer(series) }));
  }),
  steady: keepSteady(),
}));
