import '../../core/network/networks/transformers';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { checkCatalogModel } from '../../core/network/catalog';
import type { ErrorCount, Injection } from '../../core/site/injection';
import { siteBuffers } from '../../core/site/siteTensors';
import { injectionOf } from '../injection/injection.fake';
import { shippedEngine } from './shippedEngine.fake';

const SAMPLES = 24;
/** Layer whose buffers are those of an attention: its products, its shares and what they mix. */
const ATTENTION = 'block-2-value';

const faultsOf = (id: string): readonly Injection[] => {
  const model = checkCatalogModel(id);
  const all = model.layers.map(({ name }) => name);
  return (['permanent', 'transient'] as const).flatMap((lifetime) =>
    [1e-4, 1e-3].flatMap((ber) =>
      [[ATTENTION], all].map((layers) =>
        injectionOf(
          model,
          { structures: ['activations'], layers, lifetime },
          { ber, trial: 3, numSamples: SAMPLES },
        ),
      ),
    ),
  );
};

async function countsOn(backend: 'cpu' | 'wasm', id: string): Promise<readonly ErrorCount[]> {
  await tf.setBackend(backend);
  const engine = await shippedEngine(id, SAMPLES);
  const counts = await engine.evaluate(faultsOf(id));
  engine.dispose();
  return counts;
}

describe.each(['vit-mini', 'gpt-mini'])('%s', (id) => {
  it('writes the products of an attention, which faults strike', () => {
    const [alone] = faultsOf(id);
    const nodes = siteBuffers(checkCatalogModel(id), alone!.site).map(({ node }) => node);
    expect(nodes).toEqual(
      expect.arrayContaining(['block-2-value', 'block-2-scores', 'block-2-shares', 'block-2-mixed']),
    );
  });

  it('has the same counts on cpu and WASM with faults in them', async () => {
    const [onCpu, onWasm] = [await countsOn('cpu', id), await countsOn('wasm', id)];
    expect(onWasm).toEqual(onCpu);
    expect(onWasm.every(({ flips }) => flips > 0)).toBe(true);
    // Some of them change answers: equal counts are no accident of unharmed networks.
    expect(new Set(onWasm.map(({ wrong }) => wrong)).size).toBeGreaterThan(2);
  });
});
