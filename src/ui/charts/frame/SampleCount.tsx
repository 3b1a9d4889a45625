import { grouped } from '../../text/format';
import { spreadLabels } from '../marks/spreadLabels';

interface SampleCountProps {
  readonly x: number;
  readonly y: number | undefined;
  readonly numImages: number;
}

/** Label with the number of images that the errors above it are measured on. */
export function SampleCount({ x, y, numImages }: SampleCountProps) {
  return (
    <g className="reference">
      <text x={x} y={y} dy="0.32em">
        {sampleCount(numImages)}
      </text>
    </g>
  );
}

export function sampleCount(numImages: number): string {
  return `N = ${grouped(numImages)}`;
}

/**
 * Returns the positions of error labels, and last that of their `SampleCount`, below the lowest
 * label.
 */
export function placesWithCount(heights: readonly number[]): readonly number[] {
  return spreadLabels([...heights, Math.max(...heights) + 1], 15);
}
