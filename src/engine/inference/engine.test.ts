import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { CATALOG } from '../../core/network/catalog';
import type { ErrorCount, FaultSite, Injection } from '../../core/site/injection';
import type { Preview } from '../../core/site/preview';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import { parseQFormat } from '../../core/words/qformat';
import type { SampleSet } from '../datasets/sampleSet';
import { loadNetwork } from '../loading/loadNetwork';
import { loadSamples } from '../loading/loadSamples';
import { Engine, type EngineOptions } from './engine';
import { previewTrial } from './preview';

const MODEL = CATALOG.get('lenet-fc')!;
const SITE: FaultSite = {
  structures: ['weights'],
  layers: ['fc-1', 'fc-2', 'fc-3'],
  format: parseQFormat('Q2.6'),
  activationFormat: parseQFormat('Q5.3'),
  encoding: 'twosComplement',
  reluWords: 'signed',
  bitPositions: null,
  lifetime: 'permanent',
};
const INJECTION: Injection = {
  site: SITE,
  sampling: 'bernoulli',
  rateCoupling: 'nested',
  seed: 7,
  ber: 1e-3,
  trial: 0,
  numSamples: 1000,
};
const fc3: FaultSite = { ...SITE, layers: ['fc-3'] };

let data: SampleSet;
let engine: Engine;

async function startEngine(backend: string, options: EngineOptions = {}): Promise<void> {
  await tf.setBackend(backend);
  const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
  engine = new Engine(network, data, options);
}

async function evaluateOne(change: Partial<Injection>): Promise<ErrorCount> {
  return (await engine.evaluate([{ ...INJECTION, ...change }]))[0]!;
}

beforeAll(async () => {
  data = await loadSamples(readEmbeddedData('digits', 1500), false);
});
afterEach(() => engine.dispose());

describe('correct', () => {
  const correct = (structure: 'weights' | 'activations', format: string, numSamples = 1500) =>
    engine.correct({ structure, format: parseQFormat(format) }, numSamples);
  const numWrong = (right: Uint8Array) => right.filter((isRight) => isRight === 0).length;

  it('judges as many images wrong as are counted, in float and with quantised weights', async () => {
    await startEngine('wasm');
    for (const format of ['Q2.6', 'Q1.2']) {
      const counts = await engine.faultFree({ ...SITE, format: parseQFormat(format) }, 1500);
      expect(numWrong(await correct('weights', format))).toBe(counts.quantized.wrong);
      expect(numWrong(await engine.correct(null, 1500))).toBe(counts.float.wrong);
    }
    expect(numWrong(await correct('weights', 'Q1.2'))).toBeGreaterThan(200);
  });

  it('finds each image as float does in a type wide enough, and few in one too narrow', async () => {
    await startEngine('wasm');
    const float = await engine.correct(null, 1500);
    expect([...new Set(float)].sort()).toEqual([0, 1]);
    expect(await correct('activations', 'Q10.14')).toEqual(float);
    expect(await correct('weights', 'Q5.19')).toEqual(float);
    expect(numWrong(await correct('activations', 'Q1.1'))).toBeGreaterThan(300);
    expect(numWrong(await correct('activations', 'Q5.3'))).toBeLessThan(100);
  });

  it('leaves nothing quantised behind, and no tensors', async () => {
    await startEngine('wasm');
    const baseline = await engine.faultFree(SITE, 1000);
    const float = await engine.correct(null, 1000);
    await correct('activations', 'Q1.1', 1000);
    const before = tf.memory().numTensors;
    await correct('activations', 'Q1.1', 1000);
    expect(tf.memory().numTensors).toBe(before);
    expect(await engine.correct(null, 1000)).toEqual(float);
    await correct('weights', 'Q1.1', 1000);
    expect(await engine.correct(null, 1000)).toEqual(float);
    expect(await correct('activations', 'Q10.14', 1000)).toEqual(float);
    expect(await engine.faultFree(SITE, 1000)).toEqual(baseline);
  });
});

