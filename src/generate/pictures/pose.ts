import type { Draws } from '../draws';

/**
 * An affine map from pixels to a shape's own units: x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0.
 */
export interface Pose {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
  /** The shape's middle in pixels, and the length of its unit there. */
  readonly centreX: number;
  readonly centreY: number;
  readonly scale: number;
}

/** Bounds of what `drawPose` draws. */
interface PoseRange {
  /** Pixels that the shape's unit is long. */
  readonly scale: readonly [low: number, high: number];
  /** Largest distance of the shape's middle from the picture's in x and in y, in pixels. */
  readonly shift: number;
  /** Largest tangent of half the rotation: 0.22 is 25 degrees, 1 is 90 degrees. */
  readonly halfTurn: number;
  /** Largest shear, and largest change of the aspect. */
  readonly skew: number;
}

/** Draws where a shape lies in a picture of `side` pixels, mirrored every other time. */
export function drawPose(range: PoseRange, side: number, draws: Draws): Pose {
  const scale = draws.between(...range.scale);
  const centreX = side / 2 + range.shift * draws.between(-1, 1);
  const centreY = side / 2 + range.shift * draws.between(-1, 1);
  const shear = range.skew * draws.between(-1, 1);
  const aspect = 1 + range.skew * draws.between(-1, 1);
  const mirror = draws.chance(0.5) ? -1 : 1;
  // Rotation by the rational parametrisation of the circle: exact on every machine, unlike sine and
  // cosine.
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
