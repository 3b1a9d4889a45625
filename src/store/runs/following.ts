import { experimentKey } from '../../experiment/settings/experimentKey';
import { toInjection } from '../../experiment/settings/toInjection';
import type { EngineKeeper } from '../engine/engineKeeper';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import { createPreviewLoop } from './previewLoop';

/**
 * Returns a function that follows the faults of the trial at the cursor through the sample that the
 * page shows. It does nothing until model and data are open, and while no sample is followed.
 */
export function createFollowing(store: StateAccess, keeper: EngineKeeper): () => void {
  const { getState, setState } = store;
  return createPreviewLoop(() => {
    const { spec, view, followed } = getState();
    const engine = keeper.session?.engineFor(spec);
    if (engine === undefined || followed === null) return null;
    const injection = toInjection(spec, view.cursorBer, view.trial);
    return {
      preview: (signal) => engine.propagate({ injection, sample: followed }, signal),
      show(propagation) {
        const now = getState();
        if (now.followed === followed && experimentKey(now.spec) === experimentKey(spec))
          setState({ propagation });
      },
      failed(error) {
        // The sweep reports a lost device. A replaced pool requests the preview again.
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'preview', error);
      },
    };
  });
}
