import { describe, expect, it, test } from 'vitest';
import { CATALOG } from '../network/catalog';
import type { Structure } from '../network/model';
import { product } from '../network/network';
import { drawFaultPattern } from '../pattern/faultPattern';
import { parseQFormat } from '../words/qformat';
import type { FaultSite, Injection } from './injection';
import {
  expectedSiteFlips,
  faultDraw,
  isFaultFree,
  STRUCTURES,
  siteBits,
  siteBuffers,
  siteTensors,
  trainedTensors,
  trialTensors,
} from './siteTensors';

function modelOf(id: string) {
  return CATALOG.get(id)!;
}

function siteOf(id: string, structures: readonly Structure[], change: Partial<FaultSite> = {}): FaultSite {
  return {
    structures,
    layers: modelOf(id).layers.map(({ name }) => name),
    format: parseQFormat('Q2.6'),
    activationFormat: parseQFormat('Q5.3'),
    encoding: 'twosComplement',
    reluWords: 'signed',
    bitPositions: null,
    lifetime: 'permanent',
    ...change,
  };
}

it('stores without a sign what comes out of a ReLU, where the site wants that, and nothing else', () => {
  const structures = ['weights', 'activations', 'hiddenState'] as const;
  const encodings = (change: Partial<FaultSite>) =>
    siteTensors(modelOf('ti-gru'), siteOf('ti-gru', structures, change)).filter(
      ({ encoding }) => encoding === 'unsigned',
    );
  expect(encodings({})).toEqual([]);
  expect(encodings({ reluWords: 'unsigned' }).map(({ name }) => name)).toEqual(['fc-1/output']);
});

function injectionOf(site: FaultSite, change: Partial<Injection> = {}): Injection {
  return {
    ...{ site, sampling: 'bernoulli', rateCoupling: 'nested', seed: 7, ber: 1e-3, trial: 0, numSamples: 10 },
    ...change,
  };
}

/** Lists the tensors of a whole network as `name tensor`. */
function numbersOf(id: string, structures: readonly Structure[]): string[] {
  return siteTensors(modelOf(id), siteOf(id, structures)).map(({ name, space }) => `${name} ${space.tensor}`);
}

/** Numbers names in a network's order, starting from `first` in steps. */
function numbered(names: readonly string[], part: string, first: number, step: number): string[] {
  return names.map((name, index) => `${name}/${part} ${first + step * index}`);
}

const stack = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
const VGG16_CONVS = [2, 2, 3, 3, 3].map((convs, block) => stack(`conv-${block + 1}`, convs));
const RESNET_CONVS = ['abc', 'abcd', 'abcdef', 'abc'].flatMap((letters, stage) =>
  [...letters].flatMap((letter) => [
    ...(letter === 'a' ? [`conv-${stage + 2}a-short`] : []),
    ...stack(`conv-${stage + 2}${letter}`, 3),
  ]),
);

const VGG16 = {
  layers: [...VGG16_CONVS.flat(), 'fc-1', 'fc-2', 'fc-3'],
  stored: [
    ...VGG16_CONVS.flatMap((convs, block) => [...convs, `pool-${block + 1}`]),
    ...['fc-1', 'fc-2', 'fc-3'],
  ],
};
const RESNET50 = {
  layers: ['conv-1', ...RESNET_CONVS, 'fc'],
  stored: ['conv-1', 'pool-1', ...RESNET_CONVS, 'pool-2', 'fc'],
};
const CF_VGG_CONVS = [2, 2, 3, 3].map((convs, block) => stack(`conv-${block + 1}`, convs));

/**
 * Layers with weights and nodes that store activations, in order. Their indices are their numbers
 * in every link.
 */
const FEED_FORWARD: Readonly<
  Record<string, { readonly layers: readonly string[]; readonly stored: readonly string[] }>
