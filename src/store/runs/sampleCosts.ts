import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../state';

/**
 * Smallest relative change of a cost that is written to the state. Sweeps report ten times a
 * second.
 */
const MIN_CHANGE = 0.1;

/** Keeps `sampleCosts` up to date during sweeps. Clears it when another device starts. */
export function watchSampleCosts({
  subscribe,
  setState,
}: Pick<StoreApi<Explorer>, 'subscribe' | 'setState'>): void {
  subscribe(({ engine, progress, spec, sampleCosts }, before) => {
    if (engine !== before.engine && engine.kind === 'starting') {
      setState({ sampleCosts: {} });
      return;
    }
    if (progress === null || progress === before.progress || progress.remainingMs === null) return;
    const left = progress.total - progress.done;
    if (left === 0) return;
    const throughput = progress.remainingMs / left / spec.numSamples;
    const known = sampleCosts[spec.model];
    if (known === undefined || Math.abs(throughput / known - 1) > MIN_CHANGE)
      setState({ sampleCosts: { ...sampleCosts, [spec.model]: throughput } });
  });
}
