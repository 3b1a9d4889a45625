import { predictedClass } from '../../core/site/predictedClass';
import { gamma } from '../../core/words/float32';
import type { DenseDeltas, DenseWeights } from './denseChanges';

/**
 * Bounds on the difference between two float32 computations of the same dense layers: with the
 * faulty weights, and with the result of `outputChanges` added to the first layer's fault-free
 * sums.
 *
 * Let u = 2^-24. A sum of n products rounded in any order, fused or not, has an error of at most
 * gamma(n + 2) times the sum of its terms' magnitudes, where gamma(n) = n·u / (1 - n·u) (Higham,
 * Accuracy and Stability of Numerical Algorithms, ch. 3).
 *
 * First layer, column j: let S = |bias| + sum |x|·|w| of any image, and T = |change of bias| + sum
 * max |x|·|change of weight|. The dense sum errs by gamma(n + 2)·(S + T), the fault-free sum by
 * gamma(n + 2)·S, and the sum of c rounded changes by gamma(c + 3)·T. Adding this sum and
 * subtracting the fault-free output errs by 2·u·(S + T). Together these are below
 * gamma(n + c + 7)·(2·S + T), also if the change is added to the output. Columns without changes
 * are the same in both, so their bound is 0.
 *
 * Following layer: let the outputs h of the layer below have |h| ≤ H and differ by at most e. Then
 * e·|W| reaches its sums, and both computations round, so the bound is e·|W| +
 * 2·gamma(n + 2)·(|bias| + (H + e)·|W|). If changes are added to its fault-free sums, they are a
 * product of at most n terms below H + e, and one more sum; 3·gamma(n + 4) covers both. ReLU
 * enlarges no difference.
 */
export interface OutputBounds {
  /** Maximum difference between an output of the two computations, by column. */
  readonly errors: Float64Array;
  /** Maximum magnitude of an output in the second computation, by column. */
  readonly magnitudes: Float64Array;
}

/** Extremes of a fault-free dense layer over the images of a batch. */
export interface LayerExtremes {
  /** Largest magnitude of each input. */
  readonly maxInputs: ArrayLike<number>;
  /** Largest |bias| + sum |x|·|w| of each column, as computed in float32. */
  readonly absoluteSums: ArrayLike<number>;
  /** Largest magnitude of each column's outputs. */
  readonly maxOutputs: ArrayLike<number>;
}

/** Margin for the roundings of this file, which are those of doubles, and for underflow. */
const SLACK = 1 + 1e-6;
const TINY = 1e-30;

/** Computes the bounds after the faulty layer. */
export function faultyBounds(
  { maxInputs, absoluteSums, maxOutputs }: LayerExtremes,
  { columns, starts, rows, deltas, biasDeltas }: DenseDeltas,
): OutputBounds {
  const numInputs = maxInputs.length;
  const errors = new Float64Array(maxOutputs.length);
  const magnitudes = Float64Array.from(maxOutputs);
  for (const [place, column] of columns.entries()) {
    const [start, end] = [starts[place]!, starts[place + 1]!];
    let most = Math.abs(biasDeltas[place]!);
    for (let index = start; index < end; index++) most += Math.abs(deltas[index]!) * maxInputs[rows[index]!]!;
    const sum = absoluteSums[column]! / (1 - gamma(numInputs + 2));
    errors[column] = gamma(numInputs + end - start + 7) * (2 * sum + most) * SLACK;
    magnitudes[column] = (magnitudes[column]! + most) * SLACK;
  }
  return { errors, magnitudes };
}

/** Computes the bounds after one more dense layer. */
export function nextBounds(
  { errors, magnitudes }: OutputBounds,
  { kernel, bias }: DenseWeights,
): OutputBounds {
  const numInputs = errors.length;
  const units = bias.length;
  const rounding = gamma(numInputs + 4);
  const reached = new Float64Array(units);
  const sums = Float64Array.from(bias, Math.abs);
  for (let input = 0; input < numInputs; input++) {
    const [error, most] = [errors[input]!, magnitudes[input]! + errors[input]!];
    for (let unit = 0, index = input * units; unit < units; unit++, index++) {
      const weight = Math.abs(kernel[index]!);
      reached[unit] = reached[unit]! + error * weight;
      sums[unit] = sums[unit]! + most * weight;
    }
  }
  return {
    errors: reached.map((error, unit) => (error + 3 * rounding * sums[unit]!) * SLACK),
    magnitudes: sums.map((sum) => sum * (1 + rounding) * SLACK),
  };
}

/**
 * Returns the rows of `scores` [rows · classes] whose predicted class may differ within `errors`
 * [classes]. Rows with NaN are included.
 */
export function uncertainRows(scores: Float32Array, errors: Float64Array): number[] {
  const numClasses = errors.length;
  const uncertain: number[] = [];
  for (let row = 0; row * numClasses < scores.length; row++) {
    const top = predictedClass(scores, row, numClasses);
    if (top === null) {
      uncertain.push(row);
      continue;
    }
    const start = row * numClasses;
    for (let index = 0; index < numClasses; index++) {
      if (index === top) continue;
      const isCertain = scores[start + top]! - scores[start + index]! > errors[top]! + errors[index]! + TINY;
      if (isCertain) continue;
      uncertain.push(row);
      break;
    }
  }
  return uncertain;
}
