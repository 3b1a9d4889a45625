import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { describeModel } from '../../core/network/model';
import type { FaultSite, Injection } from '../../core/site/injection';
import { ALL_SHORTCUTS, NO_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { parseQFormat } from '../../core/words/qformat';
import { startNetwork } from '../../train/startNetwork';
import { firstFault } from '../injection/firstFault';
import { injectionOf } from '../injection/injection.fake';
import { Engine } from './engine';
import { previewTrial } from './preview';
import { shippedEngine } from './shippedEngine.fake';

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

function kept(engine: Engine): Engine {
  engines.push(engine);
  return engine;
}

async function evaluateOne(engine: Engine, injection: Injection) {
  const [count] = await engine.evaluate([injection]);
  return count!;
}

/** Returns a trial with faults in the weights of a whole network. */
function weightTrial(
  model: string,
  format: string,
  ber: number,
  trial: number,
  numSamples: number,
): Injection {
  const change = { ber, trial, numSamples, seed: 2018 };
  return injectionOf(CATALOG.get(model)!, { format: parseQFormat(format) }, change);
}

describe('values beyond float32', () => {
  it.each([
    ['resnet50-mini', 'Q3.13', 0.1],
    ['resnet50-mini', 'Q5.11', 0.01],
    ['vgg16-mini', 'Q8.8', 0.2],
  ])(
    'make the same images of %s in %s at %d wrong on wasm and cpu, and count them apart',
    async (id, format, ber) => {
      const numSamples = 2;
      const injection = weightTrial(id, format, ber, 0, numSamples);
      const counts = [];
      for (const backend of ['wasm', 'cpu']) {
        await tf.setBackend(backend);
        const engine = kept(await shippedEngine(id, numSamples));
        // Nothing overflows without faults.
        const { float, quantized } = await engine.faultFree(injection.site, numSamples);
        expect([float.due, quantized.due]).toEqual([undefined, undefined]);
        counts.push(await evaluateOne(engine, injection));
      }
      expect(counts[1]).toEqual(counts[0]);
      expect(counts[0]).toMatchObject({ wrong: numSamples, due: numSamples, total: numSamples });
    },
  );

  it('leave no answer in a preview, which agrees with the counts', async () => {
    await tf.setBackend('wasm');
    const id = 'resnet50-mini';
    const engine = kept(await shippedEngine(id, 4));
    const injection = weightTrial(id, 'Q5.11', 0.01, 0, 4);
    const { images } = await previewTrial(engine, [0, 1, 2, 3], 10, injection);
    expect(images.map(({ after, afterConfidence }) => [after, afterConfidence])).toEqual(
      Array(4).fill([null, 0]),
    );
    for (const { before, beforeConfidence } of images) {
      expect(before).not.toBeNull();
      expect(beforeConfidence).toBeGreaterThan(0.1);
    }
  });
});

/** A convolution of single pixels and two dense layers. */
const SMALL = describeModel({
  id: 'small',
  title: 'Small',
  dataKind: 'pictures',
  inputShape: [2, 2, 1],
  nodes: [
    { kind: 'conv', name: 'conv', filters: 2, kernelSize: 1, strides: 1, padding: 'valid', relu: true },
    { kind: 'globalAveragePool', name: 'pool' },
    { kind: 'dense', name: 'fc-1', units: 3, relu: true },
    { kind: 'dense', name: 'fc-2', units: 3, relu: false },
  ],
  weightFormat: 'Q2.6',
  activationFormat: 'Q4.4',
  paper: null,
  weights: [],
});

const NUM_IMAGES = 12;

/**
 * An engine with a convolution that multiplies by 1 and by -2^100. Image i holds 2^(4 · i), the
 * last one with both signs. Image 7 and later ones overflow in the convolution; a ReLU turns all of
 * these values into 0, except in the last image.
 */
function overflowingEngine(shortcuts: Shortcuts): Engine {
  const network = startNetwork(SMALL, 'heUniform', 3);
  network.write('conv/kernel', tf.tensor4d([1, -(2 ** 100)], [1, 1, 1, 2]));
  const data = {
    kind: 'pictures' as const,
    numSamples: NUM_IMAGES,
    labels: Array.from({ length: NUM_IMAGES }, (_, index) => index % 3),
    digest: '',
    inputs: (first: number, end: number) =>
      Float32Array.from({ length: 4 * (end - first) }, (_, index) => {
        const image = first + Math.floor(index / 4);
        return (image === NUM_IMAGES - 1 && index % 2 === 1 ? -1 : 1) * 2 ** (4 * image);
      }),
    thumbnailShape: [1, 1, 1] as const,
    thumbnail: () => new Uint8Array(1),
    sound: () => null,
    notes: [],
    origins: [],
  };
  return kept(new Engine(network, data, { shortcuts }));
}

const SITES: readonly Partial<FaultSite>[] = [
  { layers: ['fc-2'] },
  { layers: ['fc-1'] },
  { layers: ['fc-1'], structures: ['activations'] },
  { layers: ['conv'], structures: ['activations'] },
  { layers: ['fc-2'], structures: ['weights', 'biases'], format: parseQFormat('Q20.2') },
];

describe.each(['cpu', 'wasm'])('images that overflow without faults on %s', (backend) => {
  it('are wrong in every count, however their values were reached', async () => {
    await tf.setBackend(backend);
    const plain = overflowingEngine(NO_SHORTCUTS);
    const others = [
      { ...NO_SHORTCUTS, layersBefore: true },
      { ...NO_SHORTCUTS, emptyTrials: true },
      ALL_SHORTCUTS,
    ].map(overflowingEngine);
    for (const change of SITES) {
      for (const [trial, ber] of [0, 0.01, 0.1, 0.3].entries()) {
        const injection = injectionOf(SMALL, change, { ber, trial, numSamples: NUM_IMAGES });
        const wanted = await evaluateOne(plain, injection);
        expect(wanted.due).toBe(5);
        expect(wanted.wrong).toBeGreaterThanOrEqual(5);
        for (const engine of others) {
          // Twice: the second time reads cached values.
          for (let turn = 0; turn < 2; turn++) expect(await evaluateOne(engine, injection)).toEqual(wanted);
        }
      }
      const { float, quantized } = await plain.faultFree(injectionOf(SMALL, change).site, NUM_IMAGES);
      expect([float.due, quantized.due]).toEqual([5, 5]);
    }
    const right = await plain.correct(null, NUM_IMAGES);
    expect([...right.slice(7)]).toEqual([0, 0, 0, 0, 0]);
    expect(Math.max(...right)).toBe(1);
  });

  it('are wrong where so few bits flip that the sparse update would be taken', async () => {
    await tf.setBackend(backend);
    const [plain, short] = [NO_SHORTCUTS, ALL_SHORTCUTS].map(overflowingEngine);
    const trials = Array.from({ length: 300 }, (_, trial) =>
      injectionOf(SMALL, { layers: ['fc-2'] }, { ber: 1e-3, trial, numSamples: NUM_IMAGES }),
    ).filter((injection) => firstFault(SMALL, injection) !== null);
    // 72 bits: one trial in 14 has a flip.
    expect(trials.length).toBeGreaterThan(5);
    const wanted = await plain!.evaluate(trials);
    expect(new Set(wanted.map(({ due }) => due))).toEqual(new Set([5]));
    expect(await short!.evaluate(trials)).toEqual(wanted);
  });

  it('leave no tensor behind', async () => {
    await tf.setBackend(backend);
    const engine = overflowingEngine(ALL_SHORTCUTS);
    const injection = injectionOf(SMALL, SITES[0], { ber: 0.1, numSamples: NUM_IMAGES });
    await evaluateOne(engine, injection);
    const before = tf.memory().numTensors;
    for (let trial = 0; trial < 3; trial++) await evaluateOne(engine, { ...injection, trial });
    await engine.scores(injection);
    await engine.correct(null, NUM_IMAGES);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe.each(['cpu', 'wasm'])('a state that grows at every step on %s', (backend) => {
  it('overflows where its gates are stored as words, and those sequences alone are due', async () => {
    await tf.setBackend(backend);
    const id = 'ti-gru';
    const numSamples = 2;
    const engine = kept(await shippedEngine(id, numSamples));
    const stored = (ber: number) =>
      injectionOf(CATALOG.get(id)!, { structures: ['activations'] }, { ber, numSamples, seed: 2018 });
    expect(await evaluateOne(engine, stored(0.5))).toMatchObject({ wrong: numSamples, due: numSamples });
    expect((await evaluateOne(engine, stored(0.1))).due).toBeUndefined();
    const before = tf.memory().numTensors;
    await evaluateOne(engine, stored(0.5));
    expect(tf.memory().numTensors).toBe(before);
  });
});
