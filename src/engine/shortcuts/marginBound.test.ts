import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../../core/words/qformat';
import { outputChanges } from '../kernels/outputChanges';
import { type DenseDeltas, type DenseWeights, denseChanges } from './denseChanges';
import { faultyBounds, nextBounds, type OutputBounds, uncertainRows } from './marginBound';

const LAYOUT = wordLayout(parseQFormat('Q2.6'), 'twosComplement');

function quantized(value: number): number {
  return dequantizeWord(quantizeWord(value, LAYOUT), LAYOUT);
}

function changed({ kernel, bias }: DenseWeights, changes: DenseDeltas): DenseWeights {
  const faulty = { kernel: kernel.slice(), bias: bias.slice() };
  for (const [place, column] of changes.columns.entries()) {
    faulty.bias[column]! += changes.biasDeltas[place]!;
    for (let index = changes.starts[place]!; index < changes.starts[place + 1]!; index++)
      faulty.kernel[changes.rows[index]! * bias.length + column]! += changes.deltas[index]!;
  }
  return faulty;
}

// On the CPU tfjs sums 48 products in doubles, so its errors are smaller than the bound.
describe.each([
  ['cpu', 2],
  ['wasm', 1],
])('on %s', (backend, exactness) => {
  it('the scores of an update differ from those of the matrix product, by less than the bound', async () => {
    await tf.setBackend(backend);
    const [numSamples, numInputs] = [150, 90];
    let seed = 1;
    const values = (length: number, most: number) =>
      tf.tidy(() => tf.randomUniform([length], -most, most, 'float32', seed++).dataSync<'float32'>());
    const layer = (inputs: number, units: number): DenseWeights => ({
      kernel: values(inputs * units, 0.4),
      bias: values(units, 0.1),
    });
    const dense = (inputs: tf.Tensor2D, { kernel, bias }: DenseWeights, activation: 'relu' | 'linear') =>
      tf.fused.matMul({
        a: inputs,
        b: tf.tensor2d(kernel, [inputs.shape[1], bias.length]),
        bias: tf.tensor1d(bias),
        activation,
      }) as tf.Tensor2D;
    const [float, second, last] = [layer(numInputs, 40), layer(40, 20), layer(20, 10)];
    // In every seventh lane one of the four words is faulty, in turn. The other values need not be
    // words.
    const isFaulty = (index: number) => index % 28 === Math.floor(index / 28) % 4;
    const first = {
      kernel: float.kernel.map((weight, index) => (isFaulty(index) ? quantized(weight) : weight)),
      bias: float.bias.map(quantized),
    };
    const masks = { kernel: new Int32Array(first.kernel.length / 4), bias: new Int32Array(10) };
    for (const index of first.kernel.keys()) {
      if (isFaulty(index)) masks.kernel[Math.floor(index / 4)] = 0x80 << (8 * (index % 4));
    }
    masks.bias[1] = 0x00004000;
    const faultsOf = (tensor: 'kernel' | 'bias') => ({
      mask: masks[tensor],
      width: 8,
      faulty: (index: number, flipped: number) =>
        dequantizeWord(quantizeWord(first[tensor][index]!, LAYOUT) ^ flipped, LAYOUT),
    });
    const changes = denseChanges(first, { kernel: faultsOf('kernel'), bias: faultsOf('bias') })!;
    const faulty = changed(first, changes);
    tf.tidy(() => {
      const inputs = tf.tensor2d(values(numSamples * numInputs, 1), [numSamples, numInputs]);
      const sums = tf.transpose(dense(inputs, first, 'linear'));
      const outputs = dense(inputs, first, 'relu');
      const moved = outputChanges({ inputs: tf.transpose(inputs), sums }, changes, true);
      const absolute = dense(
        tf.abs(inputs),
        { kernel: first.kernel.map(Math.abs), bias: first.bias.map(Math.abs) },
        'linear',
      );
      const bounds = faultyBounds(
        {
          maxInputs: tf.max(tf.abs(inputs), 0).dataSync(),
          absoluteSums: tf.max(absolute, 0).dataSync(),
          maxOutputs: tf.max(outputs, 0).dataSync(),
        },
        changes,
      );
      const columns = tf.tensor1d(changes.columns, 'int32');
      const updated: tf.Tensor2D = tf.add(outputs, tf.matMul(moved, tf.oneHot(columns, 40)));
      expectWithin(updated, dense(inputs, faulty, 'relu'), bounds, 30 * exactness);
      const rest = (hidden: tf.Tensor2D) => dense(dense(hidden, second, 'relu'), last, 'linear');
      const following = [second, last].reduce<OutputBounds>(nextBounds, bounds);
      const secondRows = tf.gather(tf.tensor2d(second.kernel, [40, 20]), columns);
      const movedSums: tf.Tensor2D = tf.add(dense(outputs, second, 'linear'), tf.matMul(moved, secondRows));
      const movedRest = dense(tf.relu(movedSums), last, 'linear');
      expectWithin(movedRest, rest(dense(inputs, faulty, 'relu')), following, 3000 * exactness);
      expectWithin(rest(updated), rest(dense(inputs, faulty, 'relu')), following, 3000 * exactness);
    });
  });
});

