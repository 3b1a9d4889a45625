import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { describeModel, type ModelDescription } from '../../core/network/model';
import { product } from '../../core/network/network';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import { deriveTrialKey } from '../../core/pattern/trialKey';
import type { FaultSite, Injection } from '../../core/site/injection';
import { faultDraw, STRUCTURES, siteTensors, trainedTensors } from '../../core/site/siteTensors';
import {
  dequantizeWord,
  type Encoding,
  parseQFormat,
  type QFormat,
  quantizeWord,
  wordLayout,
} from '../../core/words/qformat';
import { startNetwork } from '../../train/startNetwork';
import { DynamicFaults } from '../injection/dynamicFaults';
import { injectionOf } from '../injection/injection.fake';
import { StaticFaults } from '../injection/staticFaults';
import { drawMask, hitCountLimits } from '../kernels/faultKernels';
import { injectFaults, quantizeLanes, quantizeValues } from '../kernels/wordKernels';
import { NetworkRunner, type WriteActivations } from './networkRunner';
import { shippedEngine } from './shippedEngine.fake';

/**
 * Known answers that need tensors. docs/known-answers.md lists the tests of all of them. Deviations
 * are in standard errors; seeds are fixed.
 */
const MAX_Z = 4;

/** Networks with every kind of layer that has weights, small enough to follow each word. */
const SMALL: readonly ModelDescription[] = [
  describeModel({
    id: 'small-cnn',
    title: 'Small CNN',
    dataKind: 'digits',
    inputShape: [8, 8, 2],
    nodes: [
      { kind: 'conv', name: 'conv-1', filters: 4, kernelSize: 3, strides: 1, padding: 'same', relu: true },
      { kind: 'maxPool', name: 'pool-1', size: 2, strides: 2 },
      { kind: 'conv', name: 'conv-2', filters: 5, kernelSize: 3, strides: 1, padding: 'valid', relu: true },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc-1', units: 12, relu: true },
      { kind: 'dense', name: 'fc-2', units: 4, relu: false },
    ],
    ...{ weightFormat: 'Q2.6', activationFormat: 'Q5.3', paper: null, weights: [] },
  }),
  describeModel({
    id: 'small-gru',
    title: 'Small GRU',
    dataKind: 'speech',
    inputShape: [6, 3],
    nodes: [
      { kind: 'gru', name: 'gru-1', units: 7 },
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'fc-1', units: 8, relu: true },
      { kind: 'dense', name: 'fc-2', units: 4, relu: false },
    ],
    ...{ weightFormat: 'Q2.6', activationFormat: 'Q5.3', paper: null, weights: [] },
  }),
];

function layersOf({ layers }: ModelDescription): string[] {
  return layers.map(({ name }) => name);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Squared standard error of a mean. */
function squaredError(values: readonly number[]): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}

beforeAll(async () => void (await tf.setBackend('wasm')));

describe('1: the mean square change of a word, through the kernels that an experiment runs', () => {
  const NUM_WORDS = 40_000;

  function zOfMeanSquare(format: string, encoding: Encoding, ber: number, x: number, expected: number) {
    const layout = wordLayout(parseQFormat(format), encoding);
    const limits = hitCountLimits();
    const found = tf.tidy(() => {
      const values = tf.fill([NUM_WORDS], x);
      const space = { tensor: 4, numWords: NUM_WORDS, width: layout.width };
      const draw = {
        key: deriveTrialKey(7, 0, ber, 'nested', 'bernoulli'),
        sampling: 'bernoulli',
        ber,
      } as const;
      const mask = drawMask(limits, space, draw);
      return injectFaults(quantizeLanes(values, layout), mask, quantizeValues(values, layout), layout);
    });
    const squares = Array.from(found.dataSync(), (value) => (value - x) ** 2);
    tf.dispose([found, limits]);
    return (meanOf(squares) - expected) / Math.sqrt(squaredError(squares));
  }

  const CASES = [
    ['Q2.6', 0.3125],
    ['Q2.6', -1.5],
    ['Q3.13', 2.75],
    ['Q1.7', 0],
    ['Q5.0', 11],
  ] as const;

  it.each(CASES.flatMap(([format, x]) => [1e-2, 0.3].map((p) => [format, x, p] as const)))(
    "is p(1-p)(4^m - 4^-n)/3 + p²(2x + 2^-n)² for two's-complement %s x = %d at p = %d, n = 40,000",
    (format, x, p) => {
      const { integerBits: m, fractionBits: n } = parseQFormat(format);
      const expected = (p * (1 - p) * (4 ** m - 4 ** -n)) / 3 + p ** 2 * (2 * x + 2 ** -n) ** 2;
      expect(Math.abs(zOfMeanSquare(format, 'twosComplement', p, x, expected))).toBeLessThan(MAX_Z);
    },
  );

  it.each(CASES)('is p((4^(m-1) - 4^-n)/3 + 4x²) for sign-magnitude %s x = %d at p = 1e-3', (format, x) => {
    const { integerBits: m, fractionBits: n } = parseQFormat(format);
    const expected = 1e-3 * ((4 ** (m - 1) - 4 ** -n) / 3 + 4 * x ** 2);
    expect(Math.abs(zOfMeanSquare(format, 'signMagnitude', 1e-3, x, expected))).toBeLessThan(MAX_Z);
  });
});

