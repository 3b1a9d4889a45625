import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { CATALOG } from '../../core/network/catalog';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import type { Injection } from '../../core/site/injection';
import { faultDraw, siteTensors } from '../../core/site/siteTensors';
import { dequantizeWord, parseQFormat, quantizeWord, wordLayout } from '../../core/words/qformat';
import { Engine } from '../inference/engine';
import { INPUT, NetworkRunner } from '../inference/networkRunner';
import { loadNetwork } from '../loading/loadNetwork';
import { loadSamples } from '../loading/loadSamples';

const MODEL = CATALOG.get('lenet-fc')!;
const NUM_IMAGES = 1000;
const CLASSES = 10;
const INPUTS = 100;
const LAYOUT = wordLayout(parseQFormat('Q2.6'), 'twosComplement');

const INJECTION: Injection = {
  site: {
    structures: ['weights'],
    layers: ['fc-3'],
    format: parseQFormat('Q2.6'),
    activationFormat: parseQFormat('Q5.3'),
    encoding: 'twosComplement',
    reluWords: 'signed',
    bitPositions: null,
    lifetime: 'permanent',
  },
  sampling: 'bernoulli',
  rateCoupling: 'independent',
  seed: 2018,
  ber: 1e-4,
  trial: 0,
  numSamples: NUM_IMAGES,
};

/** Values of a tensor as doubles. */
function doublesOf(tensor: tf.Tensor): Float64Array {
  return Float64Array.from(tensor.dataSync<'float32'>());
}

/**
 * Counts the wrong images after each single flip [bitAddress], in doubles and without the engine. A
 * flip moves the scores of one class by the change of its weight times the layer's input.
 */
function wrongAfterEachFlip(
  inputs: Float64Array,
  kernel: Float64Array,
  bias: Float64Array,
  labels: ArrayLike<number>,
): Uint16Array {
  const words = Array.from(kernel, (weight) => quantizeWord(weight, LAYOUT));
  const scores = new Float64Array(NUM_IMAGES * CLASSES);
  for (let image = 0; image < NUM_IMAGES; image++)
    for (let column = 0; column < CLASSES; column++) {
      let score = bias[column]!;
      for (let row = 0; row < INPUTS; row++)
        score += inputs[image * INPUTS + row]! * dequantizeWord(words[row * CLASSES + column]!, LAYOUT);
      scores[image * CLASSES + column] = score;
    }
  const wrong = new Uint16Array(8 * kernel.length);
  for (let column = 0; column < CLASSES; column++) {
    // The highest score among the other classes; the lowest class wins a tie.
    const rival = Array.from({ length: NUM_IMAGES }, (_, image) => {
      const others = Array.from({ length: CLASSES }, (__, other) => other).filter(
        (other) => other !== column,
      );
      const at = (other: number) => scores[image * CLASSES + other]!;
      return others.reduce((best, other) => (at(other) > at(best) ? other : best));
    });
    for (let row = 0; row < INPUTS; row++)
      for (let bit = 0; bit < 8; bit++) {
        const index = row * CLASSES + column;
        const change =
          dequantizeWord(words[index]! ^ (1 << bit), LAYOUT) - dequantizeWord(words[index]!, LAYOUT);
        let count = 0;
        for (let image = 0; image < NUM_IMAGES; image++) {
          const score = scores[image * CLASSES + column]! + change * inputs[image * INPUTS + row]!;
          const other = rival[image]!;
          const otherScore = scores[image * CLASSES + other]!;
          const wins = score > otherScore || (score === otherScore && column < other);
          if ((wins ? column : other) !== labels[image]) count++;
        }
        wrong[8 * index + bit] = count;
      }
  }
  return wrong;
}

// Known answer 8 (docs/known-answers.md).
it('given exactly one flip in FC-3, a campaign loses what all 8,000 single flips lose, each trial exactly', async () => {
  await tf.setBackend('wasm');
  const data = await loadSamples(readEmbeddedData('digits', NUM_IMAGES), false);
  const { network } = await loadNetwork(readModelFiles('lenet-fc', 'generated'), MODEL);
  const read = tf.tidy(() => {
    const images = tf.tensor(data.inputs(0, NUM_IMAGES), [NUM_IMAGES, 28, 28]);
    const runner = new NetworkRunner(network);
    return runner.values(0, runner.end - 1, new Map([[INPUT, images]])).get('fc-2')!;
  });
  const [kernel, bias] = network.tensorsOf('fc-3').map(doublesOf);
  const exhaustive = wrongAfterEachFlip(doublesOf(read), kernel!, bias!, data.labels);
  read.dispose();

  const engine = new Engine(network, data);
  const baseline = (await engine.faultFree(INJECTION.site, NUM_IMAGES)).quantized.wrong;
  const [{ space }] = siteTensors(MODEL, INJECTION.site) as [ReturnType<typeof siteTensors>[number]];
  const single: { readonly address: number; readonly injection: Injection }[] = [];
  for (let trial = 0; single.length < 150; trial++) {
    const injection = { ...INJECTION, trial };
    const addresses = drawFaultPattern(space, faultDraw(injection, 'weights'));
    if (addresses.length === 1) single.push({ address: addresses[0]!, injection });
  }
  const counts = await engine.evaluate(single.map(({ injection }) => injection));
  engine.dispose();

  expect(counts.every(({ flips }) => flips === 1)).toBe(true);
  expect(counts.map(({ wrong }) => wrong)).toEqual(single.map(({ address }) => exhaustive[address]!));

  const increases = [...exhaustive].map((wrong) => wrong - baseline);
  const mean = increases.reduce((sum, increase) => sum + increase, 0) / increases.length;
  const variance = increases.reduce((sum, increase) => sum + (increase - mean) ** 2, 0) / increases.length;
  const campaign = counts.reduce((sum, { wrong }) => sum + wrong - baseline, 0) / counts.length;
  // Control: single flips have an effect on average.
  expect(mean).toBeGreaterThan(1);
  expect(Math.abs(campaign - mean)).toBeLessThan(2 * Math.sqrt(variance / counts.length));
});
