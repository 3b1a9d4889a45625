import { expect, it } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { fakeMagnitudes } from '../../core/network/magnitudes.fake';
import { seriesOf } from '../../experiment/sweep/series';
import type { TickEstimate } from '../../experiment/ticks/search/tickSearch';
import { trialsFingerprint } from '../../worker/fingerprint';
import type { LoadedAssets } from '../../worker/protocol';
import { memoryTicks } from '../cache/tickCache';
import { fakeExplorer } from '../explorer.fake';
import { keepTicks, recallTicks } from './keptTicks';
import { tickSearchKey } from './tickSearches';

/** Returns a tick of a loss of 0 points. */
const tickAt = (ber: number): TickEstimate => ({
  ...{ loss: 0, thresholdPoints: 0.1, evaluations: 483, trials: 1778 },
  ...{ ber: { value: ber, bound: 'exact' }, interval: null },
});

/** Creates a store that is not started, its rows of layers, and a cache with a tick of each row. */
async function openKept(link: string) {
  const store = fakeExplorer(link, []);
  const { spec } = store.getState();
  const magnitudes = fakeMagnitudes(checkModel(spec.model));
  const assets = { digests: 'a b', magnitudes } as LoadedAssets;
  const cache = memoryTicks();
  const rows = seriesOf('layers', spec, 'layers').map((series) => series.spec);
  for (const row of rows) await keepTicks(cache, assets, row, [tickAt(1e-5)]);
  return { store, assets, cache, rows, keys: rows.map(tickSearchKey) };
}

it('takes back the ticks of rows that may overflow and of others', async () => {
  const { store, assets, cache, rows, keys } = await openKept('#/x?v=1&m=ti-gru&s=a&tab=layers');
  // Control: the rows have different keys.
  expect(rows.map((row) => trialsFingerprint(assets, row))).toEqual(['2 a b', '1 a b', '1 a b']);
  await recallTicks(store, cache, assets, () => true);
  expect(store.getState().tickSearches.found).toEqual(
    Object.fromEntries(keys.map((key) => [key, [tickAt(1e-5)]])),
  );
});

it('keeps what a search found while the kept ticks were read', async () => {
  const { store, assets, cache, keys } = await openKept('#/x?v=1&tab=layers');
  const recalled = recallTicks(store, cache, assets, () => true);
  store.setState({ tickSearches: { found: { [keys[1]!]: [tickAt(1e-4)] }, running: null } });
  await recalled;
  const { found } = store.getState().tickSearches;
  expect(keys.map((key) => found[key]![0]!.ber.value)).toEqual([1e-5, 1e-4, 1e-5]);
});
