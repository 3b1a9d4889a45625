import { nearestStop, sliderStops } from '../../experiment/sweep/berGrid';
import type { BerDomain } from '../charts/frame/berScale';

/** Stops in one decade of the common grid. */
const PER_DECADE = 8;
/** Room between the fault-free stop and the first rate, in stops. */
const ZERO_GAP = 6;

/** Where the thumb may rest: 0, eight rates per decade, and any other rate that the sweep samples. */
export function stopsFor(domain: BerDomain, sampled: readonly number[]): readonly number[] {
  return sliderStops(domain.from, Math.min(domain.to, 0.1), sampled);
}

/** Place of a rate on the slider in stops: 0 is fault-free, the first decade starts at 6. */
export function sliderPosition(ber: number, domain: BerDomain): number {
  if (ber === 0) return 0;
  const clamped = Math.min(domain.to, Math.max(domain.from, ber));
  return ZERO_GAP + Math.round(PER_DECADE * Math.log10(clamped / domain.from) * 100) / 100;
}

/** The stop at a place of the slider; the left half of the gap is 0. */
export function stopAtPosition(position: number, domain: BerDomain, stops: readonly number[]): number {
  if (position < ZERO_GAP / 2) return 0;
  const ber = domain.from * 10 ** (Math.max(0, position - ZERO_GAP) / PER_DECADE);
  return stops[Math.max(1, nearestStop(stops, ber))]!;
}

/** The next stop above (1) or below (-1), also from a typed rate between two stops. */
function neighbour(ber: number, direction: 1 | -1, stops: readonly number[]): number {
  if (direction === 1) return stops.find((stop) => stop > ber) ?? stops.at(-1)!;
  return stops.findLast((stop) => stop < ber) ?? stops[0]!;
}

/** Ten times more or less, on the nearest stop; below the first rate lies 0, and a decade above 0 the first rate. */
function decadeAway(ber: number, direction: 1 | -1, stops: readonly number[]): number {
  if (ber === 0) return direction === 1 ? stops[1]! : 0;
  const target = ber * 10 ** direction;
  if (target < stops[1]! * 0.99) return 0;
  return stops[nearestStop(stops, target)]!;
}

/** The rate that a key press leads to, or undefined when the key is none of the slider's. */
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
