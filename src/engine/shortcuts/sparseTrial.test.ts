import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { FaultSite, Injection } from '../../core/site/injection';
import { ALL_SHORTCUTS, NO_SHORTCUTS } from '../../core/site/shortcuts';
import { parseNumberFormat } from '../../core/words/numberFormat';
import { parseQFormat } from '../../core/words/qformat';
import { shippedEngine } from '../inference/shippedEngine.fake';
import { firstFault } from '../injection/firstFault';
import { injectionOf } from '../injection/injection.fake';
import type * as marginBound from './marginBound';

/** Number of close images in each sparse update. It shows whether trials used the update. */
const numClose: number[] = [];
vi.mock('./marginBound', async (importActual) => {
  const actual = await importActual<typeof marginBound>();
  const uncertainRows: typeof actual.uncertainRows = (scores, errors) => {
    const rows = actual.uncertainRows(scores, errors);
    numClose.push(rows.length);
    return rows;
  };
  return { ...actual, uncertainRows };
});

const MODEL = CATALOG.get('lenet-fc')!;
const NUM_IMAGES = 500;

beforeEach(async () => {
  numClose.length = 0;
  await tf.setBackend('wasm');
});

/** Trials of a site at one BER. */
function trialsOf(site: Partial<FaultSite>, ber: number, trials: number): Injection[] {
  return Array.from({ length: trials }, (_, trial) =>
    injectionOf(MODEL, site, { ber, trial, numSamples: NUM_IMAGES }),
  );
}

/**
 * Compares counts with and without shortcuts, for all trials in one batch, forwards and backwards.
 */
async function expectSameCounts(injections: readonly Injection[]): Promise<void> {
  const plain = await shippedEngine(MODEL.id, NUM_IMAGES, { shortcuts: NO_SHORTCUTS });
  const short = await shippedEngine(MODEL.id, NUM_IMAGES, { shortcuts: ALL_SHORTCUTS });
  try {
    const wanted = await plain.evaluate(injections);
    expect(await short.evaluate(injections)).toEqual(wanted);
    expect(await short.evaluate(injections.toReversed())).toEqual(wanted.toReversed());
  } finally {
    plain.dispose();
    short.dispose();
  }
}

it('counts the same where trials of one site flip bits of one dense layer after the other', async () => {
  const all = trialsOf({ layers: ['fc-2', 'fc-3'] }, 3e-6, 600);
  const faultyFirst = (layer: string) =>
    all.filter((trial) => MODEL.nodes[firstFault(MODEL, trial)?.node ?? -1]?.node.name === layer).slice(0, 3);
  const [second, last] = ['fc-2', 'fc-3'].map(faultyFirst);
  expect([second, last].map((trials) => trials!.length)).toEqual([3, 3]);
  await expectSameCounts([...second!, ...last!, ...second!]);
  expect(numClose).toHaveLength(18);
});

it.each([
  ['weights', [...trialsOf({ layers: ['fc-1'] }, 1e-3, 3), ...trialsOf({}, 3e-4, 3)]],
  ['biases', trialsOf({ structures: ['biases'], layers: ['fc-1'] }, 0.05, 6)],
])('counts the same where %s fault and images are too close to call', async (_, trials) => {
  await expectSameCounts(trials);
  expect(numClose).toHaveLength(12);
  expect(Math.min(...numClose)).toBeGreaterThan(0);
});

it.each([
  ['int8/c', 1e-3, 12],
  ['mxfp6e3m2', 3e-4, 12],
  ['fp8e5m2', 1e-5, 12],
  ['fp16', 3e-5, 12],
])('counts the same where bits of %s flip in the first layer', async (name, ber, updates) => {
  const site = { structures: ['weights', 'biases'], layers: ['fc-1'] } as const;
  const trials = trialsOf({ ...site, format: parseNumberFormat(name) }, ber, 6);
  await expectSameCounts(trials);
  expect(numClose).toHaveLength(updates);
});

it('counts the same where the only bit that flips is the sign of a zero', async () => {
  // A format so coarse that all biases are 0.
  const format = parseQFormat('Q2.1');
  const site = {
    structures: ['biases'],
    layers: ['fc-2'],
    format,
    encoding: 'signMagnitude',
    bitPositions: [0],
  } as const;
  const trials = trialsOf(site, 0.01, 30).filter((trial) => firstFault(MODEL, trial) !== null);
  await expectSameCounts(trials);
  // Control: trials ran, and none of them changed a value.
  expect(trials.length).toBeGreaterThan(10);
  expect(numClose).toHaveLength(0);
});
