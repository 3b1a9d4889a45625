import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { CATALOG } from '../../core/network/catalog';
import type { Measure } from '../../core/samples/measure';
import type { FaultSite, Injection } from '../../core/site/injection';
import { NO_SHORTCUTS } from '../../core/site/shortcuts';
import type { SampleSet } from '../datasets/sampleSet';
import { injectionOf } from '../injection/injection.fake';
import { loadNetwork } from '../loading/loadNetwork';
import { loadSamples } from '../loading/loadSamples';
import { Engine, type EngineOptions } from './engine';

const MODEL = CATALOG.get('lenet-fc')!;
const IMAGES = 330;

let data: SampleSet;
let engine: Engine;

async function startEngine(options: EngineOptions = {}): Promise<void> {
  await tf.setBackend('wasm');
  data = await loadSamples(readEmbeddedData('digits', IMAGES), false);
  const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
  engine = new Engine(network, data, options);
}
afterEach(() => engine.dispose());

const trialOf = (measure: Measure, site: Partial<FaultSite>, ber: number): Injection =>
  injectionOf(MODEL, site, { ber, trial: 3, numSamples: IMAGES, measure });

const rowsOf = (logits: Float32Array) =>
  Array.from({ length: IMAGES }, (_, image) => [...logits.subarray(image * 10, image * 10 + 10)]);

/** Classes of a row, the highest score first. Sorting keeps the order of equal ones. */
const ranked = (row: readonly number[]) => row.map((_, place) => place).sort((a, b) => row[b]! - row[a]!);

/** Counts the images of each class that `isWrong` marks. */
const countedBy = (isWrong: readonly boolean[]) => {
  const counts = new Array<number>(10).fill(0);
  for (const [image, wrong] of isWrong.entries()) if (wrong) counts[data.labels[image]!]!++;
  return counts;
};

describe.each<[string, EngineOptions]>([
  ['in one batch', {}],
  ['in batches of 3 that are uploaded each time', { batchDivisor: 300, residentBytes: 0 }],
  ['without shortcuts', { shortcuts: NO_SHORTCUTS }],
])('errors of LeNetFC under faults, %s', (_, options) => {
  it('are labels beyond the five highest scores, by top-5 error', async () => {
    await startEngine(options);
    const injection = trialOf('top5', {}, 0.01);
    const { logits } = await engine.scores(injection);
    const isWrong = rowsOf(logits).map(
      (row, image) => !ranked(row).slice(0, 5).includes(data.labels[image]!),
    );
    const [count] = await engine.evaluate([injection]);
    expect(count!.wrongPerClass).toEqual(countedBy(isWrong));
    expect(count!.wrong).toBeGreaterThan(10);
    const [top1] = await engine.evaluate([{ ...injection, measure: 'top1' }]);
    expect(top1!.wrong).toBeGreaterThan(count!.wrong);
    expect(top1!.flips).toBe(count!.flips);
  });

  it.each<[string, Partial<FaultSite>, number]>([
    ['all weights', {}, 0.005],
    ['the last layer, on few weights', { layers: ['fc-3'] }, 0.01],
    ['activations', { structures: ['activations'] }, 0.01],
  ])('are answers other than in float, by changed answers: %s', async (_name, site, ber) => {
    await startEngine(options);
    const injection = trialOf('changed', site, ber);
    // Counted first, so that what the engine remembers is of another run.
    const [count] = await engine.evaluate([injection]);
    const wide = {
      format: { integerBits: 8, fractionBits: 16 },
      activationFormat: { integerBits: 12, fractionBits: 12 },
    };
    const float = await engine.scores({ ...injection, site: { ...injection.site, ...wide }, ber: 0 });
    const { logits } = await engine.scores(injection);
    const faulty = rowsOf(logits).map((row) => ranked(row)[0]);
    const isWrong = rowsOf(float.logits).map((row, image) => ranked(row)[0] !== faulty[image]);
    expect(count!.wrongPerClass).toEqual(countedBy(isWrong));
    expect(count!.wrong).toBeGreaterThan(10);
  });
});

