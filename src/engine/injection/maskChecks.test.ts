import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { checkModel } from '../../core/network/catalog';
import { drawFaultMask } from '../../core/pattern/faultPattern';
import { faultDraw, trialTensors } from '../../core/site/siteTensors';
import { numLanes } from '../../core/words/packing';
import { maskTrials } from '../../experiment/fingerprint/maskTrials';
import { parseLink } from '../../experiment/link/link';
import { laneChecksum } from '../kernels/maskChecksum';
import { readMaskChecks } from './maskChecks';

const LINKS = [
  '#/x?v=1&b=1e-6:1e-2:1',
  '#/x?v=1&s=wba&r=count&p=independent&b=1e-4,1e-2&bits=0,3',
  '#/x?v=1&m=ti-gru&s=ah&life=transient&b=1e-4,1e-2&n=1',
];

it.each(['cpu', 'wasm'].flatMap((device) => LINKS.map((link) => [device, link] as const)))(
  '%s reads the checksums of the masks of %s that TypeScript draws, and frees every tensor',
  async (device, link) => {
    await tf.setBackend(device);
    const { spec } = parseLink(link);
    const model = checkModel(spec.model);
    const wanted = maskTrials(spec).flatMap((injection) =>
      trialTensors(model, { ...injection, numSamples: 1 }).map(({ structure, space }) => {
        const mask = new Uint32Array(numLanes(space.numWords, space.width));
        drawFaultMask(space, faultDraw(injection, structure), mask);
        return mask.reduce((sum, bits, lane) => (sum + laneChecksum(bits, lane)) | 0, 0) >>> 0;
      }),
    );
    expect(new Set(wanted).size).toBeGreaterThan(3);
    const before = tf.memory().numTensors;
    expect(await readMaskChecks(model, maskTrials(spec))).toEqual(wanted);
    expect(tf.memory().numTensors).toBe(before);
  },
);
