import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { Structure } from '../../core/network/model';
import type { FaultSite, Injection } from '../../core/site/injection';
import { ALL_SHORTCUTS, NO_SHORTCUTS, type Shortcuts } from '../../core/site/shortcuts';
import { parseQFormat } from '../../core/words/qformat';
import type { Engine, EngineOptions } from '../inference/engine';
import { shippedEngine } from '../inference/shippedEngine.fake';

/** Each shortcut alone, and all together. */
const SWITCHES: readonly Shortcuts[] = [
  { ...NO_SHORTCUTS, emptyTrials: true },
  { ...NO_SHORTCUTS, layersBefore: true },
  { ...NO_SHORTCUTS, layersBefore: true, sparseUpdates: true },
  ALL_SHORTCUTS,
];

const engines: Engine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
});

async function enginesOf(
  backend: string,
  id: string,
  numSamples: number,
  switches: readonly Shortcuts[],
  options: EngineOptions = {},
) {
  await tf.setBackend(backend);
  for (const shortcuts of switches)
    engines.push(await shippedEngine(id, numSamples, { ...options, shortcuts }));
  return engines;
}

function siteOf(id: string, structures: readonly Structure[], layers?: readonly string[]): FaultSite {
  const model = CATALOG.get(id)!;
  return {
    structures,
    layers: layers ?? model.layers.map(({ name }) => name),
    format: parseQFormat(model.weightFormat),
    activationFormat: parseQFormat(model.activationFormat),
    encoding: 'twosComplement',
    reluWords: 'signed',
    bitPositions: null,
    lifetime: 'permanent',
  };
}

function injectionOf(site: FaultSite, ber: number, trial: number, numSamples: number): Injection {
  return { site, sampling: 'bernoulli', rateCoupling: 'nested', seed: 11, ber, trial, numSamples };
}

/**
 * Runs every site at every BER, forwards and backwards, with baselines in between, and compares the
 * counts.
 */
async function expectEqualCounts(
  [plain, ...others]: readonly Engine[],
  sites: readonly FaultSite[],
  rates: readonly number[],
  numSamples: number,
): Promise<void> {
  const injections = rates.flatMap((ber, trial) =>
    sites.map((site) => injectionOf(site, ber, trial, numSamples)),
  );
  const wanted = new Map<Injection, unknown>();
  for (const injection of injections) wanted.set(injection, await plain!.evaluate([injection]));
  const baseline = await plain!.faultFree(sites[0]!, numSamples);
  for (const engine of others) {
    for (const order of [injections, injections.toReversed()]) {
      for (const injection of order)
        expect(await engine.evaluate([injection]), JSON.stringify(injection)).toEqual(wanted.get(injection));
      expect(await engine.faultFree(sites[0]!, numSamples)).toEqual(baseline);
    }
  }
  // Control: the counts differ between trials, so a wrong shortcut would be noticed.
  expect(new Set([...wanted.values()].map((counts) => JSON.stringify(counts))).size).toBeGreaterThan(
    injections.length / 2,
  );
}

const LENET_SITES: readonly FaultSite[] = [
  siteOf('lenet-fc', ['weights']),
  siteOf('lenet-fc', ['weights'], ['fc-1']),
  siteOf('lenet-fc', ['weights', 'biases'], ['fc-1']),
  siteOf('lenet-fc', ['weights'], ['fc-2']),
  siteOf('lenet-fc', ['biases'], ['fc-2', 'fc-3']),
  siteOf('lenet-fc', ['weights'], ['fc-3']),
  siteOf('lenet-fc', ['activations']),
  siteOf('lenet-fc', ['activations'], ['fc-2']),
  { ...siteOf('lenet-fc', ['activations']), reluWords: 'unsigned' },
  siteOf('lenet-fc', ['weights', 'biases', 'activations'], ['fc-2', 'fc-3']),
  { ...siteOf('lenet-fc', ['weights', 'activations'], ['fc-1']), lifetime: 'transient' },
];

