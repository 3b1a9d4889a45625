import type { StoreApi } from 'zustand/vanilla';
import type { ChipTable } from '../../experiment/chip/chipTable';
import type { Explorer } from '../state';
import type { OpenDatabase } from './databaseSchema';

const KEY = 'chip';

/**
 * Keeps the measured chip that the reader imported in the browser's IndexedDB until the reader removes it, and brings that of
 * the last visit back; resolves then. Where the browser refuses, a chip lasts as long as the page.
 */
export async function keepChip(
  { getState, setState, subscribe }: Pick<StoreApi<Explorer>, 'getState' | 'setState' | 'subscribe'>,
  open: OpenDatabase,
): Promise<void> {
  const keep = async (chip: ChipTable | null) => {
    const database = await open();
    if (chip === null) await database.delete('chip', KEY);
    else await database.put('chip', chip, KEY);
  };
  // The results cache tells of a browser that keeps nothing.
  const ignore = () => undefined;
  subscribe(({ chip }, before) => {
    if (chip !== before.chip) void keep(chip).catch(ignore);
  });
  const kept = await open()
    .then((database) => database.get('chip', KEY))
    .catch(ignore);
  // The reader may have been faster.
  if (kept !== undefined && getState().chip === null) setState({ chip: kept });
}