describe('6: XOR twice', () => {
  it.each(['Q2.6', 'Q3.13', 'Q1.4'])('restores every lane of %s words through the kernels', (format) => {
    const layout = wordLayout(parseQFormat(format), 'twosComplement');
    const limits = hitCountLimits();
    const [before, once, twice] = tf.tidy(() => {
      const values = tf.randomNormal([5000], 0, 1, 'float32', 9);
      const space = { tensor: 0, numWords: 5000, width: layout.width };
      const draw = {
        key: deriveTrialKey(7, 0, 0.1, 'nested', 'bernoulli'),
        sampling: 'bernoulli',
        ber: 0.1,
      } as const;
      const mask = drawMask(limits, space, draw);
      const faulty = (lanes: tf.Tensor) =>
        // Exact: a two's-complement word is what its value quantises to.
        quantizeLanes(injectFaults(lanes, mask, quantizeValues(values, layout), layout), layout);
      const lanes = quantizeLanes(values, layout);
      const restored = quantizeLanes(
        injectFaults(
          faulty(lanes),
          mask,
          injectFaults(lanes, mask, quantizeValues(values, layout), layout),
          layout,
        ),
        layout,
      );
      return [lanes, faulty(lanes), restored];
    });
    expect(twice!.dataSync()).toEqual(before!.dataSync());
    expect(once!.dataSync()).not.toEqual(before!.dataSync());
    tf.dispose([before!, once!, twice!, limits]);
  });
});

/** A network with faults and a record of what each node stores. */
function bench(model: ModelDescription) {
  const network = startNetwork(model, 'heUniform', 3);
  const runner = new NetworkRunner(network);
  const statics = new StaticFaults(network);
  const dynamics = new DynamicFaults(model);
  const input = tf.randomNormal([1, ...model.inputShape], 0, 1, 'float32', 5);
  /** Returns the outputs of each node before `onWrite` adds faults. */
  const written = (onWrite: WriteActivations = (values) => values) => {
    const byNode = new Map<string, number[]>();
    const watched: WriteActivations = (values, buffer, step) => {
      byNode.set(buffer.node, [...(byNode.get(buffer.node) ?? []), ...values.dataSync()]);
      return onWrite(values, buffer, step);
    };
    tf.tidy(() => void runner.run(input, { onWrite: watched, overflowing: new Set() }));
    return byNode;
  };
  return {
    written,
    statics,
    dynamics,
    values: (layer: string) => network.tensorsOf(layer).map((tensor) => tensor.dataSync<'float32'>().slice()),
    dispose: () => {
      statics.dispose();
      dynamics.dispose();
      network.dispose();
      input.dispose();
    },
  };
}

const NETWORKS = [...SMALL, CATALOG.get('resnet50-mini')!].map((model) => [model.title, model] as const);

