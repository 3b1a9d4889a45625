import { useMemo } from 'react';
import { isCount } from '../../core/samples/measure';
import { packRun } from '../../experiment/fingerprint/packedRun';
import { countPlanned } from '../../experiment/sweep/results';
import { selectOwn } from '../../store/selectors/measured';
import { useExplorer } from '../hooks/useExplorer';
import { useThrottled } from '../hooks/useThrottled';

/** Shortest time between two packings of a run that goes on, in milliseconds. */
const PACK_EVERY_MS = 1_000;

/**
 * Returns the counts of the current run as a frozen link holds them, if `isWanted`. Null if none of
 * its planned trials has run, and for a measure that is no count.
 */
export function useFrozenCounts(isWanted: boolean): string | null {
  const spec = useExplorer((state) => state.spec);
  const own = useExplorer((state) => (isWanted ? selectOwn(state) : null));
  const shown = useThrottled(own, PACK_EVERY_MS);
  return useMemo(() => {
    const { baseline = null, results = [] } = shown ?? {};
    const hasTrials = [...countPlanned(spec, results).values()].some((count) => count > 0);
    return baseline === null || !hasTrials || !isCount(spec.measure)
      ? null
      : packRun({ spec, baseline, results });
  }, [spec, shown]);
}
