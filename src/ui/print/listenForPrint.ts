import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../../store/state';

/**
 * Replaces the page by a report while the browser prints it. `beforeprint` does not wait for a
 * script, so the report is loaded when the browser is idle. Until then `print.css` prints the page
 * without its controls.
 */
export function listenForPrint(store: StoreApi<Explorer>): void {
  const load = () =>
    import('./printReport').then(
      ({ layReport }) => window.addEventListener('beforeprint', () => layReport(store)),
      () => undefined,
    );
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(load);
  else setTimeout(load, 2000);
}