describe('runs without faults', () => {
  it('change no answer in float, and those that a narrow type changes', async () => {
    await startEngine();
    const { site } = trialOf('changed', { format: { integerBits: 1, fractionBits: 2 } }, 0);
    const { float, quantized, hasOneAnswer } = await engine.faultFree(site, IMAGES, 'changed');
    expect(float.wrong).toBe(0);
    expect(quantized.wrong).toBeGreaterThan(10);
    expect(hasOneAnswer).toBeUndefined();
    const top1 = await engine.faultFree(site, IMAGES);
    // Equal faults, other counts: kept rows are told apart.
    expect(top1.float.wrong).toBeGreaterThan(0);
    expect(top1.quantized.wrong).not.toBe(quantized.wrong);
    expect(await engine.evaluate([trialOf('changed', site, 0)])).toEqual([quantized]);
    expect(await engine.evaluate([trialOf('top1', site, 0)])).toEqual([top1.quantized]);
  });

  it('say that a network gives all images one answer', async () => {
    await startEngine();
    const same = data.inputs(0, 1);
    const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
    const copies: SampleSet = {
      ...data,
      inputs: (first, end) => Float32Array.from({ length: 784 * (end - first) }, (_, at) => same[at % 784]!),
    };
    const ofCopies = new Engine(network, copies);
    const { site } = trialOf('changed', {}, 0);
    expect(await ofCopies.faultFree(site, 10, 'changed')).toMatchObject({ hasOneAnswer: true });
    expect(await ofCopies.faultFree(site, 9, 'changed')).not.toHaveProperty('hasOneAnswer');
    expect(await ofCopies.faultFree(site, 10)).not.toHaveProperty('hasOneAnswer');
    ofCopies.dispose();
  });
});

describe.each<[string, EngineOptions]>([
  ['in one batch', {}],
  ['in batches of 3 that are uploaded each time', { batchDivisor: 300, residentBytes: 0 }],
])('deviation of the outputs of LeNetFC, %s', (_, options) => {
  /** Root mean square of differences over the population deviation of `wanted`, by two loops. */
  const deviationOf = (found: Float32Array, wanted: Float32Array) => {
    let mean = 0;
    for (const output of wanted) mean += output / wanted.length;
    let [own, between] = [0, 0];
    for (const [at, output] of wanted.entries()) {
      own += (output - mean) ** 2;
      between += (output - found[at]!) ** 2;
    }
    return Math.sqrt(between / own);
  };

  it.each<[string, Partial<FaultSite>]>([
    ['weights', {}],
    ['activations', { structures: ['activations'] }],
  ])('is that from the outputs in float: %s', async (_name, site) => {
    await startEngine(options);
    const injection = trialOf('deviation', site, 0.003);
    const [count] = await engine.evaluate([injection]);
    const baseline = await engine.faultFree(injection.site, IMAGES, 'deviation');
    const wide = {
      format: { integerBits: 8, fractionBits: 16 },
      activationFormat: { integerBits: 12, fractionBits: 12 },
    };
    const float = await engine.scores({ ...injection, site: { ...injection.site, ...wide }, ber: 0 });
    const faulty = await engine.scores(injection);
    expect(count).toMatchObject({ wrong: 0, total: IMAGES, wrongPerClass: [], flips: faulty.flips });
    expect(count!.value).toBeCloseTo(deviationOf(faulty.logits, float.logits), 3);
    expect(count!.value).toBeGreaterThan(0.1);
    expect(baseline.float.value).toBe(0);
    const still = await engine.scores({ ...injection, ber: 0 });
    expect(baseline.quantized.value).toBeCloseTo(deviationOf(still.logits, float.logits), 3);
    // A trial without flips has exactly the fault-free deviation.
    expect(await engine.evaluate([{ ...injection, ber: 1e-12 }])).toEqual([baseline.quantized]);
  });
});

