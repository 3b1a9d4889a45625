import { familyOf } from '../../experiment/link/view';
import { candidateSeries } from '../../experiment/sweep/candidateSeries';
import { type Series, seriesOf } from '../../experiment/sweep/series';
import type { ExplorerState } from '../state';

/**
 * Returns the experiments that the open tab compares, in drawing order: a family around the
 * reader's own, with the types of an open table, or the series of a lesson's figure. Null for a tab
 * that shows one experiment.
 */
export function plannedSeries({
  spec,
  view,
  lessonSeries,
}: Pick<ExplorerState, 'spec' | 'view' | 'lessonSeries'>): readonly Series[] | null {
  const family = familyOf(view);
  if (family === null) return null;
  if (family === 'learn') return lessonSeries;
  const series = seriesOf(family, spec, view.grouping, view.blocks);
  return family === 'types' ? [...series, ...candidateSeries(spec, view.types)] : series;
}