> = {
  'lenet-fc': { layers: ['fc-1', 'fc-2', 'fc-3'], stored: ['fc-1', 'fc-2', 'fc-3'] },
  'chip-net': { layers: ['fc-1', 'fc-2', 'fc-3', 'fc-4'], stored: ['fc-1', 'fc-2', 'fc-3', 'fc-4'] },
  'lenet-cnn': {
    layers: ['conv-1', 'conv-2', 'fc-1', 'fc-2'],
    stored: ['conv-1', 'conv-2', 'pool-1', 'fc-1', 'fc-2'],
  },
  'cf-vgg': {
    layers: [...CF_VGG_CONVS.flat(), 'fc-1', 'fc-2'],
    stored: [...CF_VGG_CONVS.flatMap((convs, block) => [...convs, `pool-${block + 1}`]), 'fc-1', 'fc-2'],
  },
  vgg16: VGG16,
  'vgg16-mini': VGG16,
  resnet50: RESNET50,
  'resnet50-mini': RESNET50,
};

// Links depend on these numbers, so they never change.
describe('tensor numbers', () => {
  it.each(Object.entries(FEED_FORWARD))(
    'of %s are even for kernels, odd for biases, and from 65,536 in steps of 8 for what it stores',
    (id, { layers, stored }) => {
      expect(numbersOf(id, ['weights'])).toEqual(numbered(layers, 'kernel', 0, 2));
      expect(numbersOf(id, ['biases'])).toEqual(numbered(layers, 'bias', 1, 2));
      expect(numbersOf(id, ['activations'])).toEqual(numbered(stored, 'output', 65_536, 8));
      expect(numbersOf(id, ['hiddenState'])).toEqual([]);
    },
  );

  it("of TiGRU count the cell's second kernel, and its parts from its output on", () => {
    expect(numbersOf('ti-gru', ['weights', 'biases'])).toEqual([
      ...['gru-1/kernel 0', 'gru-1/recurrentKernel 1', 'gru-1/bias 2'],
      ...['fc-1/kernel 3', 'fc-1/bias 4', 'fc-2/kernel 5', 'fc-2/bias 6'],
    ]);
    expect(numbersOf('ti-gru', ['activations', 'hiddenState'])).toEqual([
      ...['gru-1/update 65537', 'gru-1/reset 65538', 'gru-1/candidate 65539', 'gru-1/hidden 65540'],
      ...['gru-1/output 65536', 'fc-1/output 65544', 'fc-2/output 65552'],
    ]);
  });

  it('of transformers count what their nodes read and write, in their order', () => {
    const LAYERS = ['query', 'key', 'value', 'output', 'fc-1', 'fc-2'];
    const NODES = {
      'vit-mini': { blocks: 3, first: ['embed', 'positions'], masks: [], last: ['norm', 'pool', 'head'] },
      'gpt-mini': { blocks: 2, first: ['embed', 'positions'], masks: ['mask'], last: ['norm', 'head'] },
    };
    for (const [id, { blocks, first, masks, last }] of Object.entries(NODES)) {
      const inBlocks = (names: readonly string[]) =>
        stack('block', blocks).flatMap((block) => names.map((name) => `${block}-${name}`));
      const written = [
        ...['norm-1', 'query', 'key', 'value', 'scores', ...masks, 'shares', 'mixed', 'output', 'sum-1'],
        ...['norm-2', 'fc-1', 'fc-2', 'sum-2'],
      ];
      expect(numbersOf(id, ['activations'])).toEqual(
        numbered([...first, ...inBlocks(written), ...last], 'output', 65_536, 8),
      );
      // Each block has two normalisations of two vectors.
      const trained = new Map(
        modelOf(id).layers.flatMap(({ tensors }) => tensors.map(({ stored, tensor }) => [stored, tensor])),
      );
      const start = id === 'vit-mini' ? 3 : 2;
      stack('block', blocks).forEach((block, index) => {
        const base = start + 16 * index;
        const numbers = LAYERS.map((name) => trained.get(`${block}-${name}/kernel`));
        expect(numbers).toEqual([2, 4, 6, 8, 12, 14].map((place) => base + place));
        expect(trained.get(`${block}-norm-2/gamma`)).toBe(base + 10);
      });
      expect(trained.get('positions/operand')).toBe(start - 1);
      expect(trained.get('head/bias')).toBe(start + 16 * blocks + 3);
    }
  });

  it('are listed for every model (control), differ within it and fit a draw', () => {
    expect([...CATALOG.keys()].toSorted()).toEqual(
      [...Object.keys(FEED_FORWARD), 'ti-gru', 'vit-mini', 'gpt-mini'].toSorted(),
    );
    for (const [id, model] of CATALOG) {
      const tensors = siteTensors(model, siteOf(id, STRUCTURES)).map(({ space }) => space.tensor);
      expect(new Set(tensors).size).toBe(tensors.length);
      expect(Math.max(...tensors)).toBeLessThan(2 ** 21);
    }
  });

  it('do not depend on the layers and structures that are chosen', () => {
    const chosen = siteOf('lenet-cnn', STRUCTURES, { layers: ['conv-2', 'fc-2'] });
    expect(siteTensors(modelOf('lenet-cnn'), chosen).map(({ name, space }) => [name, space.tensor])).toEqual([
      ...[
        ['conv-2/kernel', 2],
        ['conv-2/bias', 3],
        ['fc-2/kernel', 6],
        ['fc-2/bias', 7],
      ],
      // A pool belongs to the layer whose outputs it reads.
      ...[
        ['conv-2/output', 65_544],
        ['pool-1/output', 65_552],
        ['fc-2/output', 65_568],
      ],
    ]);
  });
});