describe.each([
  ['wasm', 100],
  ['cpu', 10],
])('on %s', (backend, numSamples) => {
  it('counts the same with each shortcut and without, whatever ran before', async () => {
    const all = await enginesOf(backend, 'lenet-fc', numSamples, [NO_SHORTCUTS, ...SWITCHES]);
    await expectEqualCounts(all, LENET_SITES, [3e-6, 1e-3, 1e-2], numSamples);
  });
});

it.each([
  ['that stay on the device', {}],
  ['that are uploaded anew', { residentBytes: 0 }],
])('counts the same in batches %s, by the count rule', async (_, options) => {
  const [plain, short] = await enginesOf('wasm', 'lenet-fc', 1010, [NO_SHORTCUTS, ALL_SHORTCUTS], options);
  const injections = [2e-5, 3e-4, 1e-2].flatMap((ber, trial) =>
    LENET_SITES.slice(0, 4).map(
      (site): Injection => ({ ...injectionOf(site, ber, trial, 1010), sampling: 'count' }),
    ),
  );
  expect(await short!.evaluate(injections)).toEqual(await plain!.evaluate(injections));
});

it('gives each trial of a batch its own count where others flip nothing', async () => {
  const [plain, short] = await enginesOf('wasm', 'lenet-fc', 20, [NO_SHORTCUTS, ALL_SHORTCUTS]);
  const injections = [0, 1e-2, 0, 3e-2, 0].map((ber) => injectionOf(LENET_SITES[0]!, ber, 0, 20));
  expect(await short!.evaluate(injections)).toEqual(await plain!.evaluate(injections));
});

it('gives the scores of a preview bit for bit', async () => {
  const [plain, short] = await enginesOf('wasm', 'lenet-fc', 50, [NO_SHORTCUTS, ALL_SHORTCUTS]);
  for (const site of LENET_SITES) {
    const injection = injectionOf(site, 1e-4, 1, 50);
    // Earlier trials have cached sums of the same layer.
    await short!.evaluate([injection]);
    expect(await short!.scores(injection)).toEqual(await plain!.scores(injection));
  }
});

it('counts the same through a network with branches', async () => {
  const all = await enginesOf('wasm', 'resnet50-mini', 6, [NO_SHORTCUTS, ALL_SHORTCUTS]);
  const names = CATALOG.get('resnet50-mini')!.layers.map(({ name }) => name);
  const middle = names.slice(20, 24);
  const sites = [
    siteOf('resnet50-mini', ['weights']),
    siteOf('resnet50-mini', ['weights'], [names[9]!]),
    siteOf('resnet50-mini', ['weights', 'activations'], middle),
    siteOf('resnet50-mini', ['activations'], middle),
    siteOf('resnet50-mini', ['weights'], [names.at(-1)!]),
  ];
  await expectEqualCounts(all, sites, [2e-4, 1e-2], 6);
});

it('counts the same with faults in a recurrent cell', async () => {
  const all = await enginesOf('wasm', 'ti-gru', 2, [NO_SHORTCUTS, ALL_SHORTCUTS]);
  const names = CATALOG.get('ti-gru')!.layers.map(({ name }) => name);
  const later = names.slice(1);
  const sites = [
    siteOf('ti-gru', ['hiddenState']),
    siteOf('ti-gru', ['activations', 'hiddenState'], later),
    siteOf('ti-gru', ['weights'], [names.at(-1)!]),
  ];
  await expectEqualCounts(all, sites, [1e-3], 2);
});

it('keeps the number of tensors over 200 trials that start at different layers', async () => {
  const [engine] = await enginesOf('wasm', 'lenet-fc', 20, [ALL_SHORTCUTS]);
  const trials = Array.from({ length: 20 }, (_, trial) =>
    injectionOf(LENET_SITES[trial % LENET_SITES.length]!, trial < 10 ? 1e-5 : 1e-3, trial, 20),
  );
  const run = async () => {
    for (const injection of trials) await engine!.evaluate([injection]);
  };
  await run();
  const before = tf.memory().numTensors;
  for (let round = 0; round < 10; round++) await run();
  expect(tf.memory().numTensors).toBe(before);
});
