import { checkModel } from '../../core/network/catalog';
import { previewImages } from '../../core/site/preview';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { toInjection } from '../../experiment/settings/toInjection';
import type { EngineKeeper } from '../engine/engineKeeper';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import { createPreviewLoop } from './previewLoop';

/**
 * Returns a function that shows the trial at the cursor. It does nothing until the spec's model and
 * data are open.
 */
export function createCursorPreview(store: StateAccess, keeper: EngineKeeper): () => void {
  const { getState, setState } = store;
  return createPreviewLoop(() => {
    const { spec, view } = getState();
    const engine = keeper.session?.engineFor(spec);
    if (engine === undefined) return null;
    const numSamples = Math.min(previewImages(checkModel(spec.model)), engine.assets.numSamples);
    const injection = { ...toInjection(spec, view.cursorBer, view.trial), numSamples };
    return {
      preview: (signal) => engine.preview(injection, signal),
      show(preview) {
        getState().dismiss('preview');
        if (experimentKey(getState().spec) === experimentKey(spec)) setState({ preview });
      },
      failed(error) {
        // The sweep reports a lost device. A replaced pool requests the preview again.
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'preview', error);
      },
    };
  });
}
