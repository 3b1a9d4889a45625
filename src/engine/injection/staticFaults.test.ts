import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import type { FaultSite } from '../../core/site/injection';
import { parseQFormat } from '../../core/words/qformat';
import { startNetwork } from '../../train/startNetwork';
import { injectionOf } from './injection.fake';
import { StaticFaults } from './staticFaults';

/** Number of bytes on the device before each mask is drawn. */
const numBytes: number[] = [];
vi.mock('../kernels/faultKernels', async (importOriginal) => {
  const actual = await importOriginal<typeof import('../kernels/faultKernels')>();
  const drawMask: typeof actual.drawMask = (...args) => {
    numBytes.push(tf.memory().numBytes);
    return actual.drawMask(...args);
  };
  return { ...actual, drawMask };
});

it('holds the fault mask of one kernel at a time', async () => {
  await tf.setBackend('cpu');
  const model = CATALOG.get('lenet-fc')!;
  const network = startNetwork(model, 'glorotUniform', 1);
  const faults = new StaticFaults(network);
  const site = {
    structures: ['weights'],
    layers: model.layers.map(({ name }) => name),
    format: parseQFormat('Q2.6'),
    activationFormat: parseQFormat('Q5.3'),
    encoding: 'twosComplement',
    reluWords: 'signed',
    bitPositions: null,
    lifetime: 'permanent',
  } as const;
  faults.quantize(site);
  const before = tf.memory().numBytes;
  const draw = { sampling: 'bernoulli', rateCoupling: 'nested', seed: 7, ber: 1e-3, trial: 0 } as const;
  const { flips } = faults.inject({ site, ...draw, numSamples: 1 });
  // Only one flip count for each kernel accumulates. The mask of the first has 235,200 bytes.
  expect(numBytes).toEqual([before, before + 4, before + 8]);
  expect((await flips.data())[0]).toBeGreaterThan(1000);
  flips.dispose();
  faults.dispose();
  network.dispose();
});

it('stores its words anew for another encoding, format or layer', async () => {
  await tf.setBackend('cpu');
  const model = CATALOG.get('lenet-fc')!;
  const faulty = injectionOf(model, { layers: ['fc-3'] });
  /** Returns the weights under a fault pattern, after another site was quantised, if given. */
  const weightsAfter = (before: Partial<FaultSite> | null) => {
    const network = startNetwork(model, 'glorotUniform', 1);
    const faults = new StaticFaults(network);
    if (before !== null) faults.quantize({ ...faulty.site, ...before });
    faults.inject(faulty).flips.dispose();
    const weights = faults.weightsOf('fc-3', faulty.site, true)[0]!.dataSync<'float32'>();
    faults.dispose();
    network.dispose();
    return weights;
  };
  const wanted = weightsAfter(null);
  for (const before of [
    { encoding: 'signMagnitude' },
    { format: parseQFormat('Q3.5') },
    { layers: ['fc-2'] },
  ] as const)
    expect(weightsAfter(before)).toEqual(wanted);
});
