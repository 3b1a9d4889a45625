import { t } from '../../core/language/t';
import { loadScript } from '../engine/loadScript';

/** Loads the code of a search on demand. Throws an Error that tells the reader what to do. */
export function loadSearch<Search>(load: () => Promise<Search>): Promise<Search> {
  return loadScript(
    load,
    t`The search could not be loaded: is the page offline? Start it again once the network is back`,
  );
}
