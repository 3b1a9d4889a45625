import type { Draws } from '../draws';
import type { InkStroke } from './raster';
import { samplePath } from './spline';
import { DIGIT_TEMPLATES, type DigitTemplate, type PenPoint, type PenStroke } from './templates';

/**
 * Standard deviations of the handwriting, in units of the digit's height. They give LeNetFC about
 * the same error as on MNIST (docs/digits.md).
 */
const POINT_JITTER = 0.035;
const WOBBLE = 0.012;
const BEND = 0.09;

/**
 * Number of random knots along a stroke. Wobble, pressure and ink are interpolated between them.
 */
const NUM_KNOTS = 6;

type Point = readonly [x: number, y: number];
type Map2d = (x: number, y: number) => Point;

/**
 * Writes `digit` once. Returns strokes in pixels of a square of side `size`. Handwriting varies
 * with `draws`.
 */
export function writeDigit(digit: number, size: number, draws: Draws): InkStroke[] {
  const template = chooseTemplate(DIGIT_TEMPLATES[digit]!, draws);
  const bend = drawBend(draws);
  const hand = drawHand(draws);
  const paths = template.strokes.map((stroke) => {
    const path = samplePath(jitterPoints(stroke, draws));
    const shiftX = drawKnots(draws);
    const shiftY = drawKnots(draws);
    for (let sample = 0; sample < path.xs.length; sample++) {
      const along = sample / (path.xs.length - 1);
      const [bentX, bentY] = bend(
        path.xs[sample]! + WOBBLE * runKnots(shiftX, along),
        path.ys[sample]! + WOBBLE * runKnots(shiftY, along),
      );
      [path.xs[sample], path.ys[sample]] = hand(bentX, bentY);
    }
    return path;
  });
  const toPixels = drawPlacement(paths, size, draws);
  const radius = draws.between(0.75, 1.65);
  const pressureVariation = draws.between(0.03, 0.2);
  const fading = draws.chance(0.2) ? draws.between(0.2, 0.5) : 0.04;
  return paths.map(({ xs, ys }) => {
    const pressure = drawKnots(draws);
    const dryness = drawKnots(draws);
    const radii = new Float64Array(xs.length);
    const inks = new Float64Array(xs.length);
    for (let sample = 0; sample < xs.length; sample++) {
      const along = sample / (xs.length - 1);
      [xs[sample], ys[sample]] = toPixels(xs[sample]!, ys[sample]!);
      radii[sample] = Math.max(
        0.45,
        radius * (1 + pressureVariation * runKnots(pressure, along)) * taper(along),
      );
      inks[sample] = Math.max(0.15, 1 - fading * Math.max(0, runKnots(dryness, along)));
    }
    return { xs, ys, radii, inks };
  });
}

function chooseTemplate(templates: readonly DigitTemplate[], draws: Draws): DigitTemplate {
  const byShare = templates.flatMap((template) => new Array<DigitTemplate>(template.share).fill(template));
  return byShare[draws.below(byShare.length)]!;
}

function jitterPoints(stroke: PenStroke, draws: Draws): PenStroke {
  return stroke.map(([x, y, kind]): PenPoint => {
    const jittered = [x + POINT_JITTER * draws.normal(), y + POINT_JITTER * draws.normal()] as const;
    return kind === undefined ? jittered : [...jittered, kind];
  });
}

/**
 * Draws a quadratic warp of the whole digit about its centre, so that neighbouring parts move
 * together.
 */
function drawBend(draws: Draws): Map2d {
  const [xx, xy, yy] = [draws.normal() * BEND, draws.normal() * BEND, draws.normal() * BEND];
  const [yxx, yxy, yyy] = [draws.normal() * BEND, draws.normal() * BEND, draws.normal() * BEND];
  return (x, y) => {
    const u = 2 * (x - 0.35);
    const v = 2 * (y - 0.5);
    return [x + xx * u * u + xy * u * v + yy * v * v, y + yxx * u * u + yxy * u * v + yyy * v * v];
  };
}

/** Draws width, slant and rotation of the handwriting. */
function drawHand(draws: Draws): Map2d {
  const width = draws.between(0.75, 1.3);
  const slant = 0.12 + 0.2 * draws.normal();
  // Rotation by the rational parametrisation of the circle. Unlike sine and cosine, it is exact on
  // every machine.
  const halfTangent = 0.04 * draws.normal();
  const cosine = (1 - halfTangent * halfTangent) / (1 + halfTangent * halfTangent);
  const sine = (2 * halfTangent) / (1 + halfTangent * halfTangent);
  return (x, y) => {
    const wide = width * x - slant * y;
    return [cosine * wide - sine * y, sine * wide + cosine * y];
  };
}

/**
 * Draws a map that fits the digit into the picture: its longer side has about 20 of 28 pixels, and
 * its bounding box is near the centre.
 */
function drawPlacement(
  paths: readonly { xs: Float64Array; ys: Float64Array }[],
  size: number,
  draws: Draws,
): Map2d {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xs, ys } of paths) {
    for (const x of xs) [left, right] = [Math.min(left, x), Math.max(right, x)];
    for (const y of ys) [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const scale = (draws.between(0.58, 0.72) * size) / Math.max(right - left, bottom - top);
  const centreX = (size - 1) / 2 + 0.9 * draws.normal();
  const centreY = (size - 1) / 2 + 0.7 * draws.normal();
  return (x, y) => [centreX + scale * (x - (left + right) / 2), centreY + scale * (y - (top + bottom) / 2)];
}

function drawKnots(draws: Draws): Float64Array {
  return Float64Array.from({ length: NUM_KNOTS }, () => draws.normal());
}

/** Interpolates the knots at `along` in [0, 1] smoothly (3t² - 2t³). */
function runKnots(knots: Float64Array, along: number): number {
  const position = along * (NUM_KNOTS - 1);
  const index = Math.min(NUM_KNOTS - 2, Math.floor(position));
  const t = position - index;
  const blend = t * t * (3 - 2 * t);
  return knots[index]! * (1 - blend) + knots[index + 1]! * blend;
}

/** Lightens the pen at both ends of a stroke. */
function taper(along: number): number {
  const edge = Math.min(along, 1 - along) * 12;
  return edge >= 1 ? 1 : 0.75 + 0.25 * edge;
}
