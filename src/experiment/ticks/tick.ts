import { t } from '../../core/language/t';
import type { TickLoss } from './tickLoss';

/**
 * Trials at the two rates around a tick that must have changed the error count before an interval
 * is printed.
 */
export const MIN_CHANGED_TRIALS = 30;

/** Rate or ratio, which is a bound if the tick lies outside the tested rates. */
export interface CensoredRate {
  readonly value: number;
  readonly bound: 'exact' | 'atMost' | 'atLeast';
}

/** 95 % interval. An end is null when it lies outside the tested rates. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * First rule that a tick's bracket violates: too few trials `changed` the error, too few `flips`
 * are expected, a few `heavy` trials carry the loss, or the two rates are too far `apart`.
 */
export const UNRESOLVED = ['changed', 'flips', 'heavy', 'apart'] as const;
export type Unresolved = (typeof UNRESOLVED)[number];

/** Highest rate that costs at most `loss` points, or per cent of the baseline error. */
export interface Tick {
  readonly loss: TickLoss;
  /** Increase at which the fit is read, in percentage points, at least 0.1. */
  readonly thresholdPoints: number;
  /** The rate; for a bound, the lowest or the highest tested one. */
  readonly ber: CensoredRate;
  /** Trials at the two rates around the tick whose error count differs from the baseline's. */
  readonly changedTrials: number;
  /**
   * 95 % interval over trials and over the interpolation between two rates, not over the choice of
   * images. Null: not resolved (`whyUnresolved`), or the tick is a bound.
   */
  readonly interval: Interval | null;
  /**
   * Reason why a tick inside the tested rates has no interval; absent for other ticks and for older
   * stored ones.
   */
  readonly unresolved?: Unresolved;
  /** True for a tick that an adaptive search found; absent for one read off a grid. */
  readonly isFound?: true;
}

/** Explains why a tick has no interval, as a predicate. Undefined: the reason was not stored. */
export function unresolvedText(reason: Unresolved | undefined): string {
  switch (reason) {
    case 'changed':
      return t`not resolved, because fewer than ${MIN_CHANGED_TRIALS} trials near it change the error count`;
    case 'flips':
      return t`not resolved, because too few bits flip at that rate`;
    case 'heavy':
      return t`not resolved, because a few trials carry the loss`;
    case 'apart':
      return t`not resolved, because the tested rates around it are more than a decade apart`;
    case undefined:
      return t`not resolved`;
    default:
      return reason satisfies never;
  }
}

/**
 * Explains why a tick inside the tested rates has no interval. Older stored ticks do not name the
 * rule.
 */
export function whyUnresolved({ changedTrials, unresolved: reason }: Tick): string {
  return unresolvedText(changedTrials < MIN_CHANGED_TRIALS ? 'changed' : reason);
}
