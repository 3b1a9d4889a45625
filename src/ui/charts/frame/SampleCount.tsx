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

/**
 * Returns the positions of error labels, and last that of their `SampleCount`, below the lowest
 * label.
 */
export function placesWithCount(heights: readonly number[]): readonly number[] {
  return spreadLabels([...heights, Math.max(...heights) + 1], 15);
}
