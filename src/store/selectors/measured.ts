import { experimentKey } from '../../experiment/settings/experimentKey';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import type { ExplorerState, Measured } from '../state';

/** Experiments whose trials are kept in memory: some hundred bytes a trial. Older ones are still in the results cache. */
const MAX_EXPERIMENTS = 256;

const NOTHING: Measured = { baseline: null, results: [] };

type Results = Pick<ExplorerState, 'spec' | 'baseline' | 'results' | 'series'>;

/** What has been measured live of an experiment, the reader's own or any other of this visit. */
export function measuredOf(state: Results, spec: ExperimentSpec): Measured {
  const key = experimentKey(spec);
  return key === experimentKey(state.spec) ? state : (state.series[key] ?? NOTHING);
}

/** The change of state that makes these all that is known of each experiment, the reader's own or others. */
export function putAllMeasured(
  state: Results,
  news: readonly (Measured & { readonly spec: ExperimentSpec })[],
): Pick<Results, 'baseline' | 'results' | 'series'> {
  const own = experimentKey(state.spec);
  let { baseline, results, series } = state;
  for (const { spec, ...measured } of news) {
    const key = experimentKey(spec);
    if (key === own) ({ baseline, results } = measured);
    else series = withSeries(series, key, { baseline: measured.baseline, results: measured.results });
  }
  return { baseline, results, series };
}

/** The series with the reader's own experiment among them: what it leaves behind when another takes its place. */
export function withOwn(state: Results): Results['series'] {
  const { spec, baseline, results, series } = state;
  if (baseline === null && results.length === 0) return series;
  return withSeries(series, experimentKey(spec), { baseline, results });
}

/** The newest comes last, and the oldest leaves when there are too many. */
function withSeries(series: Results['series'], key: string, measured: Measured): Results['series'] {
  const { [key]: _, ...others } = series;
  const kept = Object.entries(others).slice(1 - MAX_EXPERIMENTS);
  return { ...Object.fromEntries(kept), [key]: measured };
}
