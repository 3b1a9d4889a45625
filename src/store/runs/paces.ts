import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../state';

/** A pace that differs less from the one before is not told: sweeps report ten times a second. */
const TOLD_SHARE = 0.1;

/** Keeps what running sweeps tell of each model's pace, until another device takes over. */
export function watchPaces({
  subscribe,
  setState,
}: Pick<StoreApi<Explorer>, 'subscribe' | 'setState'>): void {
  subscribe(({ engine, progress, spec, paces }, before) => {
    if (engine !== before.engine && engine.kind === 'starting') {
      setState({ paces: {} });
      return;
    }
    if (progress === null || progress === before.progress || progress.remainingMs === null) return;
    const left = progress.total - progress.done;
    if (left === 0) return;
    const pace = progress.remainingMs / left / spec.images;
    const known = paces[spec.model];
    if (known === undefined || Math.abs(pace / known - 1) > TOLD_SHARE)
      setState({ paces: { ...paces, [spec.model]: pace } });
  });
}
