import { checkModel } from '../../core/network/catalog';
import { toInjection } from '../../experiment/settings/toInjection';
import type { EngineKeeper } from '../engine/engineKeeper';
import { refuse } from '../notices';
import { OWN_TRIALS, type StateAccess } from '../state';
import { createPreviewLoop } from './previewLoop';

/** Kind of samples that a network must read to answer a reader's sample. */
const KINDS = { picture: 'digits', sound: 'speech', text: 'text' } as const;

/** Trials of a text: each writes many characters, one after the other. */
const TEXT_TRIALS = 3;

/**
 * Returns a function that lets the network answer to the reader's sample: without faults, and in
 * `OWN_TRIALS` trials at the cursor, of a text in three. It does nothing until a network that
 * reads such samples is open, and while there is no sample.
 */
export function createOwnAnswers(store: StateAccess, keeper: EngineKeeper): () => void {
  const { getState, setState } = store;
  return createPreviewLoop(() => {
    const { spec, view, own } = getState();
    const engine = keeper.session?.engineFor(spec);
    if (engine === undefined || own === null || checkModel(spec.model).dataKind !== KINDS[own.kind])
      return null;
    const numTrials = own.kind === 'text' ? TEXT_TRIALS : OWN_TRIALS;
    const trials = Array.from({ length: numTrials }, (_, trial) => toInjection(spec, view.cursorBer, trial));
    const injections = [toInjection(spec, 0, 0), ...trials].map((one) => ({ ...one, numSamples: 1 }));
    return {
      preview: (signal) => engine.answers({ input: own, injections }, signal),
      show(ownReply) {
        // A later stroke has asked again.
        if (getState().own === own) setState({ ownReply });
      },
      failed(error) {
        const name = error instanceof Error ? error.name : '';
        if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'preview', error);
      },
    };
  });
}
