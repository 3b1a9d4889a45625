import type { BerDomain, BerScale } from './berScale';
import { makeBerScale } from './berScale';
import { type ErrorScale, makeErrorScale } from './errorScale';

/** Where a resilience chart draws: its size, its plot area and both scales. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Upper edge of the lane over the plot that holds the loss ticks; it ends at `top`. */
  readonly laneTop: number;
  readonly bottom: number;
  /** Too narrow for labels beside the plot. */
  readonly compact: boolean;
  readonly x: BerScale;
  readonly y: ErrorScale;
}

/** One line for the flag of tick(0), one for the other ticks. */
const LANE_HEIGHT = 34;

interface FrameInput {
  readonly width: number;
  readonly height: number;
  readonly domain: BerDomain;
  readonly errorScale: 'linear' | 'log';
  readonly numImages: number;
}

/** Margins and scales of a chart. Nothing here knows a result: axes stay frozen while trials stream in. */
export function chartFrame({ width, height, domain, errorScale, numImages }: FrameInput): ChartFrame {
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
    y: makeErrorScale(errorScale, numImages, top, bottom),
  };
}
