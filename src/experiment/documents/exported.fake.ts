import { DEFAULT_SPEC } from '../settings/experimentSpec';
import type { CompleteMeasurement, TrialResult } from '../sweep/results';

const count = (wrong: number) => ({ wrong, total: 1000, wrongPerClass: [], flips: 0 });
const result = (ber: number, trial: number, wrong: number): TrialResult => ({
  ...count(wrong),
  ber,
  trial,
  flips: 213,
});
/** Link of the measurement's layers. */
export const LINK = '#/x?v=1&l=fc-1,fc-3';
/** Three trials at two rates, not in order; one of them has overflows and counts by class. */
export const MEASUREMENT: CompleteMeasurement = {
  spec: { ...DEFAULT_SPEC, layers: ['fc-1', 'fc-3'], bers: { kind: 'list', bers: [1e-4, 3.16e-3] } },
  baseline: { float: count(18), quantized: count(19) },
  results: [
    { ...result(3.16e-3, 0, 500), due: 480, wrongPerClass: [400, 100] },
    result(1e-4, 1, 21),
    result(1e-4, 0, 19),
  ],
};
