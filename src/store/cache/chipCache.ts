import type { StoreApi } from 'zustand/vanilla';
import type { ChipTable } from '../../experiment/chip/chipTable';
import type { Explorer } from '../state';
import type { OpenDatabase } from './databaseSchema';

const KEY = 'chip';

/**
 * Restores the chip of the last visit from IndexedDB, then resolves. From then on, stores each
 * imported chip until it is removed. If the browser refuses, a chip lasts as long as the page.
 */
export async function cacheChip(
  { getState, setState, subscribe }: Pick<StoreApi<Explorer>, 'getState' | 'setState' | 'subscribe'>,
  open: OpenDatabase,
): Promise<void> {
  const keep = async (chip: ChipTable | null) => {
    const database = await open();
    if (chip === null) await database.delete('chip', KEY);
    else await database.put('chip', chip, KEY);
  };
  // The result cache warns if the browser refuses to store anything.
  const ignore = () => undefined;
  subscribe(({ chip }, before) => {
    if (chip !== before.chip) void keep(chip).catch(ignore);
  });
  const kept = await open()
    .then((database) => database.get('chip', KEY))
    .catch(ignore);
  // The reader may have imported another chip meanwhile.
  if (kept !== undefined && getState().chip === null) setState({ chip: kept });
}
