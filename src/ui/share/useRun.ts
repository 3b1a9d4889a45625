import { useEffect, useMemo } from 'react';
import { isCount } from '../../core/samples/measure';
import { type RunOrigin, takeFingerprint } from '../../experiment/fingerprint/fingerprint';
import { formatFingerprint } from '../../experiment/fingerprint/fingerprintText';
import type { RunSoFar } from '../../experiment/fingerprint/verdict';
import { selectOwn } from '../../store/selectors/measured';
import { selectCompleteTrials } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';

/** The current run, as far as a fingerprint and its verdict depend on it. */
interface OwnRun extends RunSoFar {
  /** Null until it is read from the device. The hook asks for it. */
  readonly origin: RunOrigin | null;
  /** Text of its fingerprint. Null until the run is complete. */
  readonly fingerprint: string | null;
}

/**
 * Returns the current run, and reads the fault masks of the device once model and data are open.
 */
export function useRun(): OwnRun {
  const spec = useExplorer((state) => state.spec);
  const done = useExplorer(selectCompleteTrials);
  // The same object until the run is complete, so that nothing renders with every batch.
  const complete = useExplorer((state) =>
    selectCompleteTrials(state) < spec.trials ? null : selectOwn(state),
  );
  // Another object each time an engine has opened model and data.
  const data = useExplorer((state) => (state.engine.kind === 'ready' ? state.data : null));
  const origin = useExplorer((state) => (state.origin?.spec === state.spec ? state.origin.read : null));
  const readOrigin = useExplorer((state) => state.readOrigin);
  const isComplete = complete !== null;
  // Asked again for another experiment, and at the end of its run, when its files are surely open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (data !== null) readOrigin();
  }, [data, isComplete, spec, readOrigin]);
  return useMemo(() => {
    const baseline = complete?.baseline ?? null;
    // Only counts are equal on all devices.
    const hasCounts = isCount(spec.measure);
    const measurement =
      baseline === null || !hasCounts ? null : { spec, baseline, results: complete!.results };
    const isWhole = measurement !== null && origin !== null;
    const fingerprint = isWhole ? formatFingerprint(takeFingerprint(measurement, origin)) : null;
    return { spec, done, measurement, origin, fingerprint };
  }, [spec, done, complete, origin]);
}