describe('engine on WASM', () => {
  it('gives the quantised baseline at BER 0, and for a trial without flips', async () => {
    await startEngine('wasm');
    const { quantized } = await engine.faultFree(SITE, 1000);
    expect(await evaluateOne({ ber: 0 })).toEqual(quantized);
    expect(await evaluateOne({ ber: 1e-12 })).toEqual(quantized);
    expect(await evaluateOne({ sampling: 'count', ber: 1e-7 })).toEqual(quantized);
  });

  it('swaps weights for every trial, whatever ran before', async () => {
    await startEngine('wasm');
    const first = await evaluateOne({});
    const other = await evaluateOne({ ber: 3e-3 });
    expect(other.wrong).not.toBe(first.wrong);
    const baseline = await engine.faultFree(SITE, 1000);
    expect(baseline.quantized.wrong).toBeLessThan(first.wrong);
    await evaluateOne({ site: fc3, ber: 0.1 });
    expect(await evaluateOne({})).toEqual(first);
    expect(await engine.faultFree(SITE, 1000)).toEqual(baseline);
  });

  it('gives the same counts alone, in a batch and in another order', async () => {
    await startEngine('wasm');
    const injections = [0, 1, 2].map((trial) => ({ ...INJECTION, trial, numSamples: 300 }));
    const alone: ErrorCount[] = [];
    for (const injection of injections) alone.push((await engine.evaluate([injection]))[0]!);
    expect(await engine.evaluate(injections)).toEqual(alone);
    expect(await engine.evaluate(injections.toReversed())).toEqual(alone.toReversed());
    expect(new Set(alone.map(({ flips }) => flips)).size).toBe(3);
  });

  it('guesses at BER 0.5: about 90 % of ten classes are wrong', async () => {
    await startEngine('wasm');
    const trials = Array.from({ length: 10 }, (_, trial) => ({
      ...INJECTION,
      ber: 0.5,
      trial,
      numSamples: 200,
    }));
    const counts = await engine.evaluate(trials);
    const wrong = counts.reduce((sum, count) => sum + count.wrong, 0);
    // 2,000 predictions that are correlated within each pattern. The bound is five times the
    // binomial deviation.
    expect(Math.abs(wrong / 2000 - 0.9)).toBeLessThan(5 * Math.sqrt((0.9 * 0.1) / 2000));
    expect(counts[0]!.flips / 2_129_600).toBeCloseTo(0.5, 2);
  });

  it('counts the wrong images of each class under that class', async () => {
    await startEngine('wasm');
    const { logits } = await engine.faultFreeScores(SITE, 200);
    engine.dispose();
    const predicted = Array.from({ length: 200 }, (_, image) => {
      const scores = logits.subarray(10 * image, 10 * (image + 1));
      return scores.indexOf(Math.max(...scores));
    });
    // Labels equal the predicted classes, except that one image has the label 1, two the label 2,
    // …, nine the label 9.
    const labels = [...predicted];
    const wrongPerClass = Array.from({ length: 10 }, (_, label) => label);
    for (const label of wrongPerClass.flatMap((count) => Array<number>(count).fill(count))) {
      const image = predicted.findIndex((said, index) => said !== label && labels[index] === said);
      labels[image] = label;
    }
    const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
    engine = new Engine(network, { ...data, labels }, { shortcuts: NO_SHORTCUTS });
    const { quantized } = await engine.faultFree(SITE, 200);
    expect(quantized).toMatchObject({ wrong: 45, wrongPerClass });
    expect(await evaluateOne({ ber: 0, numSamples: 200 })).toMatchObject({ wrong: 45, wrongPerClass });
  });

  it('counts images beyond one batch, per true class', async () => {
    await startEngine('wasm');
    const [all, first] = [await evaluateOne({ numSamples: 1500 }), await evaluateOne({ numSamples: 1000 })];
    expect(all.total).toBe(1500);
    expect(all.wrongPerClass.reduce((sum, count) => sum + count, 0)).toBe(all.wrong);
    expect(all.wrong).toBeGreaterThan(first.wrong);
    expect(all.wrong - first.wrong).toBeLessThan(500);
  });

  it('quantises and faults the layers of the site only', async () => {
    await startEngine('wasm');
    const float = (await engine.faultFree(fc3, 1000)).float;
    const whole = (await engine.faultFree(SITE, 1000)).float;
    expect(float).toEqual(whole);
    const fc1Faults = await evaluateOne({ ber: 1e-2, site: { ...SITE, layers: ['fc-1'] } });
    const fc3Faults = await evaluateOne({ ber: 1e-2, site: fc3 });
    expect(fc3Faults.flips).toBeLessThan(200);
    expect(fc1Faults.flips).toBeGreaterThan(18_000);
  });

  it('keeps the number of tensors over 200 trials and reads back once per batch', async () => {
    await startEngine('wasm');
    const batch = Array.from({ length: 20 }, (_, trial) => ({ ...INJECTION, trial, numSamples: 20 }));
    await engine.evaluate(batch);
    const before = tf.memory().numTensors;
    const backend = tf.backend();
    const read = backend.read.bind(backend);
    let reads = 0;
    backend.read = (dataId) => {
      reads++;
      return read(dataId);
    };
    for (let round = 0; round < 10; round++) await engine.evaluate(batch);
    backend.read = read;
    expect(reads).toBe(10);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('frees the rows of a batch that throws midway or is lost on its way back', async () => {
    await startEngine('wasm');
    const fine = { ...INJECTION, numSamples: 20 };
    await engine.evaluate([fine, { ...fine, ber: 0 }]);
    const before = tf.memory().numTensors;
    const broken = Object.defineProperty({ ...fine }, 'ber', {
      get: () => {
        throw new Error('in the middle');
      },
    });
    await expect(engine.evaluate([fine, fine, broken])).rejects.toThrow('in the middle');
    expect(tf.memory().numTensors).toBe(before);
    const backend = tf.backend();
    const read = backend.read;
    backend.read = () => Promise.reject(new Error('on the way back'));
    await expect(engine.evaluate([fine])).rejects.toThrow('on the way back');
    await expect(engine.faultFree(SITE, 20)).rejects.toThrow('on the way back');
    await expect(engine.scores(fine)).rejects.toThrow('on the way back');
    await expect(engine.faultFreeScores(SITE, 20)).rejects.toThrow('on the way back');
    backend.read = read;
    expect(tf.memory().numTensors).toBe(before);
    expect((await engine.evaluate([fine]))[0]!.total).toBe(20);
  });

  it('runs without faults once for all previews of a site', async () => {
    await startEngine('wasm');
    const preview = (change: Partial<Injection>) =>
      previewTrial(engine, data.labels, MODEL.numClasses, { ...INJECTION, numSamples: 50, ...change });
    // Magnitudes of the weights are read once per engine.
    await engine.evaluate([{ ...INJECTION, numSamples: 50 }]);
    const backend = tf.backend();
    const read = backend.read.bind(backend);
    let reads = 0;
    backend.read = (dataId) => {
      reads++;
      return read(dataId);
    };
    const first = await preview({ ber: 1e-2 });
    expect(reads).toBe(3);
    const again = await preview({ ber: 1e-4 });
    expect(reads).toBe(5);
    backend.read = read;
    const befores = ({ images }: Preview) => images.map(({ before }) => before);
    expect(befores(again)).toEqual(befores(first));
    const faultFree = await preview({ ber: 0 });
    expect(faultFree.images.every(({ before, after }) => before === after)).toBe(true);
    expect(befores(await preview({ site: { ...SITE, format: parseQFormat('Q1.1') } }))).not.toEqual(
      befores(first),
    );
    expect((await preview({ numSamples: 60 })).images).toHaveLength(60);
  });

  it('counts the same with images that are too many to stay on the device, and keeps none of them', async () => {
    const counts = async () => {
      const tensors = tf.memory().numTensors;
      const faultFree = await engine.faultFree(SITE, 1500);
      const [faulty] = await engine.evaluate([{ ...INJECTION, numSamples: 1500 }]);
      // Three kernels keep words and values, and two batches keep images and labels.
      return { faultFree, faulty, kept: tf.memory().numTensors - tensors - 6 };
    };
    await startEngine('wasm', { residentBytes: 4 * 784 * 1500, shortcuts: NO_SHORTCUTS });
    const resident = await counts();
    expect(resident.kept).toBe(4);
    engine.dispose();
    await startEngine('wasm', { residentBytes: 4 * 784 * 1500 - 1, shortcuts: NO_SHORTCUTS });
    expect(await counts()).toEqual({ ...resident, kept: 0 });
  });

  it('frees everything when disposed', async () => {
    await tf.setBackend('wasm');
    const before = tf.memory().numTensors;
    await startEngine('wasm');
    await evaluateOne({ numSamples: 20 });
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await startEngine('wasm');
  });
});

it('plain JavaScript counts what WASM counts, with the same flips', async () => {
  const injections = [
    { ...INJECTION, numSamples: 100 },
    { ...INJECTION, numSamples: 100, ber: 0.02, trial: 5 },
    { ...INJECTION, numSamples: 100, sampling: 'count' as const },
  ];
  await startEngine('wasm');
  const onWasm = await engine.evaluate(injections);
  engine.dispose();
  await startEngine('cpu');
  const onCpu = await engine.evaluate(injections);
  expect(onCpu.map(({ flips }) => flips)).toEqual(onWasm.map(({ flips }) => flips));
  // Floats are summed in another order: at most one image in 100 changes sides.
  for (const [index, { wrong }] of onCpu.entries()) {
    expect(Math.abs(wrong - onWasm[index]!.wrong)).toBeLessThanOrEqual(1);
  }
});
