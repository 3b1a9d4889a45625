import { checkModel } from '../../core/network/catalog';
import { previewImages } from '../../core/site/preview';
import { experimentKey } from '../../experiment/settings/experimentKey';
import { toInjection } from '../../experiment/settings/toInjection';
import type { EngineKeeper } from '../engine/engineKeeper';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import { createPreviewLoop } from './previewLoop';

/** Shows the trial under the cursor, each time it is called, as soon as the spec's assets are open. */
export function createCursorPreview(store: StateAccess, keeper: EngineKeeper): () => void {
  const { getState, setState } = store;
  return createPreviewLoop(() => {
    const { spec, view } = getState();
    const engine = keeper.session?.engineFor(spec);
    if (engine === undefined) return null;
    const numSamples = Math.min(previewImages(checkModel(spec.model)), engine.assets.numSamples);
    return {
      injection: { ...toInjection(spec, view.cursorBer, view.trial), numSamples },
      preview: engine.preview,
      show(preview) {
        getState().dismiss('preview');
        if (experimentKey(getState().spec) === experimentKey(spec)) setState({ preview });
      },
      failed(error) {
        // A device that is gone is the sweep's to tell; a pool that was replaced asks again by itself.
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'preview', error);
      },
    };
  });
}