describe('words of a site', () => {
  // Table 1: weights without biases; activations, for a GRU four vectors for each step.
  test.each([
    ['lenet-fc', 266_200, 410],
    ['lenet-cnn', 9_504 + 591_104, 44_810],
    ['cf-vgg', 7_632_576 + 267_264, 248_266],
    ['vgg16', 14_710_464 + 123_633_664, 15_087_080],
    ['resnet50', 23_454_912 + 2_048_000, 10_627_496],
    ['ti-gru', 143_400 + 10_162_000, 203_410],
    ['chip-net', 334_336, 778],
  ])('%s stores %d weights and %d activations', (id, weights, activations) => {
    expect(siteBits(modelOf(id), siteOf(id, ['weights']))).toBe(8 * weights);
    expect(siteBits(modelOf(id), siteOf(id, ['activations']))).toBe(8 * activations);
  });

  it('are of each their own width: weights and biases in one format, activations and hidden state in the other', () => {
    const change = { format: parseQFormat('Q2.10'), activationFormat: parseQFormat('Q4.4') };
    const site = siteOf('ti-gru', STRUCTURES, change);
    for (const { structure, format, space } of siteTensors(modelOf('ti-gru'), site)) {
      const trained = structure === 'weights' || structure === 'biases';
      expect(format).toEqual(trained ? change.format : change.activationFormat);
      expect(space.width).toBe(trained ? 12 : 8);
    }
  });

  it("are those of the GRU's one hidden state, however many steps write it; the gates have their own at each", () => {
    const site = siteOf('ti-gru', ['activations', 'hiddenState'], { layers: ['gru-1'] });
    const words = siteTensors(modelOf('ti-gru'), site).map((tensor) => [
      ...[tensor.name, tensor.space.numWords, tensor.transientWords, tensor.shape],
    ]);
    expect(words).toEqual([
      ['gru-1/update', 50_800, 50_800, [254, 200]],
      ['gru-1/reset', 50_800, 50_800, [254, 200]],
      ['gru-1/candidate', 50_800, 50_800, [254, 200]],
      ['gru-1/hidden', 200, 50_800, [1, 200]],
      ['gru-1/output', 50_800, 50_800, [1, 50_800]],
    ]);
  });

  it('count chosen bit positions only', () => {
    const whole = siteBits(modelOf('lenet-fc'), siteOf('lenet-fc', ['weights']));
    const site = (bitPositions: number[]) => siteOf('lenet-fc', ['weights'], { bitPositions });
    expect(siteBits(modelOf('lenet-fc'), site([0]))).toBe(whole / 8);
    expect(siteBits(modelOf('lenet-fc'), site([0, 1, 7]))).toBe((3 * whole) / 8);
    expect(siteTensors(modelOf('lenet-fc'), site([0, 2])).map(({ space }) => space.planes)).toEqual([
      5, 5, 5,
    ]);
  });

  it('are the biases only when they are asked for, and none of a structure that a model lacks', () => {
    const model = modelOf('lenet-fc');
    const trained = (structures: readonly Structure[]) =>
      trainedTensors(model, siteOf('lenet-fc', structures)).map(({ kernel, index }) => [kernel.name, index]);
    const [kernel, bias] = [
      ['kernel', 0],
      ['bias', 1],
    ];
    expect(trained(['weights'])).toEqual([kernel, kernel, kernel]);
    expect(trained(['biases'])).toEqual([bias, bias, bias]);
    expect(trained(['weights', 'biases'])).toEqual([kernel, bias, kernel, bias, kernel, bias]);
    expect(siteBits(model, siteOf('lenet-fc', ['biases']))).toBe(8 * 410);
    expect(siteBuffers(model, siteOf('lenet-fc', ['weights', 'biases', 'hiddenState']))).toEqual([]);
  });
});

