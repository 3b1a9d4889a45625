import type { BerDomain, BerScale } from './berScale';
import { makeBerScale } from './berScale';
import { type ErrorAxis, type ErrorScale, makeErrorScale } from './errorScale';

/** Layout of a resilience chart: size, plot area and both scales. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Upper edge of the lane above the plot that holds the loss ticks. The lane ends at `top`. */
  readonly laneTop: number;
  readonly bottom: number;
  /** True if the chart is too narrow for labels beside the plot. */
  readonly compact: boolean;
  readonly x: BerScale;
  readonly y: ErrorScale;
}

/** Height of the lane: one line for the label of the 0-point tick, one for the other ticks. */
const LANE_HEIGHT = 34;

interface FrameInput {
  readonly width: number;
  readonly height: number;
  readonly domain: BerDomain;
  readonly errorScale: ErrorAxis;
  readonly numSamples: number;
}

/**
 * Returns margins and scales of a chart. They depend on no result, so that axes stay fixed during a
 * run.
 */
export function chartFrame({ width, height, domain, errorScale, numSamples }: FrameInput): ChartFrame {
  const compact = width < 620;
  const left = compact ? 34 : 44;
  const right = width - (compact ? 10 : 126);
  const laneTop = 36;
  const top = laneTop + LANE_HEIGHT;
  const bottom = height - 48;
  return {
    width,
    height,
    left,
    right,
    top,
    laneTop,
    bottom,
    compact,
    x: makeBerScale(domain, left, right),
    y: makeErrorScale(errorScale, numSamples, top, bottom),
  };
}
