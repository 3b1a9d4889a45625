import type { Draws } from '../draws';

/** An affine map from pixels to a shape's units: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. */
export interface Pose {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
  /** Centre of the shape in pixels, and the length of its unit in pixels. */
  readonly centreX: number;
  readonly centreY: number;
  readonly scale: number;
}

/** Ranges for `drawPose`. */
interface PoseRange {
  /** Length of the shape's unit in pixels. */
  readonly scale: readonly [low: number, high: number];
  /** Maximum distance between the centres of shape and picture in x and in y, in pixels. */
  readonly shift: number;
  /** Maximum tangent of half the rotation: 0.22 is 25 degrees, 1 is 90 degrees. */
  readonly halfTurn: number;
  /** Maximum shear and maximum change of the aspect ratio. */
  readonly skew: number;
}

/** Draws the pose of a shape in a picture of `side` pixels. Half of the poses are mirrored. */
export function drawPose(range: PoseRange, side: number, draws: Draws): Pose {
  const scale = draws.between(...range.scale);
  const centreX = side / 2 + range.shift * draws.between(-1, 1);
  const centreY = side / 2 + range.shift * draws.between(-1, 1);
  const shear = range.skew * draws.between(-1, 1);
  const aspect = 1 + range.skew * draws.between(-1, 1);
  const mirror = draws.chance(0.5) ? -1 : 1;
  // Rotation by the rational parametrisation of the circle. Unlike sine and cosine, it is exact on
  // every machine.
  const t = range.halfTurn * draws.between(-1, 1);
  const cosine = (1 - t * t) / (1 + t * t);
  const sine = (2 * t) / (1 + t * t);
  const wide = (mirror * aspect) / scale;
  const high = 1 / (aspect * scale);
  const xx = wide * (cosine + shear * sine);
  const xy = wide * (sine - shear * cosine);
  const yx = -high * sine;
  const yy = high * cosine;
  const x0 = -xx * centreX - xy * centreY;
  const y0 = -yx * centreX - yy * centreY;
  return { xx, xy, x0, yx, yy, y0, centreX, centreY, scale };
}
