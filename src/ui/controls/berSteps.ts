import { nearestStop, sliderStops } from '../../experiment/sweep/berGrid';
import type { BerDomain } from '../charts/frame/berScale';

/** Number of slider stops per decade. */
const PER_DECADE = 8;
/** Distance between the stop of rate 0 and the first rate, in stops. */
const ZERO_GAP = 6;

/**
 * Returns the rates that the slider can select: 0, eight per decade, and all other rates of the
 * sweep.
 */
export function stopsFor(domain: BerDomain, sampled: readonly number[]): readonly number[] {
  return sliderStops(domain.from, Math.min(domain.to, 0.1), sampled);
}

/**
 * Returns the position of a rate on the slider, in stops: 0 for rate 0, 6 for the first rate of the
 * axis.
 */
export function sliderPosition(ber: number, domain: BerDomain): number {
  if (ber === 0) return 0;
  const clamped = Math.min(domain.to, Math.max(domain.from, ber));
  return ZERO_GAP + Math.round(PER_DECADE * Math.log10(clamped / domain.from) * 100) / 100;
}

/** Returns the rate of the stop at a position. The left half of the gap belongs to rate 0. */
export function stopAtPosition(position: number, domain: BerDomain, stops: readonly number[]): number {
  if (position < ZERO_GAP / 2) return 0;
  const ber = domain.from * 10 ** (Math.max(0, position - ZERO_GAP) / PER_DECADE);
  return stops[Math.max(1, nearestStop(stops, ber))]!;
}

/** Returns the next stop above (1) or below (-1) a rate. A typed rate may lie between two stops. */
function neighbour(ber: number, direction: 1 | -1, stops: readonly number[]): number {
  if (direction === 1) return stops.find((stop) => stop > ber) ?? stops.at(-1)!;
  return stops.findLast((stop) => stop < ber) ?? stops[0]!;
}

/**
 * Returns the stop nearest to ten times a rate (1) or a tenth of it (-1). Below the first rate is
 * 0; one decade above 0 is the first rate.
 */
function decadeAway(ber: number, direction: 1 | -1, stops: readonly number[]): number {
  if (ber === 0) return direction === 1 ? stops[1]! : 0;
  const target = ber * 10 ** direction;
  if (target < stops[1]! * 0.99) return 0;
  return stops[nearestStop(stops, target)]!;
}

/** Returns the rate that a key selects; undefined for keys that the slider does not use. */
export function stepByKey(
  key: string,
  shift: boolean,
  ber: number,
  stops: readonly number[],
): number | undefined {
  const step = shift ? decadeAway : neighbour;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return step(ber, 1, stops);
    case 'ArrowLeft':
    case 'ArrowDown':
      return step(ber, -1, stops);
    case 'PageUp':
      return decadeAway(ber, 1, stops);
    case 'PageDown':
      return decadeAway(ber, -1, stops);
    case 'Home':
      return 0;
    case 'End':
      return stops.at(-1)!;
    default:
      return undefined;
  }
}
