import type { Injection } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { toInjection } from '../settings/toInjection';
import { gridBers } from '../sweep/berGrid';

/**
 * Returns the trials whose fault masks a fingerprint checks: trial 0 at the lowest, the middle and
 * the highest rate, and the last trial at the highest. Saved links rely on this choice.
 */
export function maskTrials(spec: ExperimentSpec): readonly Injection[] {
  const bers = gridBers(spec.bers);
  const last = bers.at(-1)!;
  return [
    ...[...new Set([bers[0]!, bers[bers.length >> 1]!, last])].map((ber) => toInjection(spec, ber, 0)),
    ...(spec.trials > 1 ? [toInjection(spec, last, spec.trials - 1)] : []),
  ];
}
