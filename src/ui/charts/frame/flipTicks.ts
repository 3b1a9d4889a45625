import { berOfFlips, expectedFlipsOf } from '../../../experiment/curve/curve';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { compact } from '../../text/format';
import { type BerDomain, decade } from './berScale';

/** Rate axis between two positions in pixels. */
interface RateAxis {
  readonly x: { readonly domain: BerDomain };
  readonly left: number;
  readonly right: number;
}

/** Label of a number of flipped bits, at the rate that flips as many on average. */
export interface FlipTick {
  readonly flips: number;
  readonly ber: number;
  readonly text: string;
}

/**
 * Returns the powers of ten of the expected flips within the axis, with their rates; every second
 * one where labels would touch.
 */
export function flipTicks(frame: RateAxis, spec: ExperimentSpec): readonly FlipTick[] {
  const { from, to } = frame.x.domain;
  // The count rule flips no bit at low rates.
  const fewest = expectedFlipsOf(spec, from);
  const first = fewest === 0 ? 0 : Math.ceil(Math.log10(fewest) - 1e-9);
  const last = Math.floor(Math.log10(expectedFlipsOf(spec, to)) + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const flips = decade(first + index);
    return { flips, ber: berOfFlips(spec, flips), text: compact(flips) };
  }).filter(({ ber }) => ber >= from * (1 - 1e-9));
  const room = (frame.right - frame.left) / Math.max(1, ticks.length);
  return room < 44 ? ticks.filter((_, index) => index % 2 === 0) : ticks;
}
