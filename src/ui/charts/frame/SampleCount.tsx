import { grouped } from '../../text/format';
import { spreadLabels } from '../marks/spreadLabels';

interface SampleCountProps {
  readonly x: number;
  readonly y: number | undefined;
  readonly numImages: number;
}

/** How many images the errors labelled above it are counted on. */
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

/** Where labels of errors at these heights stand, and after them their `SampleCount`, under the lowest. */
export function placesWithCount(heights: readonly number[]): readonly number[] {
  return spreadLabels([...heights, Math.max(...heights) + 1], 15);
}
