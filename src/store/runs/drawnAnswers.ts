import { checkModel } from '../../core/network/catalog';
import { toInjection } from '../../experiment/settings/toInjection';
import type { EngineKeeper } from '../engine/engineKeeper';
import { refuse } from '../notices';
import { DRAWN_TRIALS, type StateAccess } from '../state';
import { createPreviewLoop } from './previewLoop';

/**
 * Returns a function that lets the network answer to the reader's picture: without faults, and in
 * `DRAWN_TRIALS` trials at the cursor. It does nothing until a network of digits is open, and while
 * there is no picture.
 */
export function createDrawnAnswers(store: StateAccess, keeper: EngineKeeper): () => void {
  const { getState, setState } = store;
  return createPreviewLoop(() => {
    const { spec, view, drawn } = getState();
    const engine = keeper.session?.engineFor(spec);
    if (engine === undefined || drawn === null || checkModel(spec.model).dataKind !== 'digits') return null;
    const trials = Array.from({ length: DRAWN_TRIALS }, (_, trial) =>
      toInjection(spec, view.cursorBer, trial),
    );
    const injections = [toInjection(spec, 0, 0), ...trials].map((one) => ({ ...one, numSamples: 1 }));
    return {
      preview: (signal) => engine.answers({ pixels: drawn, injections }, signal),
      show(drawnAnswers) {
        // A later stroke has asked again.
        if (getState().drawn === drawn) setState({ drawnAnswers });
      },
      failed(error) {
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'preview', error);
      },
    };
  });
}
