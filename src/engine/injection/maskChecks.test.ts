import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { readMaskChecks } from './maskChecks';
import { CHECKED_LINKS, checkedMasks } from './maskChecks.fake';

// e2e/gpu/kernels.spec.ts asks the same of WebGPU.
it.each(['cpu', 'wasm'].flatMap((device) => CHECKED_LINKS.map((link) => [device, link] as const)))(
  '%s reads the checksums of the masks of %s that TypeScript draws, and frees every tensor',
  async (device, link) => {
    await tf.setBackend(device);
    const { model, injections, wanted } = checkedMasks(link);
    expect(new Set(wanted).size).toBeGreaterThan(3);
    const before = tf.memory().numTensors;
    expect(await readMaskChecks(checkModel(model), injections)).toEqual(wanted);
    expect(tf.memory().numTensors).toBe(before);
  },
);
