import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { type ActivationBuffer, describeModel, type Structure } from '../../core/network/model';
import { drawFaultPattern, imagesPerSegment } from '../../core/pattern/faultPattern';
import type { ErrorCount, FaultSite, Injection } from '../../core/site/injection';
import { bufferSpace, faultDraw, STRUCTURES, trialTensors, wordsPerImage } from '../../core/site/siteTensors';
import {
  dequantizeWord,
  parseQFormat,
  type QFormat,
  quantizeWord,
  wordLayout,
} from '../../core/words/qformat';
import { startNetwork } from '../../train/startNetwork';
import type { Engine } from '../inference/engine';
import type { BatchRange } from '../inference/imageBatches';
import { NetworkRunner, type WriteActivations } from '../inference/networkRunner';
import { shippedEngine } from '../inference/shippedEngine.fake';
import { DynamicFaults } from './dynamicFaults';
import { injectionOf } from './injection.fake';

const STEPS = 6;
const FEATURES = 3;
const UNITS = 5;

/** A GRU small enough to follow each word. */
const GRU = describeModel({
  id: 'gru',
  title: 'GRU',
  dataKind: 'speech',
  inputShape: [STEPS, FEATURES],
  nodes: [
    { kind: 'gru', name: 'gru-1', units: UNITS },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'fc-1', units: 4, relu: false },
  ],
  weightFormat: 'Q2.6',
  activationFormat: 'Q2.6',
  paper: null,
  weights: [],
});

const IMAGES = 7;

const gruInjection = (site: Partial<FaultSite>, change: Partial<Injection> = {}) =>
  injectionOf(
    GRU,
    { structures: ['activations', 'hiddenState'], ...site },
    { numSamples: IMAGES, ...change },
  );

/**
 * Values that one step of one batch wrote, and those read in their place: [images · wordsPerStep]
 * each.
 */
interface Stored {
  readonly buffer: ActivationBuffer;
  readonly step: number;
  readonly range: BatchRange;
  readonly written: Float32Array;
  readonly read: Float32Array;
}

interface Inference {
  readonly scores: number[];
  readonly stored: Stored[];
  readonly flips: number;
}

/**
 * Runs the small GRU on all images in these batches, under an injection or with its site quantised.
 */
function infer(injection: Injection, batches: readonly BatchRange[], faulty = true): Inference {
  const network = startNetwork(GRU, 'heUniform', 3);
  const runner = new NetworkRunner(network);
  const faults = new DynamicFaults(GRU);
  const stored: Stored[] = [];
  let scores: number[] = [];
  let numFlips = 0;
  tf.tidy(() => {
    const trial = faulty ? faults.inject(injection) : null;
    const flips = trial?.permanentFlips() ?? [];
    const inputs = tf.randomNormal([IMAGES, STEPS, FEATURES], 0, 1, 'float32', 5);
    scores = batches.flatMap((range) => {
      const onWrite = faulty ? trial!.batchWriter(range, flips) : faults.quantize(injection.site)!;
      const [start, end] = range;
      const batch = tf.slice(inputs, [start, 0, 0], [end - start, STEPS, FEATURES]);
      const watched: WriteActivations = (values, buffer, step) => {
        const read = onWrite(values, buffer, step);
        const [before, after] = [values, read].map((tensor) => tensor.dataSync<'float32'>().slice());
        stored.push({ buffer, step, range, written: before!, read: after! });
        return read;
      };
      const ran = runner.run(batch, { onWrite: watched, overflowing: new Set() });
      return [...ran.scores.dataSync()];
    });
    numFlips = flips.reduce((sum, tensor) => sum + tensor.dataSync()[0]!, 0);
    trial?.dispose();
  });
  faults.dispose();
  network.dispose();
  return { scores, stored, flips: numFlips };
}

const AT_ONCE: readonly BatchRange[] = [[0, IMAGES]];
const SPLITS: readonly (readonly BatchRange[])[] = [
  Array.from({ length: IMAGES }, (_, image) => [image, image + 1] as const),
  [
    [0, 3],
    [3, 6],
    [6, 7],
  ],
];

/**
 * Returns the flipped bits of each word that one sample's inference writes into a buffer, computed
 * as in docs/engine.md: [steps · wordsPerStep].
 */