describe('one trial', () => {
  const transient = { lifetime: 'transient' } as const;

  it('draws transient faults for the words of all its images, what is trained aside', () => {
    const model = modelOf('ti-gru');
    const of = (site: FaultSite) =>
      trialTensors(model, { site, numSamples: 30 })
        .filter(({ layer }) => layer === 'gru-1')
        .map(({ name, space: { numWords, streamWindow } }) => [name, numWords, streamWindow]);
    const segment = { firstWord: 0, segment: 1 };
    const structures = ['weights', 'hiddenState'] as const;
    expect(of(siteOf('ti-gru', structures, transient))).toEqual([
      ['gru-1/kernel', 39 * 600, undefined],
      ['gru-1/recurrentKernel', 200 * 600, undefined],
      ['gru-1/hidden', 30 * 50_800, segment],
    ]);
    expect(of(siteOf('ti-gru', structures)).at(-1)).toEqual(['gru-1/hidden', 200, undefined]);
  });

  it('has shapes that hold its words, of every structure under both lifetimes, and faults inside them', () => {
    const model = modelOf('ti-gru');
    const shapes = new Map<string, readonly number[]>();
    for (const lifetime of ['permanent', 'transient'] as const) {
      const injection = injectionOf(siteOf('ti-gru', STRUCTURES, { lifetime }), { ber: 1e-4, numSamples: 3 });
      const tensors = trialTensors(model, injection);
      expect(new Set(tensors.map(({ structure }) => structure)).size).toBe(4);
      for (const { name, structure, shape, space } of tensors) {
        shapes.set(`${name} ${lifetime}`, shape);
        expect(product(shape), `${name} ${lifetime}`).toBe(space.numWords);
        const faults = drawFaultPattern(space, faultDraw(injection, structure));
        for (const address of faults) expect(address).toBeLessThan(product(shape) * space.width);
      }
    }
    expect(shapes.get('gru-1/hidden permanent')).toEqual([1, 200]);
    expect(shapes.get('gru-1/hidden transient')).toEqual([3, 254, 200]);
    expect(shapes.get('gru-1/update transient')).toEqual([3, 254, 200]);
    expect(shapes.get('gru-1/output transient')).toEqual([3, 1, 50_800]);
    expect(shapes.get('fc-1/kernel transient')).toEqual([50_800, 200]);
  });

  it('flips bits · rate on average, transient ones in every image and step', () => {
    const model = modelOf('ti-gru');
    const flips = (site: FaultSite, change: Partial<Injection> = {}) =>
      expectedSiteFlips(model, injectionOf(site, change));
    expect(flips(siteOf('ti-gru', ['hiddenState']))).toBeCloseTo(200 * 8 * 1e-3, 9);
    expect(flips(siteOf('ti-gru', ['hiddenState'], transient))).toBeCloseTo(10 * 254 * 200 * 8 * 1e-3, 6);
    expect(flips(siteOf('ti-gru', ['hiddenState'], { ...transient, bitPositions: [0] }))).toBeCloseTo(
      10 * 254 * 200 * 1e-3,
      6,
    );
  });

  it('draws a fixed number of flips in what is trained, and each bit by itself in what an inference writes', () => {
    const count = { sampling: 'count', ber: 1.9e-4 } as const;
    const site = siteOf('lenet-fc', ['weights', 'activations'], { layers: ['fc-3'] });
    // floor(8,000 · 1.9e-4) = 1, and 80 · 1.9e-4.
    expect(expectedSiteFlips(modelOf('lenet-fc'), injectionOf(site, count))).toBeCloseTo(1 + 0.0152, 9);
    expect(faultDraw(injectionOf(site, count), 'weights').sampling).toBe('count');
    expect(faultDraw(injectionOf(site, count), 'activations').sampling).toBe('bernoulli');
    const plain = faultDraw(injectionOf(site, { ...count, sampling: 'bernoulli' }), 'activations');
    expect(faultDraw(injectionOf(site, count), 'activations')).toEqual(plain);
  });

  it('has the faults of activations whatever else may fault', () => {
    const model = modelOf('lenet-fc');
    const faults = (structures: readonly Structure[]) => {
      const injection = injectionOf(siteOf('lenet-fc', structures), { ber: 0.02 });
      return trialTensors(model, injection)
        .filter(({ structure }) => structure === 'activations')
        .map(({ space, structure }) => [...drawFaultPattern(space, faultDraw(injection, structure))]);
    };
    expect(faults(STRUCTURES)).toEqual(faults(['activations']));
    expect(faults(['activations']).flat().length).toBeGreaterThan(30);
  });
});

