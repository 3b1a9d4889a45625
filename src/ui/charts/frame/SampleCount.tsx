import { grouped } from '../../../experiment/text/numberWords';
import { spreadLabels } from '../marks/spreadLabels';

interface SampleCountProps {
  readonly x: number;
  readonly y: number | undefined;
  readonly numSamples: number;
}

/** Draws a label with the number of images on which the errors above it are measured. */
export function SampleCount({ x, y, numSamples }: SampleCountProps) {
  return (
    <g className="reference">
      <text x={x} y={y} dy="0.32em">
        {sampleCount(numSamples)}
      </text>
    </g>
  );
}

/** Formats a number of images as `N = 1,000`. */
export function sampleCount(numSamples: number): string {
  return `N = ${grouped(numSamples)}`;
}

/** Distance of labels, in pixels. */
const GAP = 15;

/**
 * Returns the positions of error labels, and last that of their `SampleCount`, below the lowest
 * label. None lies below `bottom`, where the labels of the rate axis begin.
 */
export function placesWithCount(heights: readonly number[], bottom: number): readonly number[] {
  const places = [...spreadLabels([...heights, Math.max(...heights) + 1], GAP)];
  const fromBelow = places.map((_, index) => index).sort((a, b) => places[b]! - places[a]!);
  let limit = bottom;
  for (const index of fromBelow) {
    places[index] = Math.min(places[index]!, limit);
    limit = places[index]! - GAP;
  }
  return places;
}
