import { t } from '../../core/language/t';
import { expectedFlipsOf } from '../../experiment/curve/curve';
import type { View } from '../../experiment/link/view';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { flipCount, scientific } from './format';

/**
 * Names a place of the horizontal axis, given as a rate of the experiment on screen: `1.00 × 10⁻³`,
 * or `about 2,130 flipped bits` on an axis by flips.
 */
export function placeText(ber: number, rateAxis: View['rateAxis'], spec: ExperimentSpec): string {
  if (ber === 0) return t`rate 0`;
  return rateAxis === 'rate' ? scientific(ber) : t`${flipCount(expectedFlipsOf(spec, ber))} flipped bits`;
}
