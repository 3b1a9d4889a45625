import { bitPositionsWithin, type WordSite } from './checkBitPositions';
import type { ExperimentSpec } from './experimentSpec';

/**
 * A change of what faults, or of its types, that gives up the chosen bit positions which a narrower word no longer has; null,
 * which is all, when none of them is left.
 */
export function changeSite<Change extends Partial<WordSite>>(
  spec: ExperimentSpec,
  change: Change,
): Change & Partial<Pick<ExperimentSpec, 'bitPositions'>> {
  const fitting = bitPositionsWithin({ ...spec, ...change });
  if (fitting?.length === spec.bitPositions?.length) return change;
  return { ...change, bitPositions: fitting?.length ? fitting : null };
}
