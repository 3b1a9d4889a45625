import { dateLocale } from '../../core/language/dateLocale';
import { t } from '../../core/language/t';
import type { ResultCache } from '../cache/resultCache';
import { keyOf, measuredOf, putMeasured } from '../selectors/measured';
import type { StateAccess } from '../state';
import type { Shelf } from './shelf';

/**
 * Shows the kept results of the experiment on screen before an engine can check them. The state
 * says from when they are until they are checked. Does nothing once the experiment is open.
 */
export async function showKept(store: StateAccess, cache: ResultCache, shelf: Shelf): Promise<void> {
  const before = store.getState();
  const { spec } = before;
  const key = keyOf(spec);
  if (before.kept !== null && before.kept.key !== key)
    store.setState({ kept: null, measured: withoutUnchecked(before) });
  const kept = await cache.read(key);
  const runs = await shelf.list().catch(() => []);
  const run = runs.find((one) => one.key === key);
  const state = store.getState();
  const isLate =
    keyOf(state.spec) !== key || state.data !== null || measuredOf(state, spec).results.length > 0;
  if (kept === undefined || run === undefined || isLate) return;
  store.setState({
    measured: putMeasured(state, [{ ...kept, spec }]),
    kept: { key, fingerprint: kept.fingerprint, text: t`Points kept on ${dateText(run.changedMs)}` },
  });
}

/** Returns the results in the state without those that no engine has checked. */
export function withoutUnchecked({
  measured,
  kept,
}: Pick<ReturnType<StateAccess['getState']>, 'measured' | 'kept'>) {
  if (kept === null) return measured;
  const { [kept.key]: _, ...checked } = measured;
  return checked;
}

/** Formats a time: `29 Nov 2026, 14:03`. */
function dateText(ms: number): string {
  return new Date(ms).toLocaleString(dateLocale(), { dateStyle: 'medium', timeStyle: 'short' });
}
