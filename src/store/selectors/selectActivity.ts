import type { EngineStatus, ExplorerState } from '../state';
import { selectIsMissing } from './selectors';
import { selectSearch } from './selectSearch';

/**
 * What the page does with the experiment on show. `missing`: it waits for files that its reader has. `unloaded`: its files
 * could not be fetched or read. `stopped`: trials are left, and nothing runs until Run. `live`: the engine answers from it.
 */
export type Activity =
  | Exclude<EngineStatus['kind'], 'ready'>
  | 'missing'
  | 'loading'
  | 'unloaded'
  | 'stopped'
  | 'live';

/** What the page does with the experiment on show. */
export function selectActivity(state: ExplorerState): Activity {
  const { engine, data, isLoading, download, progress } = state;
  if (engine.kind !== 'ready') return engine.kind;
  if (download !== null) return 'loading';
  if (selectIsMissing(state)) return 'missing';
  if (data === null) return isLoading ? 'loading' : 'unloaded';
  const hasTrialsLeft = progress !== null && !progress.running && progress.done < progress.total;
  return hasTrialsLeft && selectSearch(state) === null ? 'stopped' : 'live';
}
