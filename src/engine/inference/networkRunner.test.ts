import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { ActivationBuffer } from '../../core/network/model';
import { numActivations } from '../../core/network/model';
import { product } from '../../core/network/network';
import { startNetwork } from '../../train/startNetwork';
import { trainingModel } from '../../train/trainingModel';
import { INPUT, NetworkRunner, type WriteActivations } from './networkRunner';

const NONE: ReadonlySet<string> = new Set();
/** Models of layers with embedded weights: tfjs-layers knows no operators of transformers. */
const EMBEDDED = [...CATALOG.values()]
  .filter(({ weights, nodes }) => weights.length > 0 && nodes.every(({ node }) => node.kind !== 'linear'))
  .map(({ id }) => id);

beforeAll(async () => void (await tf.setBackend('wasm')));

function networkOf(id: string) {
  const description = CATALOG.get(id)!;
  const network = startNetwork(description, 'heUniform', 1);
  const stock = trainingModel(network);
  const input = tf.randomNormal([1, ...description.inputShape], 0, 1, 'float32', 3);
  const runner = new NetworkRunner(network);
  return {
    description,
    input,
    runner,
    whole: () => tf.tidy(() => [...(stock.apply(input) as tf.Tensor).dataSync()]),
    run: (onWrite: WriteActivations | null = null) =>
      tf.tidy(() => [...runner.run(input, { onWrite, overflowing: NONE }).scores.dataSync()]),
    dispose: () => {
      network.dispose();
      stock.dispose();
      input.dispose();
    },
  };
}

describe.each(EMBEDDED)('%s node by node', (id) => {
  it('gives the scores of the stock model, and stores the values that Table 1 counts, layer by layer', () => {
    const { description, run, whole, dispose } = networkOf(id);
    const stored = new Map<string, number>();
    const seen = new Map<ActivationBuffer, number[]>();
    const throughStore = run((values, buffer, step) => {
      if (buffer.structure === 'activations')
        stored.set(buffer.node, (stored.get(buffer.node) ?? 0) + product(values.shape));
      expect(product(values.shape)).toBe(buffer.wordsPerStep);
      seen.set(buffer, [...(seen.get(buffer) ?? []), step]);
      return values;
    });
    const counted = description.nodes.map((node) => [node.node.name, numActivations(node)] as const);
    expect(stored).toEqual(new Map(counted.filter(([, count]) => count > 0)));
    // Every buffer is written, each step once and in order.
    expect([...seen.keys()]).toHaveLength(description.buffers.length);
    for (const buffer of description.buffers) {
      expect(seen.get(buffer)).toEqual(Array.from({ length: buffer.steps }, (_, step) => step));
    }
    const scores = whole();
    expect(new Set(scores).size).toBe(10);
    expect(run()).toEqual(scores);
    expect(throughStore).toEqual(scores);
    dispose();
  });
});

describe('what is stored', () => {
  it('is what the network goes on with; nothing is stored any more afterwards, even when a store fails', () => {
    const { run, whole, dispose } = networkOf('lenet-fc');
    const before = whole();
    const seen: number[][] = [];
    const halved = run((values, { node }) => {
      seen.push([...values.dataSync()]);
      return node === 'fc-2' ? tf.zerosLike(values) : values;
    });
    // The last layer's biases are 0: zero inputs give zero outputs.
    expect(halved).toEqual(before.map(() => 0));
    expect(Math.min(...seen[0]!)).toBe(0);
    expect(Math.min(...before)).toBeLessThan(0);
    const failing = () => {
      throw new Error('full');
    };
    expect(() => run(failing)).toThrow('full');
    expect(run()).toEqual(before);
    dispose();
  });

  it('of a GRU is written where the cell reads it, and nowhere any more when a store fails in the middle', () => {
    const { run, whole, dispose } = networkOf('ti-gru');
    const before = whole();
    expect(() =>
      run((values, { part }, step) => {
        if (part === 'candidate' && step === 9) throw new Error('full');
        return values;
      }),
    ).toThrow('full');
    expect(run()).toEqual(before);
    const faulty = run((values, { part }, step) =>
      part === 'hidden' && step === 253 ? tf.add(values, 1) : values,
    );
    expect(faulty).not.toEqual(before);
    dispose();
  });

  it('of a convolution comes before the ReLU that is a layer of its own', () => {
    const { run, dispose } = networkOf('resnet50-mini');
    const least = new Map<string, number>();
    run((values, { node }) => {
      least.set(node, Math.min(...values.dataSync()));
      return values;
    });
    expect(least.get('conv-2a-1')).toBeLessThan(0);
    expect(least.get('pool-1')).toBeGreaterThanOrEqual(0);
    dispose();
  });
});

