import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../core/catalog';
import { SpecError } from '../core/errors';
import {
  changeSite,
  checkImages,
  checkModel,
  checkSpec,
  DEFAULT_SPEC,
  dataTitle,
  defaultWeights,
  type ExperimentSpec,
  experimentKey,
  MAX_TRIALS,
  narrowestWord,
  parseLayers,
  specOfModel,
  structuresTitle,
  toInjection,
} from './spec';
import { anySpec } from './spec.arbitrary';

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
    ['structures', ['hiddenState'], /LeNetFC has no hidden state: expected weights, biases or activations/],
    ['planes', [8], /Cannot use bit position 8: expected a bit position from 0, the sign, to 7/],
    ['planes', [], /empty list of bit positions/],
    ['planes', [1, 1], /Cannot use bit position 1: expected each position once/],
    ['lifetime', 'forever', /expected permanent or transient/],
    ['layers', [], /empty list of layers: expected some of fc-1, fc-2, fc-3/],
    ['layers', ['fc-1', 'fc-9'], /Cannot use layer "fc-9": expected some of/],
    ['layers', ['fc-1', 'fc-1'], /Cannot use layer "fc-1": expected each layer once/],
    ['format', { integerBits: 0, fractionBits: 8 }, /Q0.8 has 0 integer bits: expected at least 1/],
    ['format', { integerBits: 20, fractionBits: 8 }, /Q20.8 is 28 bits wide: expected 2 to 24/],
    ['encoding', 'gray', /expected twosComplement or signMagnitude/],
    ['bers', { ...span, to: 0.5 }, /power of ten/],
    ['bers', { kind: 'list', bers: [] }, /empty list of rates/],
    ['bers', { kind: 'list', bers: [0.7] }, /Cannot use rate 0.7 in a grid: expected 1e-12 to 0.5/],
    ['bers', { kind: 'list', bers: [Number.NaN] }, /Cannot use rate NaN/],
    ['trials', 0, /Cannot use 0 fault patterns per rate: expected a whole number from 1 to 100,000/],
    ['trials', -3, /Cannot use -3/],
    ['trials', 2.5, /Cannot use 2.5/],
    ['trials', MAX_TRIALS + 1, /Cannot use 100001/],
    ['trials', Number.NaN, /Cannot use NaN/],
    ['images', 0, /Cannot use 0 images/],
    ['images', Number.POSITIVE_INFINITY, /Cannot use Infinity images/],
    ['seed', -1, /Cannot use seed -1: expected an integer from 0 to 4294967295/],
    ['seed', 2 ** 32, /Cannot use seed 4294967296/],
    ['seed', 0.5, /Cannot use seed 0.5/],
    ['protocol', 'paired', /expected nested or independent/],
    ['sampling', 'uniform', /expected bernoulli or count/],
  ])('refuses %s %j', (field, value, message) => {
    const spec = { ...DEFAULT_SPEC, [field]: value } as ExperimentSpec;
    const check = () => checkSpec(spec);
    expect(check).toThrow(SpecError);
    expect(check).toThrow(message);
    expect(check).toThrow(expect.objectContaining({ field }));
  });
});

describe('checkImages', () => {
  test('is bounded by the set and names it', () => {
    const model = checkModel('lenet-fc');
    expect(checkImages(2000, 'mnist', model, 2000)).toBe(2000);
    expect(() => checkImages(2001, 'generated', model, 2000)).toThrow(
      'Cannot use 2001 images of generated digits: expected a whole number from 1 to 2,000',
    );
  });
});

describe('parseLayers', () => {
  const model = checkModel('lenet-fc');
  test.each([
    ['all', ['fc-1', 'fc-2', 'fc-3']],
    ['fc-3, fc-1', ['fc-1', 'fc-3']],
  ])('reads %j', (text, layers) => expect(parseLayers(text, model)).toEqual(layers));

  test.each(['', ' ', 'fc-1,', 'FC-1', 'fc-1,fc-1'])('refuses %j', (text) =>
    expect(() => parseLayers(text, model)).toThrow(SpecError),
  );
});

describe('experimentKey', () => {
  const key = experimentKey(DEFAULT_SPEC);

  test('is not changed by grid, number of trials or the order of layers', () => {
    const same: Partial<ExperimentSpec> = {
      bers: { kind: 'list', bers: [1e-3] },
      trials: 1,
      layers: ['fc-3', 'fc-2', 'fc-1'],
    };
    expect(experimentKey({ ...DEFAULT_SPEC, ...same })).toBe(key);
  });

  test.each<Partial<ExperimentSpec>>([
    { data: 'mnist' },
    { weights: 'mnist' },
    { layers: ['fc-1'] },
    { format: { integerBits: 3, fractionBits: 5 } },
    { encoding: 'signMagnitude' },
    { images: 999 },
    { seed: 8 },
    { protocol: 'independent' },
    { sampling: 'count' },
  ])('is changed by %j', (change) => expect(experimentKey({ ...DEFAULT_SPEC, ...change })).not.toBe(key));

  test('is equal only for specs that give equal injections', () => {
    fc.assert(
      fc.property(anySpec, anySpec, (a, b) => {
        const same =
          JSON.stringify([a.model, a.data, a.weights, toInjection(a, 1e-3, 0)]) ===
          JSON.stringify([b.model, b.data, b.weights, toInjection(b, 1e-3, 0)]);
        expect(experimentKey(a) === experimentKey(b)).toBe(same);
      }),
    );
  });
});

