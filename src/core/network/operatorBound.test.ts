import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASES } from '../../engine/nodes/nodeCases.fake';
import { type Operation, run, type Values } from '../../engine/nodes/nodes.fake';
import { functionBound } from './functionBound';
import type { NetworkNode, ShapedNode } from './network';
import { NO_BOUND } from './nodeBound';
import { operatorBound } from './operatorBound';
import { operatorShape } from './operatorShapes';
import { PLAIN_FUNCTIONS, type UnaryFunction } from './operators';
import { operatorType } from './operatorTypes';

/** Values that this bound covers; the others are in `overflowingNodes`, or never of float32. */
const COVERED = CASES.filter(
  ({ operation, types = [] }) =>
    !['foldedNorm', 'relu', 'add', 'flatten', 'dropout', 'globalAveragePool', 'quantize'].includes(
      operation.kind,
    ) &&
    types.every((type) => type === 'float32') &&
    operatorType(operation, ['float32']) === 'float32',
);

/** Values of one magnitude, with signs that sometimes agree. */
function extreme(shape: readonly number[], magnitude: number, signs: number): Values {
  const size = shape.reduce((a, b) => a * b, 1);
  const sign = (place: number) => (((signs >> (place % 29)) & 1) === 1 ? -1 : 1);
  return { shape, data: Array.from({ length: size }, (_, place) => sign(place) * magnitude) };
}

/** Exponents of two. */
const exponents = fc.integer({ min: -20, max: 50 });
const extremes = fc.record({
  inputs: fc.array(exponents, { minLength: 2, maxLength: 2 }),
  tensors: fc.array(exponents, { minLength: 7, maxLength: 7 }),
  signs: fc.integer({ min: 0, max: 2 ** 29 - 1 }),
});

describe.each(['cpu', 'wasm'])('the bound on %s', (device) => {
  it.each(COVERED)('holds for $name of extreme values', async ({ operation, inputs, tensors = [] }) => {
    await tf.setBackend(device);
    let numBounded = 0;
    const property = ({ inputs: ofInputs, tensors: ofTensors, signs }: ExtremeValues) => {
      const inputBounds = inputs.map((_, place) => 2 ** ofInputs[place]!);
      const tensorBounds = tensors.map((_, place) => 2 ** ofTensors[place]!);
      const shaped = {
        node: { ...operation, name: 'node' } as NetworkNode,
        inputShapes: inputs,
        outputShape: operatorShape(operation, inputs, tensors),
        tensors: tensors.map((shape, place) => ({ role: 'operand', tensor: `${place}`, shape })),
      } satisfies ShapedNode;
      const { reached, output } = operatorBound(shaped, inputBounds, tensorBounds, () => undefined);
      if (!(reached < 2 ** 125)) return;
      numBounded++;
      const values = inputs.map((shape, place) =>
        extreme([2, ...shape], inputBounds[place]!, signs >> place),
      );
      const stored = tensors.map((shape, place) =>
        extreme(shape, tensorBounds[place]!, signs >> (2 * place)),
      );
      const checked: number[] = [];
      const found = run(operation as Operation, values, stored, {
        onWrite: null,
        check: (sums) => {
          checked.push(...sums.dataSync());
          return sums;
        },
      });
      // Without a check, the same is computed in other ways.
      const unchecked = run(operation as Operation, values, stored);
      const largest = (all: readonly number[]) => Math.max(...all.map(Math.abs));
      expect(largest(checked)).toBeLessThanOrEqual(Math.max(reached, output));
      expect(largest([...found.data, ...unchecked.data])).toBeLessThanOrEqual(output);
    };
    fc.assert(fc.property(extremes, property), { numRuns: 20, seed: 10 });
    // Control: the bound is not always infinite.
    expect(numBounded).toBeGreaterThan(5);
  });

  it('holds for every function that has one, near 0 and far from it', async () => {
    await tf.setBackend(device);
    const functions: UnaryFunction[] = [
      ...PLAIN_FUNCTIONS.map((name) => ({ name }) as UnaryFunction),
      { name: 'leakyRelu', alpha: -3 },
      { name: 'elu', alpha: 5 },
      { name: 'celu', alpha: 5 },
      { name: 'selu', alpha: 5, gamma: -3 },
      { name: 'thresholdedRelu', alpha: -2 },
      { name: 'hardSigmoid', alpha: 2, beta: 3 },
      { name: 'clip', min: -9, max: 2 },
      { name: 'clip', min: -9, max: Infinity },
      { name: 'power', exponent: 5 },
      { name: 'power', exponent: 0 },
      { name: 'power', exponent: 1.5 },
      { name: 'affine', scale: -3, offset: 4 },
    ];
    const unbounded: string[] = [];
    for (const operation of functions)
      for (const magnitude of [0, 0.375, 1, 2.5, 40, 2 ** 20]) {
        const { reached, output } = functionBound(operation, magnitude);
        if (output === NO_BOUND.output) unbounded.push(operation.name);
        if (!(reached < 2 ** 125)) continue;
        const data = [-1, -0.75, -0.5, -0.1, 0, 0.1, 0.5, 0.75, 1].map((part) => part * magnitude);
        const found = run({ kind: 'unary', function: operation }, [{ shape: [1, data.length], data }]);
        const largest = Math.max(...found.data.map(Math.abs));
        expect([operation.name, magnitude, largest <= output]).toEqual([operation.name, magnitude, true]);
      }
    // Poles, values without a result, and exp of 2^20.
    expect(new Set(unbounded)).toEqual(
      new Set('log sqrt reciprocal tan asin acos sinh cosh asinh acosh atanh power exp'.split(' ')),
    );
  });
});

type ExtremeValues = typeof extremes extends fc.Arbitrary<infer T> ? T : never;
