import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SpecError } from '../../core/errors';
import { CATALOG, checkModel } from '../../core/network/catalog';
import { anySpec } from './anySpec.arbitrary';
import { checkSpec } from './checkSpec';
import { defaultWeights } from './dataId';
import { DEFAULT_SPEC, type ExperimentSpec } from './experimentSpec';
import { MAX_TRIALS } from './settingsTable';

describe('checkSpec', () => {
  test('accepts the defaults, which fault all layers of their model', () => {
    expect(checkSpec(DEFAULT_SPEC)).toEqual(DEFAULT_SPEC);
    expect(DEFAULT_SPEC.layers).toEqual(CATALOG.get('lenet-fc')!.layers.map(({ name }) => name));
    expect(DEFAULT_SPEC.weights).toBe(defaultWeights(DEFAULT_SPEC.data, checkModel(DEFAULT_SPEC.model)));
  });

  test('accepts every valid spec and changes nothing of it', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(checkSpec(spec)).toEqual(spec);
      }),
    );
  });

  test('puts layers in network order and rates in ascending order, each once', () => {
    const spec = checkSpec({
      ...DEFAULT_SPEC,
      layers: ['fc-3', 'fc-1'],
      bers: { kind: 'list', bers: [1e-2, 1e-4, 1e-2] },
    });
    expect(spec.layers).toEqual(['fc-1', 'fc-3']);
    expect(spec.bers).toEqual({ kind: 'list', bers: [1e-4, 1e-2] });
  });

  const span = { kind: 'span', from: 1e-6, to: 1e-1, perDecade: 4 } as const;
  test.each<[string, unknown, RegExp]>([
    ['model', 'lenet', /Cannot use model "lenet": expected one of lenet-fc/],
    ['model', '__proto__', /Cannot use model "__proto__"/],
    ['data', 'MNIST', /Cannot use data "MNIST": expected generated, mnist or idx-/],
    ['data', 'idx-12', /16 hex digits/],
    ['weights', 'cifar', /Cannot use weights "cifar": expected generated, mnist or file-/],
    ['structures', [], /empty list of structures: expected some of weights, biases/],
    ['structures', ['memory'], /Cannot use structures "memory": expected weights or biases or/],
    ['structures', ['weights', 'weights'], /Cannot use structure "weights": expected each structure once/],
    [
      'structures',
      ['hiddenState'],
      /LeNetFC has no hidden state: expected some of weights, biases and activations/,
    ],
    ['bitPositions', [8], /Cannot use bit position 8: expected a bit position from 0, the top bit, to 7/],
    ['bitPositions', [], /empty list of bit positions/],
    ['bitPositions', [1, 1], /Cannot use bit position 1: expected each position once/],
    ['lifetime', 'forever', /expected permanent or transient/],
    ['layers', [], /empty list of layers: expected some of fc-1, fc-2, fc-3/],
    ['layers', ['fc-1', 'fc-9'], /Cannot use layer "fc-9": expected some of/],
    ['layers', ['fc-1', 'fc-1'], /Cannot use layer "fc-1": expected each layer once/],
    ['format', { integerBits: 0, fractionBits: 8 }, /Q0.8 has 0 integer bits: expected at least 1/],
    ['format', { integerBits: 20, fractionBits: 8 }, /Q20.8 is 28 bits wide: expected 2 to 24/],
    ['encoding', 'gray', /expected twosComplement or signMagnitude/],
    ['reluWords', 'none', /expected signed or unsigned/],
    ['bers', { ...span, to: 0.5 }, /power of ten/],
    ['bers', { kind: 'list', bers: [] }, /empty list of rates/],
    ['bers', { kind: 'list', bers: [0.7] }, /Cannot use rate 0.7 in a grid: expected 1e-12 to 0.5/],
    ['bers', { kind: 'list', bers: [Number.NaN] }, /Cannot use rate NaN/],
    ['trials', 0, /Cannot use 0 trials per rate: expected a whole number from 1 to 100,000/],
    ['trials', -3, /Cannot use -3/],
    ['trials', 2.5, /Cannot use 2.5/],
    ['trials', MAX_TRIALS + 1, /Cannot use 100001/],
    ['trials', Number.NaN, /Cannot use NaN/],
    ['numSamples', 0, /Cannot use 0 images/],
    ['numSamples', Number.POSITIVE_INFINITY, /Cannot use Infinity images/],
    [
      'measure',
      'top2',
      /Cannot use measure "top2": expected top1 or top5 or changed or deviation for LeNetFC/,
    ],
    ['seed', -1, /Cannot use seed -1: expected an integer from 0 to 4294967295/],
    ['seed', 2 ** 32, /Cannot use seed 4294967296/],
    ['seed', 0.5, /Cannot use seed 0.5/],
    ['rateCoupling', 'paired', /expected nested or independent/],
    ['sampling', 'uniform', /expected bernoulli or count/],
  ])('refuses %s %j', (field, value, message) => {
    const spec = { ...DEFAULT_SPEC, [field]: value } as ExperimentSpec;
    const check = () => checkSpec(spec);
    expect(check).toThrow(SpecError);
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ field }));
  });
});