test('toInjection carries everything that decides a trial', () => {
  expect(toInjection(DEFAULT_SPEC, 3.16e-4, 17)).toEqual({
    site: {
      structures: ['weights'],
      layers: ['fc-1', 'fc-2', 'fc-3'],
      format: { integerBits: 2, fractionBits: 6 },
      activationFormat: { integerBits: 5, fractionBits: 3 },
      encoding: 'twosComplement',
      planes: null,
      lifetime: 'permanent',
    },
    sampling: 'bernoulli',
    protocol: 'nested',
    seed: 7,
    ber: 3.16e-4,
    trial: 17,
    numImages: 1000,
  });
});

test.each([
  ['lenet-fc', 'generated', 'generated', 'generated digits'],
  ['lenet-fc', 'mnist', 'mnist', 'MNIST'],
  ['lenet-cnn', 'idx-0123456789abcdef', 'mnist', 'IDX files 01234567…'],
  ['cf-vgg', 'cifar10', 'cifar10', 'CIFAR-10'],
  ['vgg16-mini', 'file-0123456789abcdef', 'generated', 'CIFAR files 01234567…'],
  ['ti-gru', 'fsdd', 'fsdd', 'Free Spoken Digits'],
  ['resnet50', 'imagenet', 'imagenet', 'ImageNet'],
] as const)('%s on %s goes with %s weights, and the data is called %s', (id, data, weights, title) => {
  const model = checkModel(id);
  expect(defaultWeights(data, model)).toBe(weights);
  expect(dataTitle(data, model.dataKind)).toBe(title);
});

test.each([...CATALOG.keys()])('%s starts with an experiment that can be run', (id) => {
  const spec = specOfModel(id, { ...DEFAULT_SPEC, seed: 11, layers: ['fc-1'] });
  expect(checkSpec(spec)).toEqual(spec);
  expect(spec).toMatchObject({ model: id, seed: 11 });
  expect(spec.layers).toHaveLength(checkModel(id).layers.length);
});

test('the first experiment of LeNetFC is the default one', () => {
  expect(specOfModel('lenet-fc', DEFAULT_SPEC)).toEqual(DEFAULT_SPEC);
});

describe('changeSite', () => {
  const some: ExperimentSpec = { ...DEFAULT_SPEC, planes: [0, 3, 7] };
  const narrow = { integerBits: 2, fractionBits: 2 };

  test('gives up bit positions that a narrower type no longer has, and says nothing of them otherwise', () => {
    expect(changeSite(some, { format: narrow })).toEqual({ format: narrow, planes: [0, 3] });
    expect(changeSite({ ...some, planes: [7] }, { format: narrow })).toEqual({
      format: narrow,
      planes: null,
    });
    expect(changeSite({ ...some, planes: [0, 1] }, { format: narrow })).toEqual({ format: narrow });
    expect(changeSite(DEFAULT_SPEC, { format: narrow })).toEqual({ format: narrow });
  });

  test('goes by the narrowest word that faults, and by no other', () => {
    expect(changeSite(some, { activationFormat: narrow })).toEqual({ activationFormat: narrow });
    const structures = ['weights', 'activations'] as const;
    const wide = { ...some, activationFormat: narrow };
    expect(narrowestWord(wide)).toBe(8);
    expect(changeSite(wide, { structures })).toEqual({ structures, planes: [0, 3] });
    expect(checkSpec({ ...wide, ...changeSite(wide, { structures }) }).planes).toEqual([0, 3]);
  });
});

test('another model keeps the structures that it has and the bit positions that its words have', () => {
  const recurrent = specOfModel('ti-gru', DEFAULT_SPEC);
  const both = { ...recurrent, structures: ['activations', 'hiddenState'] as const };
  expect(specOfModel('lenet-cnn', both).structures).toEqual(['activations']);
  expect(specOfModel('lenet-cnn', { ...recurrent, structures: ['hiddenState'] }).structures).toEqual([
    'weights',
  ]);
  expect(specOfModel('lenet-fc', { ...recurrent, planes: [0, 13] })).toMatchObject({ planes: [0] });
});

test.each([
  [['weights'], 'weights'],
  [['weights', 'hiddenState'], 'weights and hidden state'],
  [['weights', 'biases', 'activations'], 'weights, biases and activations'],
] as const)('people read %j as %s', (structures, title) => {
  expect(structuresTitle(structures)).toBe(title);
});