function flipsOf(injection: Injection, buffer: ActivationBuffer, image: number): Uint32Array {
  const { site } = injection;
  const space = bufferSpace(buffer, site);
  const words = wordsPerImage(buffer);
  const transient = site.lifetime === 'transient';
  const perSegment = imagesPerSegment(words);
  const streamWindow = {
    firstWord: (image % perSegment) * words,
    segment: Math.floor(image / perSegment) + 1,
  };
  const drawn = transient ? { ...space, numWords: words, streamWindow } : space;
  const flips = new Uint32Array(drawn.numWords);
  for (const address of drawFaultPattern(drawn, faultDraw(injection, buffer.structure)))
    flips[Math.floor(address / space.width)]! ^= 1 << (address % space.width);
  // If every step overwrites one buffer, the same cells are faulty each time.
  return Uint32Array.from({ length: words }, (_, word) => flips[word % drawn.numWords]!);
}

/** Returns the value of a word after these bits are flipped. */
function faulty(value: number, flipped: number, site: FaultSite): number {
  const layout = wordLayout(site.activationFormat as QFormat, site.encoding);
  return dequantizeWord(quantizeWord(value, layout) ^ flipped, layout);
}

beforeAll(async () => void (await tf.setBackend('wasm')));

describe.each(['permanent', 'transient'] as const)('%s faults', (lifetime) => {
  it.each([
    ['', {}],
    [
      'in sign-magnitude words of 5 bits',
      { encoding: 'signMagnitude', activationFormat: parseQFormat('Q1.4') },
    ],
    ['in signs only', { bitPositions: [0] }],
  ] as const)('hit every word as the definition says %s', (_, site) => {
    const injection = gruInjection({ ...site, lifetime }, { ber: 0.05 });
    for (const batches of [AT_ONCE, ...SPLITS]) {
      let changed = 0;
      for (const { buffer, step, range, written, read } of infer(injection, batches).stored) {
        const { wordsPerStep } = buffer;
        const flips = Array.from({ length: range[1] - range[0] }, (__, image) =>
          flipsOf(injection, buffer, range[0] + image),
        );
        const wanted = written.map((value, index) => {
          const word = step * wordsPerStep + (index % wordsPerStep);
          const flipped = flips[Math.floor(index / wordsPerStep)]![word]!;
          if (flipped !== 0) changed++;
          return faulty(value, flipped, injection.site);
        });
        expect(read).toEqual(wanted);
      }
      expect(changed).toBeGreaterThan(20);
    }
  });

  it('give the same scores and flips whatever the batches', () => {
    const injection = gruInjection({ lifetime });
    const atOnce = infer(injection, AT_ONCE);
    for (const batches of SPLITS) {
      const split = infer(injection, batches);
      expect(split.scores).toEqual(atOnce.scores);
      expect(split.flips).toBe(atOnce.flips);
    }
    expect(infer(gruInjection({ lifetime }, { trial: 1 }), AT_ONCE).scores).not.toEqual(atOnce.scores);
  });

  it('are counted as they are drawn', () => {
    for (const trial of [0, 1, 2]) {
      const injection = gruInjection({ lifetime }, { trial });
      const drawn = trialTensors(GRU, injection).map(
        ({ space, structure }) => drawFaultPattern(space, faultDraw(injection, structure)).length,
      );
      expect(infer(injection, AT_ONCE).flips).toBe(drawn.reduce((sum, flips) => sum + flips, 0));
      expect(Math.max(...drawn)).toBeGreaterThan(0);
    }
  });

  it('at rate 0 leave what quantising leaves', () => {
    const injection = gruInjection({ lifetime }, { ber: 0 });
    const quantised = infer(injection, AT_ONCE, false);
    expect(infer(injection, AT_ONCE)).toEqual({ ...quantised, flips: 0 });
    expect(infer({ ...injection, ber: 0.02 }, AT_ONCE).scores).not.toEqual(quantised.scores);
  });

  it('are free again, whatever was stored', () => {
    infer(gruInjection({ lifetime }), AT_ONCE);
    const before = tf.memory().numTensors;
    infer(gruInjection({ lifetime }), SPLITS[1]!);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('a lifetime', () => {
  /**
   * Returns the bits that differ between written and read words, for each image: one buffer's steps
   * in order.
   */
  function flippedWords(inference: Inference, part: string): string[] {
    const rows = Array.from({ length: IMAGES }, () => [] as boolean[]);
    for (const { buffer, range, written, read } of inference.stored) {
      if (buffer.part !== part || buffer.node !== 'gru-1') continue;
      written.forEach((value, index) => {
        const image = range[0] + Math.floor(index / buffer.wordsPerStep);
        const layout = wordLayout(parseQFormat('Q2.6'), 'twosComplement');
        rows[image]!.push(dequantizeWord(quantizeWord(value, layout), layout) !== read[index]);
      });
    }
    return rows.map((row) => row.map(Number).join(''));
  }

  it('that is permanent hits the same words of every image; the hidden state, one buffer, at every step', () => {
    const inference = infer(gruInjection({}, { ber: 0.05 }), AT_ONCE);
    for (const part of ['update', 'reset', 'candidate', 'hidden', 'output']) {
      expect(new Set(flippedWords(inference, part)).size, part).toBe(1);
    }
    const steps = (part: string) => flippedWords(inference, part)[0]!.match(/.{5}/g)!;
    expect(new Set(steps('hidden')).size).toBe(1);
    expect(steps('hidden')[0]).toContain('1');
    // Gates and outputs have separate cells for every step.
    expect(new Set(steps('update')).size).toBeGreaterThan(1);
    expect(new Set(steps('output')).size).toBeGreaterThan(1);
  });

  it('that is transient hits others in every image and step', () => {
    const inference = infer(gruInjection({ lifetime: 'transient' }, { ber: 0.05 }), AT_ONCE);
    for (const part of ['update', 'hidden', 'output']) {
      const rows = flippedWords(inference, part);
      expect(new Set(rows).size, part).toBe(IMAGES);
      expect(new Set(rows[0]!.match(/.{5}/g)!).size, part).toBeGreaterThan(1);
    }
  });
});

// Known answer 9 (docs/known-answers.md).
describe('faults in the hidden state', () => {
  const HIDDEN = GRU.buffers.find(({ part }) => part === 'hidden')!;

  /**
   * Finds a transient trial that flips nothing in the first three steps of image 0 and something in
   * the fourth.
   */
  function faultAtStep3(): Injection {
    for (let trial = 0; ; trial++) {
      const injection = gruInjection(
        { structures: ['hiddenState'], lifetime: 'transient' },
        { trial, ber: 5e-3, numSamples: 1 },
      );
      const flips = flipsOf(injection, HIDDEN, 0);
      const first = flips.findIndex((bits) => bits !== 0);
      if (Math.floor(first / UNITS) === 3) return injection;
    }
  }

  const valuesOf = ({ stored }: Inference, part: string, step: number) =>
    stored.find(
      (entry) => entry.buffer.part === part && entry.step === step && entry.buffer.node === 'gru-1',
    )!;

  it('at a step leave every state and gate before alone, and reach the output copy and the next step', () => {
    const injection = faultAtStep3();
    const [faulty, quantised] = [true, false].map((faults) => infer(injection, [[0, 1]], faults)) as [
      Inference,
      Inference,
    ];
    for (let step = 0; step < STEPS; step++) {
      for (const part of ['update', 'reset', 'candidate', 'hidden']) {
        const [found, without] = [valuesOf(faulty, part, step), valuesOf(quantised, part, step)];
        if (step > 3) expect(found.written, `${part} ${step}`).not.toEqual(without.written);
        else expect(found.written, `${part} ${step}`).toEqual(without.written);
      }
      const [found, without] = [valuesOf(faulty, 'hidden', step), valuesOf(quantised, 'hidden', step)];
      if (step < 3) expect(found.read).toEqual(without.read);
      if (step === 3) expect(found.read).not.toEqual(without.read);
    }
    const states = Array.from({ length: STEPS }, (_, step) => [...valuesOf(faulty, 'hidden', step).read]);
    expect([...valuesOf(faulty, 'output', 0).written]).toEqual(states.flat());
  });

  it('are what the next step computes its gates from (by hand)', () => {
    const injection = gruInjection({ structures: ['hiddenState'] }, { ber: 0.05, numSamples: 1 });
    const found = infer(injection, [[0, 1]]);
    const network = startNetwork(GRU, 'heUniform', 3);
    const [kernel, recurrent] = network.tensorsOf('gru-1').map((weight) => weight.arraySync() as number[][]);
    const x = tf.tidy(
      () => (tf.randomNormal([IMAGES, STEPS, FEATURES], 0, 1, 'float32', 5).arraySync() as number[][][])[0]!,
    );
    network.dispose();
    for (let step = 0; step < STEPS; step++) {
      // The initial zeros are never faulty.
      const state = step === 0 ? new Float32Array(UNITS) : valuesOf(found, 'hidden', step - 1).read;
      const gate = Array.from({ length: UNITS }, (_, unit) => {
        const fromInput = x[step]!.reduce((sum, value, row) => sum + value * kernel![row]![unit]!, 0);
        const fromState = state.reduce((sum, value, row) => sum + value * recurrent![row]![unit]!, 0);
        return 1 / (1 + Math.exp(-fromInput - fromState));
      });
      valuesOf(found, 'update', step).written.forEach((value, unit) => {
        expect(value).toBeCloseTo(gate[unit]!, 5);
      });
    }
    expect(found.flips).toBeGreaterThan(0);
  });

  it('never hit the initial zeros: with half of all bits wrong, the first step computes what it does without', () => {
    for (const lifetime of ['permanent', 'transient'] as const) {
      const injection = gruInjection({ structures: ['hiddenState'], lifetime }, { ber: 0.5 });
      const [faulty, quantised] = [infer(injection, AT_ONCE), infer(injection, AT_ONCE, false)];
      for (const part of ['update', 'reset', 'candidate', 'hidden'])
        expect(valuesOf(faulty, part, 0).written).toEqual(valuesOf(quantised, part, 0).written);
      expect(valuesOf(faulty, 'reset', 1).written).not.toEqual(valuesOf(quantised, 'reset', 1).written);
    }
  });
});

describe('a site', () => {
  it('stores only the buffers that it names, the rest as they come', () => {
    const touched = (structures: readonly Structure[], layers: readonly string[]) => {
      const { stored } = infer(gruInjection({ structures, layers }, { ber: 0.5 }), AT_ONCE);
      const names = stored
        .filter(({ written, read }) => written.some((value, index) => value !== read[index]))
        .map(({ buffer }) => `${buffer.node}/${buffer.part}`);
      return [...new Set(names)].toSorted();
    };
    const gates = ['gru-1/candidate', 'gru-1/output', 'gru-1/reset', 'gru-1/update'];
    expect(touched(['hiddenState'], ['gru-1', 'fc-1'])).toEqual(['gru-1/hidden']);
    expect(touched(['activations'], ['gru-1'])).toEqual(gates);
    expect(touched(['activations'], ['fc-1'])).toEqual(['fc-1/output']);
    expect(touched(['activations', 'hiddenState'], ['gru-1', 'fc-1'])).toEqual(
      ['fc-1/output', ...gates, 'gru-1/hidden'].toSorted(),
    );
  });

  it('without activations and hidden state stores nothing', () => {
    const faults = new DynamicFaults(GRU);
    const injection = gruInjection({ structures: ['weights', 'biases'] });
    expect(faults.quantize(injection.site)).toBeNull();
    expect(faults.inject(injection)).toBeNull();
    faults.dispose();
  });
});

describe('unsigned words after ReLU', () => {
  const MODEL = CATALOG.get('lenet-fc')!;
  const format = parseQFormat('Q3.5');
  const unsigned = { structures: ['activations'], activationFormat: format, reluWords: 'unsigned' } as const;
  const [rectified, scores] = ['fc-1', 'fc-3'].map(
    (name) => MODEL.buffers.find(({ node }) => node === name)!,
  ) as [ActivationBuffer, ActivationBuffer];
  /** Returns the values read in place of these values of a 300-unit layer and of the scores. */
  const readBack = (site: Partial<FaultSite>, ber: number | null, values: readonly number[]) =>
    tf.tidy(() => {
      const injection = injectionOf(MODEL, { ...unsigned, ...site }, { ber: ber ?? 0 });
      const faults = new DynamicFaults(MODEL);
      const trial = ber === null ? null : faults.inject(injection);
      const onWrite = trial?.batchWriter([0, 1], []) ?? faults.quantize(injection.site)!;
      const read = [rectified, scores].map((buffer) => [
        ...onWrite(
          tf.tensor2d([...values].slice(0, buffer.numWords), [1, buffer.numWords]),
          buffer,
          0,
        ).dataSync(),
      ]);
      trial?.dispose();
      faults.dispose();
      return read as [number[], number[]];
    });
  const values = Array.from({ length: 300 }, (_, index) => index / 32);

  it('keep values up to twice the signed bound, and nothing below 0; scores keep their sign', () => {
    const far = values.map((value) => value - 1);
    const [hidden, last] = readBack({}, null, far);
    expect(hidden).toEqual(far.map((value) => Math.min(Math.max(value, 0), 255 / 32)));
    expect(Math.max(...hidden)).toBeGreaterThan(4);
    expect(last).toEqual(far.slice(0, 10));
    const [signed] = readBack({ reluWords: 'signed' }, null, far);
    expect(signed).toEqual(far.map((value) => Math.min(value, 127 / 32)));
  });

  it.each(['permanent', 'transient'] as const)(
    'with %s faults in plane 0 alone move by 2^(w-1) steps, up from below and down from above',
    (lifetime) => {
      const small = values.map((value) => value % 8);
      const [hidden, last] = readBack({ bitPositions: [0], lifetime }, 0.3, small);
      const moves = hidden.map((value, index) => value - small[index]!);
      expect(new Set(moves)).toEqual(new Set([-4, 0, 4]));
      expect(Math.min(...hidden)).toBe(0);
      // The same bits are flipped in signed words: the pattern does not change, and the scores are
      // two's complement in both.
      const [signed, same] = readBack({ bitPositions: [0], lifetime, reluWords: 'signed' }, 0.3, small);
      expect(signed.map((value, index) => value !== Math.min(small[index]!, 127 / 32))).toEqual(
        moves.map((move) => move !== 0),
      );
      expect(same).toEqual(last);
    },
  );
});

describe('a batch on the border of two segments', () => {
  const buffer = GRU.buffers.find(({ node }) => node === 'fc-1')!;
  // Images of four words: a segment holds 2^30 - 1.
  const border = 2 ** 30 - 1;

  it('reads the end of one and the beginning of the next, each image the faults that it has alone', () => {
    expect(imagesPerSegment(wordsPerImage(buffer))).toBe(border);
    const injection = gruInjection(
      { structures: ['activations'], layers: ['fc-1'], lifetime: 'transient' },
      { ber: 0.1 },
    );
    const faults = new DynamicFaults(GRU);
    const trial = faults.inject(injection)!;
    const read = (range: BatchRange) =>
      tf.tidy(() => {
        const flips: tf.Tensor[] = [];
        const onWrite = trial.batchWriter(range, flips);
        const values = [...onWrite(tf.fill([range[1] - range[0], 4], 0.25), buffer, 0).dataSync()];
        return { values, flips: flips.map((tensor) => tensor.dataSync()[0]!) };
      });
    const range: BatchRange = [border - 20, border + 30];
    const across = read(range);
    expect(across.flips).toHaveLength(2);
    const wanted = Array.from({ length: 50 }, (_, image) =>
      [...flipsOf(injection, buffer, range[0] + image)].map((flipped) =>
        faulty(0.25, flipped, injection.site),
      ),
    );
    expect(across.values).toEqual(wanted.flat());
    expect(across.values).toEqual([
      ...read([border - 20, border]).values,
      ...read([border, border + 30]).values,
    ]);
    expect(read([border, border + 30]).values).toEqual(across.values.slice(80));
    expect(Math.min(...across.flips)).toBeGreaterThan(20);
    trial.dispose();
    faults.dispose();
  });
});

describe('in the engine', () => {
  const MODEL = CATALOG.get('lenet-fc')!;
  let engine: Engine;

  async function startEngine(backend: string): Promise<void> {
    await tf.setBackend(backend);
    engine = await shippedEngine(MODEL.id, 1500);
  }

  function lenetInjection(site: Partial<FaultSite>, change: Partial<Injection> = {}): Injection {
    return injectionOf(
      MODEL,
      { structures: ['activations'], ...site },
      { ber: 2e-3, numSamples: 1500, ...change },
    );
  }

  async function evaluateOne(injection: Injection): Promise<ErrorCount> {
    return (await engine.evaluate([injection]))[0]!;
  }

  beforeAll(() => startEngine('wasm'));
  afterAll(() => engine.dispose());

  it('rate 0 and a trial without flips give the quantised baseline, of any structures', async () => {
    for (const structures of [['activations'], ['biases'], STRUCTURES] as const) {
      const injection = lenetInjection({ structures }, { ber: 0, numSamples: 500 });
      const { quantized } = await engine.faultFree(injection.site, 500);
      expect(await evaluateOne(injection)).toEqual(quantized);
      expect(await evaluateOne({ ...injection, ber: 1e-12 })).toEqual(quantized);
      expect((await evaluateOne({ ...injection, ber: 0.1 })).wrong).toBeGreaterThan(quantized.wrong);
    }
  });

  it('transient faults of the first images do not depend on how many follow, in this batch or another', async () => {
    const injection = lenetInjection({ lifetime: 'transient' });
    const all = await engine.scores(injection);
    for (const numSamples of [1, 37, 1000, 1001]) {
      const some = await engine.scores({ ...injection, numSamples });
      expect(some.logits).toEqual(all.logits.slice(0, 10 * numSamples));
      expect(some.flips).toBeLessThan(all.flips);
    }
  });

  it.each(['permanent', 'transient'] as const)(
    'counts the flips of every structure of a site as they are drawn: %s, both rules',
    async (lifetime) => {
      for (const sampling of ['bernoulli', 'count'] as const) {
        const site = {
          structures: ['weights', 'biases', 'activations'],
          lifetime,
          bitPositions: [0, 3],
        } as const;
        const injection = lenetInjection(site, { sampling, numSamples: 1200 });
        const drawn = trialTensors(MODEL, injection).map(
          ({ space, structure }) => drawFaultPattern(space, faultDraw(injection, structure)).length,
        );
        const sum = drawn.reduce((total, flips) => total + flips, 0);
        expect((await evaluateOne(injection)).flips).toBe(sum);
        expect(drawn).toHaveLength(9);
        expect(sum).toBeGreaterThan(100);
      }
    },
  );

  it('leaves the weights in float where only activations may fault, and the other way round', async () => {
    const numSamples = 200;
    const logits = async (structures: readonly Structure[], format: string) => {
      const words = parseQFormat(format);
      const { site } = lenetInjection({ structures, format: words, activationFormat: words });
      return (await engine.faultFreeScores(site, numSamples)).logits;
    };
    const wide = await logits(['activations'], 'Q8.16');
    // Control: in a coarse format each quantisation has an effect.
    const [weights, activations] = [await logits(['weights'], 'Q2.2'), await logits(['activations'], 'Q5.1')];
    expect(activations.every((score) => Number.isInteger(2 * score))).toBe(true);
    expect(weights.some((score) => !Number.isInteger(2 * score))).toBe(true);
    // No value stays quantised afterwards.
    expect(await logits(['activations'], 'Q8.16')).toEqual(wide);
    const { float } = await engine.faultFree(lenetInjection({ structures: ['weights'] }).site, numSamples);
    const again = await engine.faultFree(lenetInjection({}).site, numSamples);
    expect(again.float).toEqual(float);
  });

  it('keeps the number of tensors over trials of every structure and lifetime', async () => {
    const injections = (['permanent', 'transient'] as const).map((lifetime) =>
      lenetInjection({ structures: ['weights', 'biases', 'activations'], lifetime }, { numSamples: 40 }),
    );
    const evaluate = async () => {
      for (const injection of injections) await engine.evaluate([injection, { ...injection, trial: 1 }]);
    };
    await evaluate();
    const before = tf.memory().numTensors;
    await evaluate();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('plain JavaScript counts what WASM counts, with the same flips', async () => {
    const injections = (['permanent', 'transient'] as const).flatMap((lifetime) =>
      [2e-3, 0.05].map((ber) =>
        lenetInjection({ structures: ['weights', 'activations'], lifetime }, { ber, numSamples: 100 }),
      ),
    );
    const counts = async () => {
      const all: ErrorCount[] = [];
      for (const injection of injections) all.push(await evaluateOne(injection));
      return all;
    };
    const onWasm = await counts();
    engine.dispose();
    await startEngine('cpu');
    const onCpu = await counts();
    expect(onCpu.map(({ flips }) => flips)).toEqual(onWasm.map(({ flips }) => flips));
    // Floats summed in another order may round to another word: at most a few images in 100 change
    // sides.
    for (const [index, { wrong }] of onCpu.entries()) {
      expect(Math.abs(wrong - onWasm[index]!.wrong)).toBeLessThanOrEqual(2);
    }
    engine.dispose();
    await startEngine('wasm');
  });
});
