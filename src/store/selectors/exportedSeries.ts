import { inEnglish } from '../../core/language/t';
import type { BundledSeries } from '../../experiment/documents/bundle';
import { familyOf } from '../../experiment/link/view';
import { siteTitle } from '../../experiment/settings/siteTitle';
import { plannedResults } from '../../experiment/sweep/results';
import type { ExplorerState } from '../state';
import { selectOwn } from './measured';
import { perState } from './perState';
import { plannedSeries } from './plannedSeries';
import { selectModel, selectTolerance } from './selectors';
import { selectSeries } from './seriesSelectors';
import { selectStored } from './storedRunOf';

/**
 * Returns the curves of the open tab with their trials, for export: those of the series, or the
 * live and the recorded run of the experiment. Curves without trials are left out. Of live runs it
 * holds the planned trials, not those at rates that the cursor visited. Labels are English, because
 * they leave the page in files.
 */
export const exportedSeries = perState((state: ExplorerState): readonly BundledSeries[] => {
  return familyOf(state.view) === null ? ownSeries(state) : tabSeries(state);
});

function tabSeries(state: ExplorerState): readonly BundledSeries[] {
  const planned = inEnglish(() => plannedSeries(state)) ?? [];
  const labels = new Map(planned.map(({ id, label }) => [id, label]));
  return selectSeries(state).flatMap((one): readonly BundledSeries[] => {
    const { spec, baseline, results, tolerance, source, grid, trials, importedFrom } = one;
    if (baseline === null || results.length === 0) return [];
    const isLive = source === 'live';
    return [
      {
        label: labels.get(one.id)!,
        source: isLive ? 'live' : sourceOf(importedFrom),
        measurement: { spec: isLive ? spec : { ...spec, bers: grid, trials }, baseline, results },
        tolerance: state.view.loss === 'points' ? tolerance : undefined,
      },
    ];
  });
}

function ownSeries(state: ExplorerState): readonly BundledSeries[] {
  const { spec } = state;
  const label = inEnglish(() => `${selectModel(state).title}, ${siteTitle(spec)}`);
  const { baseline, results } = selectOwn(state);
  const live = plannedResults(spec, results);
  const stored = selectStored(state);
  const ticks = selectTolerance(state);
  const own: BundledSeries[] = [];
  if (baseline !== null && live.length > 0) {
    const tolerance = ticks?.source === 'live' ? ticks : undefined;
    own.push({ label, source: 'live', measurement: { spec, baseline, results: live }, tolerance });
  }
  if (stored !== null) {
    const { tolerance, importedFrom, isFrozen } = stored;
    own.push({
      label,
      source: isFrozen ? 'imported' : sourceOf(importedFrom),
      measurement: stored,
      tolerance,
    });
  }
  return own;
}

function sourceOf(importedFrom: string | undefined): 'imported' | 'recorded' {
  return importedFrom === undefined ? 'recorded' : 'imported';
}
