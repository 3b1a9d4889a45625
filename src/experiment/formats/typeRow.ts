import type { Baseline } from '../../core/site/injection';
import { wordBits } from '../../core/words/numberFormat';
import { expectedFlipsOf, numSiteBits } from '../curve/curve';
import type { ExperimentSpec } from '../settings/experimentSpec';
import type { Tick } from '../ticks/tick';
import { isReadAtNoLoss, TICK_LOSSES, type TickLoss } from '../ticks/tickLoss';
import type { Tolerance } from '../ticks/tolerance';

/** A type of weights with its results. */
interface MeasuredType {
  readonly spec: ExperimentSpec;
  readonly baseline: Baseline | null;
  readonly tolerance: Tolerance | null;
}

/** Costs and tolerance of one type of weights, for a table. */
export interface TypeRow {
  /** Bits of a word. */
  readonly bits: number;
  /** Bits of all stored words of the site, in 10^6. Activations are counted for one sample. */
  readonly megabits: number;
  /** Percentage points lost without faults, against float. Null before it has run. */
  readonly lossPoints: number | null;
  /** Ticks at no loss and at 1. Null: not known yet. */
  readonly ticks: Readonly<Record<0 | 1, Tick | null>>;
  /** Mean number of flips of a trial at the tick at 1. Null without an exact tick. */
  readonly flips: number | null;
}

/** Computes the row of a type. */
export function typeRow({ spec, baseline, tolerance }: MeasuredType): TypeRow {
  const tickAt = (loss: TickLoss) => tolerance?.ticks[TICK_LOSSES.indexOf(loss)] ?? null;
  const one = tickAt(1);
  const total = baseline?.quantized.total ?? 0;
  return {
    bits: wordBits(spec.format),
    megabits: numSiteBits({ ...spec, bitPositions: null }) / 1e6,
    lossPoints: baseline === null ? null : (100 * (baseline.quantized.wrong - baseline.float.wrong)) / total,
    ticks: { 0: tickAt(0), 1: one },
    flips:
      one === null || one.ber.bound !== 'exact' || isReadAtNoLoss(one)
        ? null
        : expectedFlipsOf(spec, one.ber.value),
  };
}
