import type { PenStroke } from './templates';

/** Samples of a pen's path: coordinates [numSamples] each. */
interface PenPath {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

const STEPS_PER_SPAN = 8;

/**
 * Returns the tangent of the spline before or after point `index`. It is one-sided at corners and
 * ends.
 */
function tangent(stroke: PenStroke, index: number, side: -1 | 1, axis: 0 | 1): number {
  const here = stroke[index]!;
  const ahead = stroke[index + side];
  const behind = stroke[index - side];
  if (ahead === undefined) return 0;
  if (here[2] === 'corner' || behind === undefined) return side * (ahead[axis] - here[axis]);
  return (side * (ahead[axis] - behind[axis])) / 2;
}

/**
 * Computes a cubic Hermite spline (Catmull-Rom, broken at corners) through the points of `stroke`,
 * at least two. Uses polynomials only, so it gives the same doubles on every machine.
 */
export function samplePath(stroke: PenStroke): PenPath {
  const numSpans = stroke.length - 1;
  const numSamples = numSpans * STEPS_PER_SPAN + 1;
  const xs = new Float64Array(numSamples);
  const ys = new Float64Array(numSamples);
  for (let span = 0; span < numSpans; span++) {
    for (const [axis, values] of [
      [0, xs],
      [1, ys],
    ] as const) {
      const start = stroke[span]![axis];
      const end = stroke[span + 1]![axis];
      const leave = tangent(stroke, span, 1, axis);
      const reach = tangent(stroke, span + 1, -1, axis);
      for (let step = 0; step <= STEPS_PER_SPAN; step++) {
        const t = step / STEPS_PER_SPAN;
        const rest = 1 - t;
        values[span * STEPS_PER_SPAN + step] =
          (1 + 2 * t) * rest * rest * start +
          t * rest * rest * leave +
          t * t * (3 - 2 * t) * end -
          t * t * rest * reach;
      }
    }
  }
  return { xs, ys };
}