describe.each(NETWORKS)('7: a fault in one layer of %s', (_, model) => {
  const nodes = model.buffers.map(({ node }) => node);
  /** All layers of a small network, or some of 54. */
  const some = layersOf(model).filter((__, index) => index % Math.ceil(model.layers.length / 8) === 0);

  it('that flips bits of its weights or bias changes no tensor before it, and changes its own', () => {
    const { written, statics, dispose } = bench(model);
    const before = written();
    for (const layer of some)
      for (const structure of ['weights', 'biases'] as const) {
        statics
          .inject(injectionOf(model, { structures: [structure], layers: [layer] }, { ber: 0.2 }))
          .flips.dispose();
        const faulty = written();
        for (const node of nodes.slice(0, nodes.indexOf(layer)))
          expect(faulty.get(node)).toEqual(before.get(node));
        expect(faulty.get(layer), `${layer} ${structure}`).not.toEqual(before.get(layer));
        statics.restoreFloat();
      }
    expect(written()).toEqual(before);
    dispose();
  });

  it('that flips bits of its activations changes nothing up to them, and what follows', () => {
    const { written, dynamics, dispose } = bench(model);
    const before = written();
    for (const layer of some.slice(0, -1)) {
      const injection = injectionOf(model, { structures: ['activations'], layers: [layer] }, { ber: 0.2 });
      const trial = dynamics.inject(injection)!;
      const faulty = written(trial.batchWriter([0, 1], []));
      trial.dispose();
      const gru = model.layers.find(({ name }) => name === layer)!.kind === 'gru';
      const place = nodes.indexOf(layer);
      // A cell reads its own gates back.
      for (const node of nodes.slice(0, place + (gru ? 0 : 1)))
        expect(faulty.get(node)).toEqual(before.get(node));
      const last = nodes.at(-1)!;
      expect(faulty.get(last), layer).not.toEqual(before.get(last));
    }
    dispose();
  });
});

describe('11: no bug that other fault injectors have', () => {
  it.each(SMALL.map((model) => [model.title, model] as const))(
    'every word of %s holds what its flipped bits say, word 0 and saturated words too: nothing clamps after a flip',
    (_, model) => {
      const { values, statics, dispose } = bench(model);
      const floats = new Map(layersOf(model).map((layer) => [layer, values(layer)]));
      const firstWords = new Set<number>();
      let [beyond, total] = [0, 0];
      for (const trial of [0, 1, 2, 3]) {
        const injection = injectionOf(model, { structures: ['weights', 'biases'] }, { trial, ber: 0.1 });
        const layout = wordLayout(injection.site.format as QFormat, injection.site.encoding);
        statics.inject(injection).flips.dispose();
        for (const { layer, kernel, index, structure } of trainedTensors(model, injection.site)) {
          const space = { tensor: kernel.tensor, numWords: product(kernel.shape), width: 8 };
          const bits = new Uint8Array(space.numWords);
          for (const address of drawFaultPattern(space, faultDraw(injection, structure)))
            bits[address >> 3]! ^= 1 << (address & 7);
          const wanted = floats
            .get(layer)!
            [index]!.map((value, word) => dequantizeWord(quantizeWord(value, layout) ^ bits[word]!, layout));
          const found = values(layer)[index]!;
          expect(found, `${layer}/${kernel.name}`).toEqual(wanted);
          if (bits[0] !== 0) firstWords.add(kernel.tensor);
          const largest = Math.max(...floats.get(layer)![index]!.map(Math.abs));
          beyond += found.filter((value) => Math.abs(value) > largest).length;
          total += found.length;
        }
      }
      // Flips in the upper bit positions move about a fifth of all words beyond the range of the
      // trained numbers.
      expect(beyond / total).toBeGreaterThan(0.05);
      // Probability 1 - 0.9^(4 · 8) for each tensor: word 0 is faulty in nearly all.
      expect(firstWords.size).toBeGreaterThanOrEqual(model.layers.length);
      dispose();
    },
  );

  it.each(['lenet-cnn', 'vgg16-mini', 'resnet50-mini'])(
    'every layer of %s is visited, and its biases only when they are asked for',
    (id) => {
      const model = CATALOG.get(id)!;
      const { values, statics, dispose } = bench(model);
      const all = () => layersOf(model).map((layer) => values(layer));
      const differ = (a: Float32Array, b: Float32Array) => a.some((value, word) => value !== b[word]);
      const floats = all();
      for (const structure of ['weights', 'biases'] as const) {
        // Only the signs of a million weights: all bits would take far more draws.
        const bitPositions = structure === 'weights' ? [0] : null;
        const injection = injectionOf(model, { structures: [structure], bitPositions }, { ber: 0.3 });
        statics.quantize(injection.site);
        const quantised = all();
        statics.inject(injection).flips.dispose();
        const injected = all();
        const [chosen, other] = structure === 'weights' ? ([0, 1] as const) : ([1, 0] as const);
        for (const [place, layer] of layersOf(model).entries()) {
          const faulty = injected[place]!;
          expect(differ(faulty[chosen]!, quantised[place]![chosen]!), `${layer} ${structure}`).toBe(true);
          expect(differ(faulty[other]!, floats[place]![other]!), `${layer} but ${structure}`).toBe(false);
        }
      }
      dispose();
    },
  );

  it('every buffer of a network is visited, its first word too', () => {
    for (const model of SMALL) {
      const { dynamics, dispose } = bench(model);
      const injection = injectionOf(model, { structures: STRUCTURES }, { ber: 0.5 });
      const trial = dynamics.inject(injection)!;
      const first = new Map<string, boolean>();
      for (let number = 0; number < 8; number++)
        for (const { name, space, structure } of siteTensors(model, injection.site))
          if (drawFaultPattern(space, faultDraw({ ...injection, trial: number }, structure))[0]! < 8)
            first.set(name, true);
      expect(first.size).toBe(siteTensors(model, injection.site).length);
      let least = 0;
      tf.tidy(() => {
        const onWrite = trial.batchWriter([0, 1], []);
        for (const buffer of model.buffers) {
          const read = onWrite(tf.zeros([1, buffer.wordsPerStep]), buffer, 0).dataSync();
          expect(
            read.some((value) => value !== 0),
            `${buffer.node}/${buffer.part}`,
          ).toBe(true);
          least = Math.min(least, ...read);
        }
      });
      // Values are not clamped: zeros of a ReLU read back as the most negative number.
      expect(least).toBeLessThan(-14);
      trial.dispose();
      dispose();
    }
  });
});