describe('an inference that starts in the middle', () => {
  /**
   * Cuts at the ends, near them and around a branch. Some nodes of the ResNet read a value from
   * much earlier.
   */
  const cutsOf = (end: number) =>
    [
      ...new Set([0, 1, 2, ...[0.2, 0.4, 0.5, 0.7].map((part) => Math.floor(part * end)), end - 1, end]),
    ].filter((cut) => cut <= end);

  it.each(['lenet-fc', 'lenet-cnn', 'resnet50-mini', 'ti-gru'])(
    'gives the scores of the whole run of %s, whatever was computed before, and leaves that alone',
    (id) => {
      const { runner, input, run, dispose } = networkOf(id);
      const whole = run();
      for (const cut of cutsOf(runner.end)) {
        tf.tidy(() => {
          const before = runner.values(0, cut, new Map([[INPUT, input]]));
          expect([...runner.output(cut, before).scores.dataSync()]).toEqual(whole);
          // Repeated: the caller's values still exist.
          for (const value of before.values()) expect(value.isDisposed).toBe(false);
          expect([...runner.output(cut, before).scores.dataSync()]).toEqual(whole);
        });
      }
      dispose();
    },
  );

  it('reads at every node of the ResNet mini what the nodes before made, and no more than that', () => {
    const { description, runner, input, run, dispose } = networkOf('resnet50-mini');
    const whole = run();
    tf.tidy(() => {
      let values: ReadonlyMap<string, tf.Tensor> = new Map([[INPUT, input]]);
      for (let index = 0; index < runner.end; index++) {
        values = runner.values(index, index + 1, values);
        const names = description.nodes.map(({ node }) => node.name);
        const readLater = names
          .slice(0, index + 1)
          .filter((name, place) =>
            description.nodes.some(
              ({ node }, reader) => reader > index && (node.inputs?.includes(name) ?? reader === place + 1),
            ),
          );
        const kept = index === runner.end - 1 ? [names.at(-1)!] : readLater;
        expect([...values.keys()].filter((name) => name !== INPUT).toSorted()).toEqual(kept.toSorted());
      }
      expect([...values.get(description.nodes.at(-1)!.node.name)!.dataSync()]).toEqual(whole);
    });
    dispose();
  });

  it('stores from there on only', () => {
    const { description, runner, input, dispose } = networkOf('lenet-cnn');
    const stored: string[] = [];
    const onWrite: WriteActivations = (values, { node }) => {
      stored.push(node);
      return values;
    };
    const pool = description.nodes.findIndex(({ node }) => node.name === 'pool-1');
    tf.tidy(() => {
      const before = runner.values(0, pool, new Map([[INPUT, input]]), { onWrite, overflowing: NONE });
      expect(stored.splice(0)).toEqual(['conv-1', 'conv-2']);
      runner.output(pool, before, { onWrite, overflowing: NONE });
      expect(stored).toEqual(['pool-1', 'fc-1', 'fc-2']);
    });
    dispose();
  });
});

describe('memory', () => {
  it.each(['lenet-cnn', 'resnet50-mini', 'ti-gru'])('of %s is free again, whatever was stored', (id) => {
    const { run, dispose } = networkOf(id);
    run();
    const before = tf.memory().numTensors;
    run();
    run((values) => tf.mul(values, 0.5));
    expect(tf.memory().numTensors).toBe(before);
    dispose();
  });

  it('holds what later nodes read, and frees the rest on the way, but for what the caller handed in', () => {
    const { runner, input, dispose } = networkOf('resnet50-mini');
    const values = tf.tidy(() => {
      const before = tf.memory().numTensors;
      const current = runner.values(0, runner.end, new Map([[INPUT, input]]));
      expect(tf.memory().numTensors).toBe(before + 1);
      return [...current.values()];
    });
    expect(input.isDisposed).toBe(false);
    tf.dispose(values.filter((value) => value !== input));
    dispose();
  });
});

it.each(['ti-gru', 'lenet-fc'])('frees the marks of %s where what stores its values throws', (id) => {
  const { description, input, runner, dispose } = networkOf(id);
  const overflowing = new Set(description.nodes.map(({ node }) => node.name));
  const before = tf.memory().numTensors;
  const run = (onWrite: WriteActivations) => tf.tidy(() => void runner.run(input, { onWrite, overflowing }));
  expect(() =>
    run((values, _, step) => {
      if (step === 1 || id === 'lenet-fc') throw new RangeError('no room');
      return values;
    }),
  ).toThrow('no room');
  expect(tf.memory().numTensors).toBe(before);
  run((values) => values);
  expect(tf.memory().numTensors).toBe(before);
  dispose();
});
