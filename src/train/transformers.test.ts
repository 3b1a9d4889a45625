import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { readModelFiles } from '../cli/session/assets';
import { GPT_MINI, LAST_POSITION } from '../core/network/networks/gptMini';
import { VIT_MINI } from '../core/network/networks/vitMini';
import { CHARACTERS, CONTEXT_LENGTH } from '../core/samples/characters';
import { loadNetwork } from '../engine/loading/loadNetwork';
import { generateSamples } from '../generate/generateSamples';
import { startNetwork } from './startNetwork';
import type { Trainable } from './trainable';
import { trainableGraph } from './trainableGraph';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

/** Returns the scores that a network gives to inputs. */
function scoresOf(trained: Trainable, values: Float32Array, shape: number[]): Float32Array {
  return tf.tidy(() => trained.scores(tf.tensor(values, shape)).dataSync() as Float32Array);
}

describe.each(['shipped', 'untrained'])('GPT-mini with %s weights', (weights) => {
  const networkOf = async () =>
    weights === 'untrained'
      ? startNetwork(GPT_MINI, 'glorotUniform', 3)
      : (await loadNetwork(readModelFiles('gpt-mini', 'generated'), GPT_MINI)).network;

  test('answers each position from it and those before it alone', async () => {
    const network = await networkOf();
    const trained = trainableGraph(network, LAST_POSITION);
    const classes = CHARACTERS.length;
    const text = Float32Array.from(generateSamples('text', 'test').inputs(0, 1));
    const before = scoresOf(trained, text, [1, CONTEXT_LENGTH]);
    expect(before).toHaveLength(CONTEXT_LENGTH * classes);
    for (let place = 0; place < CONTEXT_LENGTH; place++) {
      const other = text.with(place, (text[place]! + 5) % classes);
      const after = scoresOf(trained, other, [1, CONTEXT_LENGTH]);
      const changed = Array.from({ length: CONTEXT_LENGTH }, (_, at) =>
        after
          .slice(at * classes, (at + 1) * classes)
          .some((score, of) => score !== before[at * classes + of]),
      );
      // Bit for bit the same before the changed character, and others from it on.
      expect(changed, `character ${place}`).toEqual(changed.map((_, at) => at >= place));
    }
    trained.dispose();
    network.dispose();
  });

  test('scores the last position as its experiment does', async () => {
    const network = await networkOf();
    const [every, last] = [trainableGraph(network, LAST_POSITION), trainableGraph(network)];
    const texts = Float32Array.from(generateSamples('text', 'test').inputs(0, 2));
    const all = scoresOf(every, texts, [2, CONTEXT_LENGTH]);
    const own = scoresOf(last, texts, [2, CONTEXT_LENGTH]);
    const classes = CHARACTERS.length;
    for (const sample of [0, 1]) {
      const start = ((sample + 1) * CONTEXT_LENGTH - 1) * classes;
      own
        .slice(sample * classes, (sample + 1) * classes)
        .forEach((score, of) => void expect(score).toBeCloseTo(all[start + of]!, 4));
    }
    every.dispose();
    last.dispose();
    network.dispose();
  });
});

/** Exchanges two patches of 7 x 7 pixels in a picture of 28 x 28. */
function exchanged(picture: Float32Array, a: readonly [number, number], b: readonly [number, number]) {
  return picture.map((_, at) => {
    const [row, column] = [Math.floor(at / 28), at % 28];
    const from = [a, b].find(([y, x]) => Math.floor(row / 7) === y && Math.floor(column / 7) === x);
    if (from === undefined) return picture[at]!;
    const [y, x] = from === a ? b : a;
    return picture[(7 * y + (row % 7)) * 28 + 7 * x + (column % 7)]!;
  });
}

test('ViT-mini knows the place of a patch by its position alone', async () => {
  const { network } = await loadNetwork(readModelFiles('vit-mini', 'generated'), VIT_MINI);
  const trained = trainableGraph(network);
  const picture = Float32Array.from(generateSamples('digits', 'test').inputs(0, 1));
  const other = exchanged(picture, [1, 1], [2, 3]);
  const difference = () => {
    const [before, after] = [picture, other].map((pixels) => scoresOf(trained, pixels, [1, 28, 28, 1]));
    return Math.max(...before!.map((score, of) => Math.abs(score - after![of]!)));
  };
  expect(difference()).toBeGreaterThan(0.1);
  const positions = trained.variables.find(({ name }) => name === 'positions/operand')!;
  tf.tidy(() => void positions.write(tf.zeros([...positions.shape])));
  // Attention and the mean over the patches ask for no order; sums round as they are added.
  expect(difference()).toBeLessThan(1e-3);
  trained.dispose();
  network.dispose();
});
