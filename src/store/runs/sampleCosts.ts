import type { StoreApi } from 'zustand/vanilla';
import type { Explorer } from '../state';

/** A throughput that differs less from the one before is not told: sweeps report ten times a second. */
const TOLD_SHARE = 0.1;

/** Keeps what running sweeps tell of each model's throughput, until another device takes over. */
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
    if (known === undefined || Math.abs(throughput / known - 1) > TOLD_SHARE)
      setState({ sampleCosts: { ...sampleCosts, [spec.model]: throughput } });
  });
}