describe('a trial without faults', () => {
  const NUM_TRIALS = 300;

  /**
   * Counts the empty patterns among the first trials, by `isFaultFree` and by drawing each tensor.
   */
  function emptyTrials(id: string, site: FaultSite, change: Partial<Injection>) {
    const found = Array.from({ length: NUM_TRIALS }, (_, trial) => {
      const injection = injectionOf(site, { ...change, trial });
      const flips = trialTensors(modelOf(id), injection).map(
        ({ space, structure }) => drawFaultPattern(space, faultDraw(injection, structure)).length,
      );
      const empty = flips.every((number) => number === 0);
      expect(isFaultFree(modelOf(id), injection)).toBe(empty);
      return empty;
    });
    return found.filter(Boolean).length;
  }

  // P(none) = (1 - p)^bits, within 4 standard errors of n = 300.
  test.each([
    ['weights of FC-3', siteOf('lenet-fc', ['weights'], { layers: ['fc-3'] }), 1e-4, 0.9999 ** 8000],
    ['activations', siteOf('lenet-fc', ['activations']), 2e-4, 0.9998 ** 3280],
    [
      'activations of ten images',
      siteOf('lenet-fc', ['activations'], { lifetime: 'transient' }),
      2e-5,
      0.99998 ** 32_800,
    ],
    ['signs of activations', siteOf('lenet-fc', ['activations'], { bitPositions: [0] }), 2e-3, 0.998 ** 410],
  ])('is as frequent as it should be: %s', (_, site, ber, probability) => {
    const sigma = Math.sqrt((probability * (1 - probability)) / NUM_TRIALS);
    expect(Math.abs(emptyTrials('lenet-fc', site, { ber }) / NUM_TRIALS - probability)).toBeLessThan(
      4 * sigma,
    );
  });

  it('is every one at rate 0 or in a structure that the model lacks, and none at a high rate', () => {
    const model = modelOf('lenet-fc');
    const at = (structures: readonly Structure[], ber: number) =>
      isFaultFree(model, injectionOf(siteOf('lenet-fc', structures), { ber }));
    expect(at(STRUCTURES, 0)).toBe(true);
    expect(at(['hiddenState'], 0.5)).toBe(true);
    expect(at(['weights'], 1e-2)).toBe(false);
    expect(at(['activations'], 0.5)).toBe(false);
  });

  it('is not looked for where its words span more than one segment', () => {
    const site = siteOf('vgg16', ['activations'], { layers: ['conv-1-1'], lifetime: 'transient' });
    // floor((2^32 - 1) / 3,211,264) = 1337 images fit.
    const at = (numSamples: number) =>
      isFaultFree(modelOf('vgg16'), injectionOf(site, { ber: 1e-12, numSamples }));
    expect([at(1337), at(1338)]).toEqual([true, false]);
  });
});