/**
 * Asserts that every difference is within its column's bound, that some difference is not 0, and
 * that the bound is not too large.
 */
function expectWithin(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  { errors, magnitudes }: OutputBounds,
  mostTimes: number,
): void {
  const [left, right] = [a.dataSync(), b.dataSync()];
  let largest = 0;
  for (const [index, value] of left.entries()) {
    const column = index % errors.length;
    const difference = Math.abs(value - right[index]!);
    expect(difference).toBeLessThanOrEqual(errors[column]!);
    expect(Math.abs(value)).toBeLessThanOrEqual(magnitudes[column]!);
    largest = Math.max(largest, difference);
  }
  expect(largest).toBeGreaterThan(0);
  expect(Math.max(...errors)).toBeLessThan(mostTimes * 10 * largest);
}

it('leaves columns without changes as they are', () => {
  const changes = {
    columns: Int32Array.of(1),
    starts: Int32Array.of(0, 1),
    rows: Int32Array.of(1),
    deltas: Float32Array.of(1),
    biasDeltas: Float32Array.of(0),
  };
  const { errors, magnitudes } = faultyBounds(
    { maxInputs: [7, 2], absoluteSums: [8, 12], maxOutputs: [8, 12] },
    changes,
  );
  expect(errors[0]).toBe(0);
  expect(magnitudes[0]).toBe(8);
  // 2 inputs, 1 change and 7 give 10 roundings of 2 · 12 + 2 · 1.
  expect(errors[1]! / (10 * 2 ** -24 * 26)).toBeCloseTo(1, 5);
  expect(magnitudes[1]).toBeCloseTo(14, 4);
});

it('bounds the next layer by magnitudes and errors of this one together', () => {
  const { errors, magnitudes } = nextBounds(
    { errors: Float64Array.of(0.5, 0), magnitudes: Float64Array.of(2, 4) },
    { kernel: Float32Array.of(-3, 2), bias: Float32Array.of(-1) },
  );
  // 1 + (2 + 0.5) · 3 + 4 · 2.
  expect(magnitudes[0]).toBeCloseTo(16.5, 4);
  expect(errors[0]).toBeCloseTo(0.5 * 3, 4);
  // Roundings come on top.
  expect(errors[0]).toBeGreaterThan(0.5 * 3);
});

it('calls a row uncertain when another score could be the highest, at a tie and with NaN', () => {
  const errors = Float64Array.of(0.25, 0.25, 0.5);
  const rows = [
    [3, 2, 1],
    [3, 2.5, 1],
    [3, 2.25, 2.25],
    [0, 1, 0],
    [1, 1, 0],
    [Number.NaN, 1, 0],
    [1, Number.NaN, 0],
  ];
  expect(uncertainRows(Float32Array.from(rows.flat()), errors)).toEqual([1, 2, 4, 5, 6]);
  expect(uncertainRows(Float32Array.from(rows.flat()), new Float64Array(3))).toEqual([4, 5, 6]);
});
