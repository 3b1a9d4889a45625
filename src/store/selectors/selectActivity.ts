import type { EngineStatus, ExplorerState } from '../state';
import { selectIsMissing } from './selectors';
import { selectSearch } from './selectSearch';

/**
 * Activity of the page. `missing`: waits for files that the reader must import. `unloaded`: files
 * could not be fetched or read. `stopped`: trials are left, but wait for Run. `live`: the engine
 * runs or has finished the experiment.
 */
export type Activity =
  | Exclude<EngineStatus['kind'], 'ready'>
  | 'missing'
  | 'loading'
  | 'unloaded'
  | 'stopped'
  | 'live';

/** Returns the activity of the page. */
export function selectActivity(state: ExplorerState): Activity {
  const { engine, data, isLoading, download, progress } = state;
  if (engine.kind !== 'ready') return engine.kind;
  if (download !== null) return 'loading';
  if (selectIsMissing(state)) return 'missing';
  if (data === null) return isLoading ? 'loading' : 'unloaded';
  const hasTrialsLeft = progress !== null && !progress.running && progress.done < progress.total;
  return hasTrialsLeft && selectSearch(state) === null ? 'stopped' : 'live';
}
