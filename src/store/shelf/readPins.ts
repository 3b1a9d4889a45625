import type { StateAccess } from '../state';
import type { Pin } from './pin';
import type { Shelf } from './shelf';

/** Reads the pinned runs of the shelf into the state. They never go into links. */
export async function readPins(store: StateAccess, shelf: Shelf): Promise<void> {
  const runs = (await shelf.list()).filter((run): run is Pin['run'] => run.pin !== null);
  const pins = await Promise.all(
    runs
      .sort((a, b) => a.pin - b.pin)
      .map(async (run): Promise<readonly Pin[]> => {
        const kept = await shelf.results(run.key);
        return kept === undefined ? [] : [{ run, baseline: kept.baseline, results: kept.results }];
      }),
  );
  store.setState({ pins: pins.flat() });
}
