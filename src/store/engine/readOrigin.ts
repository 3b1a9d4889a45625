import { maskTrials } from '../../experiment/fingerprint/maskTrials';
import { runOrigin } from '../../worker/fingerprint';
import { refuse } from '../notices';
import type { StateAccess } from '../state';
import type { EngineKeeper } from './engineKeeper';

/**
 * Reads the fault masks of the current experiment from the device into the state. Does nothing
 * until its model and data are open, or if they were read before.
 */
export async function readOrigin(store: StateAccess, keeper: EngineKeeper): Promise<void> {
  const { spec, origin } = store.getState();
  const engine = keeper.session?.engineFor(spec);
  if (engine === undefined || origin?.spec === spec) return;
  try {
    const masks = await engine.maskChecks(maskTrials(spec), new AbortController().signal);
    if (store.getState().spec === spec)
      store.setState({ origin: { spec, read: runOrigin(engine.assets, spec, masks) } });
  } catch (error) {
    // The sweep reports a lost device. A replaced pool is asked again.
    const name = error instanceof Error ? error.name : '';
    if (name !== 'BackendError' && name !== 'AbortError') refuse(store, 'fingerprint', error);
  }
}
