import { selectLink } from '../../store/selectors/selectors';
import type { ExplorerState } from '../../store/state';
import { pageLink } from '../share/pageLink';

/** Returns the address of an experiment and view on this page. */
export function fullLink(state: ExplorerState): string {
  return pageLink(selectLink(state));
}
