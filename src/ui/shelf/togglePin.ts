import { refuse } from '../../store/notices';
import { keyOf } from '../../store/selectors/measured';
import type { StateAccess } from '../../store/state';

/**
 * Pins the run on screen, or unpins it. A run that cannot be pinned is named in a notice. Does
 * nothing before its first trials are kept.
 */
export async function togglePin(store: StateAccess): Promise<void> {
  const { shelf, spec, pins } = store.getState();
  const key = keyOf(spec);
  const isPinned = pins.some(({ run }) => run.key === key);
  try {
    await (isPinned ? shelf?.unpin(key) : shelf?.pin(key));
  } catch (error) {
    refuse(store, 'shelf', error);
  }
}
