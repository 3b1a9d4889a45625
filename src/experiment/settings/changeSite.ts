import { bitPositionsWithin, type WordSite } from './checkBitPositions';
import type { ExperimentSpec } from './experimentSpec';

/**
 * Returns `change`, with `bitPositions` corrected if its words are narrower: positions beyond the
 * new word width are dropped. If none remain, `bitPositions` is null (all bits).
 */
export function changeSite<Change extends Partial<WordSite>>(
  spec: ExperimentSpec,
  change: Change,
): Change & Partial<Pick<ExperimentSpec, 'bitPositions'>> {
  const fitting = bitPositionsWithin({ ...spec, ...change });
  if (fitting?.length === spec.bitPositions?.length) return change;
  return { ...change, bitPositions: fitting?.length ? fitting : null };
}
