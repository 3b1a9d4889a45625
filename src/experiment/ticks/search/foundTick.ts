import type { Tick } from '../tick';
import type { TickEstimate } from './tickSearch';

/**
 * Converts the result of a search to a tick. A search leaves a tick unresolved for one reason only.
 */
export function foundTick({ loss, thresholdPoints, ber, interval, evaluations }: TickEstimate): Tick {
  const isUnresolved = ber.bound === 'exact' && interval === null;
  return {
    ...{ loss, thresholdPoints, ber, interval, changedTrials: evaluations, isFound: true },
    ...(isUnresolved && { unresolved: 'changed' }),
  };
}
