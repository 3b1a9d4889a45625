import { loadScript } from '../engine/loadScript';

/** Loads the code of a search, which the page fetches when somebody wants it; throws in words that its reader understands. */
export function loadSearch<Search>(load: () => Promise<Search>): Promise<Search> {
  return loadScript(
    load,
    'The search could not be loaded: is the page offline? Start it again once the network is back',
  );
}