describe('LeNetFC', () => {
  const MODEL = CATALOG.get('lenet-fc')!;

  const trialsOf = (count: number, injection: Injection) =>
    Array.from({ length: count }, (_, trial) => ({ ...injection, trial }));

  it('4: guesses at BER 0.5: 90 % of 2,000 images are wrong where each has its own faults, within 4 standard errors', async () => {
    const engine = await shippedEngine(MODEL.id, 1000);
    // Transient faults make images independent, so the binomial interval holds.
    const site = { structures: ['activations'], lifetime: 'transient' } as const;
    const counts = await engine.evaluate(
      trialsOf(2, injectionOf(MODEL, site, { ber: 0.5, numSamples: 1000 })),
    );
    engine.dispose();
    const wrong = counts.reduce((sum, count) => sum + count.wrong, 0);
    expect(Math.abs(wrong / 2000 - 0.9)).toBeLessThan(MAX_Z * Math.sqrt((0.9 * 0.1) / 2000));
    const bits = 2 * 1000 * 3280;
    const flips = counts.reduce((sum, count) => sum + count.flips, 0);
    expect(Math.abs(flips - bits / 2)).toBeLessThan(MAX_Z * Math.sqrt(bits / 4));
  });

  it('10: permanent and transient faults of a rate lose as much on average; the spread of transient ones is far smaller', async () => {
    const engine = await shippedEngine(MODEL.id, 500);
    const increases = async (lifetime: FaultSite['lifetime'], trials: number) => {
      const injection = injectionOf(
        MODEL,
        { structures: ['activations'], lifetime },
        { ber: 5e-3, numSamples: 500 },
      );
      const { quantized } = await engine.faultFree(injection.site, 500);
      const counts = await engine.evaluate(trialsOf(trials, injection));
      return counts.map(({ wrong }) => (100 * (wrong - quantized.wrong)) / 500);
    };
    const [permanent, transient] = [await increases('permanent', 250), await increases('transient', 25)];
    engine.dispose();
    const deviation = (values: readonly number[]) => Math.sqrt(squaredError(values) * values.length);
    const error = Math.sqrt(squaredError(permanent) + squaredError(transient));
    expect(Math.abs(meanOf(permanent) - meanOf(transient))).toBeLessThan(MAX_Z * error);
    // Control: both losses are several times the error of their difference.
    expect(meanOf(transient)).toBeGreaterThan(4 * error);
    expect(deviation(permanent)).toBeGreaterThan(3 * deviation(transient));
  });
});
