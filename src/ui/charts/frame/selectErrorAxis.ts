import { isPercent } from '../../../experiment/text/errorWords';
import type { ExplorerState } from '../../../store/state';
import type { ErrorAxis } from './errorScale';

/** Returns the axis of errors that the view shows. Perplexities have one axis alone. */
export function selectErrorAxis({ spec, view }: ExplorerState): ErrorAxis {
  return isPercent(spec.measure) ? view.errorScale : 'bits';
}
