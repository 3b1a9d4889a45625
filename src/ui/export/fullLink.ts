import { selectLink } from '../../store/selectors/selectors';
import type { ExplorerState } from '../../store/state';

/** Returns the address of an experiment and view on this page. */
export function fullLink(state: ExplorerState): string {
  return location.href.replace(/#.*$/s, '') + selectLink(state);
}
