import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UnaryFunction } from '../../core/network/operators';
import { expectValues } from './expectValues.fake';
import { DEVICES, run, type Values } from './nodes.fake';

/** Values on both sides of 0, of 1 and of halves. */
const X = [-7.5, -3, -2.5, -1, -0.75, -0.5, -0.125, 0, 0.125, 0.5, 0.75, 1, 1.5, 2.5, 3.5, 8];

/** The integral of 2/sqrt(pi) · exp(-t²) from 0 to x, by its Taylor series. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const toEven = (x: number) => {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
};
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const FUNCTIONS: readonly [UnaryFunction, (x: number) => number][] = [
  [{ name: 'relu' }, (x) => Math.max(x, 0)],
  [{ name: 'sigmoid' }, sigmoid],
  [{ name: 'tanh' }, Math.tanh],
  [{ name: 'erf' }, erf],
  [{ name: 'exp' }, Math.exp],
  [{ name: 'log' }, Math.log],
  [{ name: 'sqrt' }, Math.sqrt],
  [{ name: 'abs' }, Math.abs],
  [{ name: 'negative' }, (x) => -x],
  [{ name: 'reciprocal' }, (x) => 1 / x],
  [{ name: 'sign' }, Math.sign],
  [{ name: 'floor' }, Math.floor],
  [{ name: 'ceil' }, Math.ceil],
  [{ name: 'round' }, toEven],
  [{ name: 'sin' }, Math.sin],
  [{ name: 'cos' }, Math.cos],
  [{ name: 'tan' }, Math.tan],
  [{ name: 'asin' }, Math.asin],
  [{ name: 'acos' }, Math.acos],
  [{ name: 'atan' }, Math.atan],
  [{ name: 'sinh' }, Math.sinh],
  [{ name: 'cosh' }, Math.cosh],
  [{ name: 'asinh' }, Math.asinh],
  [{ name: 'acosh' }, Math.acosh],
  [{ name: 'atanh' }, Math.atanh],
  [{ name: 'softplus' }, (x) => Math.log1p(Math.exp(x))],
  [{ name: 'softsign' }, (x) => x / (1 + Math.abs(x))],
  [{ name: 'silu' }, (x) => x * sigmoid(x)],
  [{ name: 'mish' }, (x) => x * Math.tanh(Math.log1p(Math.exp(x)))],
  [{ name: 'hardSwish' }, (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6],
  [{ name: 'gelu' }, (x) => (x * (1 + erf(x / Math.sqrt(2)))) / 2],
  [{ name: 'geluTanh' }, (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))],
  [{ name: 'leakyRelu', alpha: 0.25 }, (x) => (x < 0 ? x / 4 : x)],
  [{ name: 'elu', alpha: 1.5 }, (x) => (x < 0 ? 1.5 * (Math.exp(x) - 1) : x)],
  [{ name: 'celu', alpha: 2 }, (x) => (x < 0 ? 2 * (Math.exp(x / 2) - 1) : x)],
  [{ name: 'selu', alpha: 1.5, gamma: 1.25 }, (x) => 1.25 * (x < 0 ? 1.5 * (Math.exp(x) - 1) : x)],
  [{ name: 'thresholdedRelu', alpha: 0.75 }, (x) => (x > 0.75 ? x : 0)],
  [{ name: 'hardSigmoid', alpha: 0.25, beta: 0.375 }, (x) => Math.max(0, Math.min(1, x / 4 + 0.375))],
  [{ name: 'clip', min: -2, max: 0.75 }, (x) => Math.min(Math.max(x, -2), 0.75)],
  [{ name: 'clip', min: -Infinity, max: 0.75 }, (x) => Math.min(x, 0.75)],
  [{ name: 'clip', min: -1, max: Infinity }, (x) => Math.max(x, -1)],
  [{ name: 'clip', min: 3, max: 1 }, () => 1],
  [{ name: 'power', exponent: 2 }, (x) => x * x],
  [{ name: 'power', exponent: 3 }, (x) => x ** 3],
  [{ name: 'power', exponent: 0.5 }, Math.sqrt],
  [{ name: 'power', exponent: -1 }, (x) => 1 / x],
  [{ name: 'power', exponent: 4 }, (x) => x ** 4],
  [{ name: 'power', exponent: 1.5 }, (x) => x ** 1.5],
  [{ name: 'affine', scale: -2, offset: 0.5 }, (x) => 0.5 - 2 * x],
];

describe.each(DEVICES)('on %s', (device) => {
  beforeAll(async () => {
    await tf.setBackend(device);
  });

  it.each(FUNCTIONS)('computes %j for each value, NaN where it has none', (operation, wanted) => {
    const x: Values = { shape: [2, 4, 2], data: X };
    // Each value against its own size, because exponentials differ by powers of ten.
    const found = run({ kind: 'unary', function: operation }, [x]);
    for (const [place, value] of X.entries()) {
      const one = (data: number): Values => ({ shape: [1], data: [data], type: 'float32' });
      expectValues(one(found.data[place]!), one(wanted(value)));
    }
  });

  it.each<[UnaryFunction, number[]]>([
    [{ name: 'relu' }, [0, 0, 5]],
    [{ name: 'abs' }, [7, 0, 5]],
    [{ name: 'negative' }, [7, 0, -5]],
    [{ name: 'sign' }, [-1, 0, 1]],
    [{ name: 'floor' }, [-7, 0, 5]],
    [{ name: 'clip', min: -2, max: 3 }, [-2, 0, 3]],
    [{ name: 'power', exponent: 2 }, [49, 0, 25]],
    [{ name: 'affine', scale: 3, offset: -1 }, [-22, -1, 14]],
  ])('leaves integers integers: %j', (operation, data) => {
    const x: Values = { shape: [3], data: [-7, 0, 5], type: 'int32' };
    expectValues(run({ kind: 'unary', function: operation }, [x]), { shape: [3], data, type: 'int32' });
  });

  it('gives truth values for `not` and `isNaN`, and float32 for a root of integers', () => {
    const truths: Values = { shape: [2], data: [1, 0], type: 'bool' };
    const not = run({ kind: 'unary', function: { name: 'not' } }, [truths]);
    expectValues(not, { shape: [2], data: [0, 1], type: 'bool' });
    const numbers: Values = { shape: [3], data: [NaN, Infinity, 0] };
    const isNotNumber = run({ kind: 'unary', function: { name: 'isNaN' } }, [numbers]);
    expectValues(isNotNumber, { shape: [3], data: [1, 0, 0], type: 'bool' });
    const root = run({ kind: 'unary', function: { name: 'sqrt' } }, [
      { shape: [1], data: [9], type: 'int32' },
    ]);
    expectValues(root, { shape: [1], data: [3] });
  });

  it.each<[UnaryFunction['name'], number, number]>([
    ['geluTanh', 1e30, 1e30],
    ['geluTanh', -1e30, 0],
    ['gelu', -1e38, 0],
    ['silu', -3e38, 0],
    ['silu', 3e38, 3e38],
    ['mish', -3e38, 0],
    ['softplus', 3e38, 3e38],
    ['sigmoid', -3e38, 0],
  ])('%s of %f is %f, without an overflow on the way', (name, x, wanted) => {
    const found = run({ kind: 'unary', function: { name } as UnaryFunction }, [{ shape: [1], data: [x] }]);
    expect(found.data[0]! + 0).toBeCloseTo(Math.fround(wanted), -32);
    expect(found.data[0]).not.toBeNaN();
  });
});