describe('deviation', () => {
  it('is the same with and without shortcuts', async () => {
    const injections = [0.01, 1e-9].map((ber) => trialOf('deviation', { layers: ['fc-3'] }, ber));
    await startEngine({ shortcuts: NO_SHORTCUTS });
    const plain = await engine.evaluate(injections);
    engine.dispose();
    await startEngine();
    expect(await engine.evaluate(injections)).toEqual(plain);
  });

  it('needs outputs that differ, and few enough to compare', async () => {
    await startEngine();
    const { site } = trialOf('deviation', {}, 0);
    await expect(engine.faultFree(site, 7_000_000, 'deviation')).rejects.toThrow(
      '7000000 samples have 70000000 outputs: expected at most 67108864, so at most 6710886 samples',
    );
    const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
    network.write('fc-3/kernel', tf.zeros([100, 10]));
    network.write('fc-3/bias', tf.zeros([10]));
    const constant = new Engine(network, data);
    await expect(constant.faultFree(site, 20, 'deviation')).rejects.toThrow(
      'All outputs are 0 without faults: expected outputs that differ',
    );
    constant.dispose();
  });
});

describe.each<[string, EngineOptions]>([
  ['in one batch', {}],
  ['in batches of 3 that are uploaded each time', { batchDivisor: 300, residentBytes: 0 }],
  ['without shortcuts', { shortcuts: NO_SHORTCUTS }],
])('cross entropy of the labels in LeNetFC, %s', (_, options) => {
  /** Mean bits by the definition, for scores that no exponential overflows. */
  const bitsOf = (logits: Float32Array) => {
    const bits = rowsOf(logits).map((row, image) => {
      const all = row.reduce((sum, score) => sum + Math.exp(score), 0);
      return Math.min(24, -Math.log2(Math.exp(row[data.labels[image]!]!) / all));
    });
    return bits.reduce((sum, one) => sum + one, 0) / IMAGES;
  };

  it.each<[string, Partial<FaultSite>]>([
    ['weights', {}],
    ['activations', { structures: ['activations'] }],
  ])('follows from its scores: %s', async (_name, site) => {
    await startEngine(options);
    const injection = trialOf('perplexity', site, 0.003);
    const [count] = await engine.evaluate([injection]);
    const baseline = await engine.faultFree(injection.site, IMAGES, 'perplexity');
    const faulty = await engine.scores(injection);
    expect(count).toMatchObject({ wrong: 0, total: IMAGES, wrongPerClass: [], flips: faulty.flips });
    expect(count!.value).toBeCloseTo(bitsOf(faulty.logits), 9);
    expect(count!.value).toBeGreaterThan(baseline.quantized.value!);
    const still = await engine.scores({ ...injection, ber: 0 });
    expect(baseline.quantized.value).toBeCloseTo(bitsOf(still.logits), 9);
    expect(baseline.float.value).toBeGreaterThan(0);
    expect(baseline.float.value).not.toBe(baseline.quantized.value);
    // A trial without flips has exactly the fault-free cross entropy.
    expect(await engine.evaluate([{ ...injection, ber: 1e-12 }])).toEqual([baseline.quantized]);
    // What is kept of one measure is not taken for another's.
    const [other] = await engine.evaluate([{ ...injection, measure: 'deviation', ber: 0 }]);
    expect(other!.value).not.toBe(baseline.quantized.value);
  });
});

it('a score that is not finite has no answer: 24 bits, and one that is due', async () => {
  await startEngine();
  const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
  network.write('fc-3/bias', tf.tensor1d([Number.POSITIVE_INFINITY, ...new Array<number>(9).fill(0)]));
  const broken = new Engine(network, data);
  const { float } = await broken.faultFree(trialOf('perplexity', {}, 0).site, 20, 'perplexity');
  expect(float).toMatchObject({ wrong: 20, due: 20, value: 24 });
  broken.dispose();
});
