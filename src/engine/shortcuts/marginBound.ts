import { predictedClass } from '../../core/site/predictedClass';
import { gamma } from '../../core/words/float32';
import type { DenseChanges, DenseWeights } from './denseChanges';

/**
 * How far two float32 computations of the same dense layers can lie apart: the layers as they
 * stand, and the first of them moved by `outputChanges`. With u = 2^-24, a sum of n products
 * rounded in any order, fused or not, has an error of at most gamma(n + 2) times the sum of its
 * terms' magnitudes, gamma(n) = n·u / (1 - n·u) (Higham, Accuracy and Stability, ch. 3).
 *
 * First layer, column j, S = |bias| + sum |x|·|w| of any image and T = |change of bias| + sum max
 * |x|·|change of weight|: the dense sum errs by gamma(n + 2)·(S + T), the fault-free sum by gamma(n
 * + 2)·S, what moves it, of c changes, by gamma(c + 2)·T, and adding it and taking the fault-free
 * output away by 2·u·(S + T). Together below gamma(n + c + 6)·(2·S + T), also where it is added to
 * the output. Columns without changes are the same in both: 0.
 *
 * Following layer with outputs h of the one below, |h| ≤ H, that differ by at most e: e·|W| reaches
 * its sums and both round, so e·|W| + 2·gamma(n + 2)·(|bias| + (H + e)·|W|). Where its fault-free
 * sums are moved, what moves them is a product of at most n terms below H + e and one more sum:
 * 3·gamma(n + 4) covers both. ReLU makes no difference larger.
 */
export interface OutputBounds {
  /** Most that an output of the two computations may differ, by column. */
  readonly errors: Float64Array;
  /** Most that an output's magnitude may be in the second, by column. */
  readonly magnitudes: Float64Array;
}

/** Extremes over the images of a batch of a dense layer without faults. */
export interface LayerExtremes {
  /** Largest magnitude of each input. */
  readonly maxInputs: ArrayLike<number>;
  /** Largest |bias| + sum |x|·|w| of each column, as float32 computed it. */
  readonly absoluteSums: ArrayLike<number>;
  /** Largest magnitude of each column's outputs. */
  readonly maxOutputs: ArrayLike<number>;
}

/** For the roundings of this file, which are those of doubles, and for underflow. */
const SLACK = 1 + 1e-6;
const TINY = 1e-30;

/** Bounds after the faulty layer. */
export function faultyBounds(
  { maxInputs, absoluteSums, maxOutputs }: LayerExtremes,
  { columns, starts, rows, deltas, biasDeltas }: DenseChanges,
): OutputBounds {
  const numInputs = maxInputs.length;
  const errors = new Float64Array(maxOutputs.length);
  const magnitudes = Float64Array.from(maxOutputs);
  for (const [place, column] of columns.entries()) {
    const [start, end] = [starts[place]!, starts[place + 1]!];
    let most = Math.abs(biasDeltas[place]!);
    for (let index = start; index < end; index++) most += Math.abs(deltas[index]!) * maxInputs[rows[index]!]!;
    const sum = absoluteSums[column]! / (1 - gamma(numInputs + 2));
    errors[column] = gamma(numInputs + end - start + 6) * (2 * sum + most) * SLACK;
    magnitudes[column] = (magnitudes[column]! + most) * SLACK;
  }
  return { errors, magnitudes };
}

/** Bounds after one more dense layer. */
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
 * Rows of scores [rows · classes] whose predicted class could be another within the errors, by
 * class. A row with NaN is one.
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
