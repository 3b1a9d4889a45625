import { familyOf } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { seriesOf } from '../../experiment/sweep/series';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { trialsFingerprint } from '../../worker/fingerprint';
import type { LoadedAssets } from '../../worker/protocol';
import type { TickCache } from '../cache/tickCache';
import type { StateAccess } from '../state';
import { tickSearchKey } from './tickSearches';

/** Writes the found ticks of an experiment to the cache. */
export function keepTicks(
  cache: TickCache,
  assets: LoadedAssets,
  spec: ExperimentSpec,
  ticks: readonly TickEstimate[],
): Promise<void> {
  const { key, fingerprint } = namesOf(assets, spec);
  return cache.write(key, { ticks, fingerprint });
}

/**
 * Reads cached ticks of the Layers tab's rows into the state, unless `isCurrent` returns false
 * meanwhile.
 */
export async function recallTicks(
  { getState, setState }: StateAccess,
  cache: TickCache,
  assets: LoadedAssets,
  isCurrent: () => boolean,
): Promise<void> {
  const { spec, view, tickSearches } = getState();
  if (familyOf(view) !== 'layers') return;
  const rows = seriesOf('layers', spec, view.grouping, view.blocks).map((series) =>
    namesOf(assets, series.spec),
  );
  const kept = await Promise.all(
    rows
      .filter(({ key }) => tickSearches.found[key] === undefined)
      .map(async (row) => ({ ...row, kept: await cache.read(row.key) })),
  );
  const news = kept.flatMap(({ key, fingerprint, kept }) =>
    kept?.fingerprint === fingerprint ? [[key, kept.ticks] as const] : [],
  );
  if (news.length === 0 || !isCurrent()) return;
  const now = getState().tickSearches;
  setState({ tickSearches: { ...now, found: { ...Object.fromEntries(news), ...now.found } } });
}

/** Returns the cache key and the fingerprint of an experiment's ticks. */
function namesOf(assets: LoadedAssets, spec: ExperimentSpec) {
  return { key: tickSearchKey(spec), fingerprint: trialsFingerprint(assets, spec) };
}
