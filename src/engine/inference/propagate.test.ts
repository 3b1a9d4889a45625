import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOG, checkModel } from '../../core/network/catalog';
import { drawFaultPattern } from '../../core/pattern/faultPattern';
import type { FaultSite, Injection } from '../../core/site/injection';
import { changedShare, type Propagation, relativeChange } from '../../core/site/propagation';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { parseQFormat } from '../../core/words/qformat';
import { injectionOf } from '../injection/injection.fake';
import type { Engine } from './engine';
import { previewTrial } from './preview';
import { shippedEngine } from './shippedEngine.fake';

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

async function start(id: string, backend = 'wasm', numSamples = 4): Promise<Engine> {
  await tf.setBackend(backend);
  const engine = await shippedEngine(id, numSamples);
  engines.push(engine);
  return engine;
}

function trial(id: string, site: Partial<FaultSite>, change: Partial<Injection> = {}): Injection {
  return injectionOf(checkModel(id), site, { ber: 1e-3, ...change });
}

const shares = ({ nodes }: Propagation) => nodes.map(changedShare);

describe('propagate', () => {
  it('starts at the layer that faults strike, and leaves what comes before as it was', async () => {
    const engine = await start('lenet-cnn');
    const injection = trial('lenet-cnn', { layers: ['conv-2'] }, { ber: 1e-2 });
    const { nodes, flips } = await engine.propagate({ injection, sample: 2 });
    expect(flips).toBeGreaterThan(0);
    const struck = nodes.findIndex(({ node }) => node === 'conv-2');
    for (const [index, node] of nodes.entries()) {
      const isBefore = index < struck;
      expect(changedShare(node) === 0, node.node).toBe(isBefore);
      expect(relativeChange(node) === 0, node.node).toBe(isBefore);
      expect(node.faultFreeRms).toBeGreaterThan(0);
    }
  });

  it('changes nothing without flips, and leaves no tensors behind', async () => {
    const engine = await start('lenet-fc');
    const injection = trial('lenet-fc', { structures: ['weights', 'activations'] });
    const first = await engine.propagate({ injection, sample: 1 });
    const { numTensors } = tf.memory();
    const none = await engine.propagate({ injection: { ...injection, ber: 0 }, sample: 1 });
    expect(await engine.propagate({ injection, sample: 1 })).toEqual(first);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(none.flips).toBe(0);
    expect(none.after).toBe(none.before);
    expect(shares(none)).toEqual([0, 0, 0]);
    expect(shares(first).every((share) => share > 0)).toBe(true);
  });

  it('has the flips of each layer: those of the masks of its weights and of its output', async () => {
    const engine = await start('lenet-cnn');
    const structures = ['weights', 'biases', 'activations'] as const;
    for (const lifetime of ['permanent', 'transient'] as const) {
      const injection = trial('lenet-cnn', { structures, lifetime }, { ber: 1e-2, numSamples: 3 });
      const { nodes, flips } = await engine.propagate({ injection, sample: 0 });
      const drawn = new Map<string, number>();
      for (const { name, structure, space } of trialTensors(checkModel('lenet-cnn'), {
        ...injection,
        numSamples: 1,
      })) {
        const node = name.split('/')[0]!;
        const pattern = drawFaultPattern(space, faultDraw(injection, structure));
        drawn.set(node, (drawn.get(node) ?? 0) + pattern.length);
      }
      expect(Object.fromEntries(nodes.map((each) => [each.node, each.flips]))).toEqual(
        Object.fromEntries(drawn),
      );
      expect(nodes.reduce((sum, each) => sum + each.flips, 0)).toBe(flips);
    }
  });

  it('moves one output by the weight of one flipped bit', async () => {
    const engine = await start('lenet-fc');
    // The fourth bit of one weight of fc-3: 0.25 in Q2.6. Other bits of the trial do not flip.
    const site = { layers: ['fc-3'], bitPositions: [3] };
    const injections = Array.from({ length: 60 }, (_, number) =>
      trial('lenet-fc', site, { ber: 1e-3, trial: number }),
    );
    for (const injection of injections) {
      const { nodes, flips } = await engine.propagate({ injection, sample: 0 });
      const [fc1, fc2, fc3] = nodes;
      expect([fc1!.changed, fc2!.changed]).toEqual([0, 0]);
      if (flips !== 1 || fc3!.changed === 0) continue;
      expect(fc3!.changed).toBe(1);
      expect(fc3!.changeRms).toBeCloseTo(fc3!.largestChange / Math.sqrt(10), 12);
      return;
    }
    expect.unreachable('no trial flipped one bit that reaches an output');
  });

  it('follows the sample that it is asked for, under the faults that the sample has in a trial', async () => {
    const engine = await start('lenet-fc');
    const site = { structures: ['activations'], lifetime: 'transient' } as const;
    const injection = trial('lenet-fc', site, { ber: 0.05, numSamples: 4 });
    const preview = await previewTrial(engine, [0, 0, 0, 0], 10, injection);
    const followed = [];
    for (const sample of [0, 1, 2, 3]) followed.push(await engine.propagate({ injection, sample }));
    expect(followed.map(({ after }) => after)).toEqual(preview.images.map(({ after }) => after));
    expect(followed.map(({ before }) => before)).toEqual(preview.images.map(({ before }) => before));
    expect(new Set(followed.map(({ flips }) => flips)).size).toBeGreaterThan(1);
    expect(followed.reduce((sum, { flips }) => sum + flips, 0)).toBe(preview.flips);
  });

  it('counts values beyond float32, and gives no answer', async () => {
    const engine = await start('resnet50-mini');
    const injection = trial('resnet50-mini', { format: parseQFormat('Q5.11') }, { ber: 0.01 });
    const { nodes, before, after } = await engine.propagate({ injection, sample: 0 });
    expect(before).not.toBeNull();
    expect(after).toBeNull();
    const first = nodes.findIndex(({ nonFinite }) => nonFinite > 0);
    expect(first).toBeGreaterThan(10);
    for (const { numValues, nonFinite, largestChange } of nodes) {
      expect(nonFinite).toBeLessThanOrEqual(numValues);
      expect(largestChange).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  it.each([-1, 1000, 0.5, Number.NaN])('refuses sample %d', async (sample) => {
    const engine = await start('lenet-fc');
    await expect(engine.propagate({ injection: trial('lenet-fc', {}), sample })).rejects.toThrow(
      `found sample ${sample}, expected a whole number from 0 to 999`,
    );
  });
});

describe('on wasm and cpu', () => {
  it.each(['lenet-fc', 'lenet-cnn', 'ti-gru', 'resnet50-mini'])(
    'the same share of values of %s changes',
    async (id) => {
      const structures = ['weights', 'activations', 'hiddenState'] as const;
      const injection = trial(id, { structures }, { ber: 1e-4 });
      const follow = async (backend: string) =>
        (await start(id, backend, 2)).propagate({ injection, sample: 1 });
      const wasm = await follow('wasm');
      const cpu = await follow('cpu');
      expect(cpu).toEqual({ ...wasm, nodes: expect.anything() });
      for (const [index, node] of wasm.nodes.entries()) {
        const other = cpu.nodes[index]!;
        expect(other.flips).toBe(node.flips);
        expect(other.changed).toBe(node.changed);
        expect(other.nonFinite).toBe(node.nonFinite);
        expect(Math.abs(other.changeRms - node.changeRms)).toBeLessThanOrEqual(1e-3 * node.changeRms);
      }
    },
  );
});

it('runs every network that ships weights, to its scores', async () => {
  for (const { id, nodes, weights } of CATALOG.values()) {
    if (!weights.includes('generated')) continue;
    const engine = await start(id, 'wasm', 1);
    const followed = await engine.propagate({ injection: trial(id, {}), sample: 0 });
    expect(followed.nodes.at(-1)!.node).toBe(nodes.at(-1)!.node.name);
    expect(followed.nodes.every(({ faultFreeRms }) => faultFreeRms > 0)).toBe(true);
  }
});
