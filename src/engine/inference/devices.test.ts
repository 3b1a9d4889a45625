import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { BackendError } from '../../core/errors';
import { type DevicePlatform, startDevice } from './devices';

const wasm = tf.findBackendFactory('wasm');
afterEach(() => {
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', wasm);
});

const withoutGpu: DevicePlatform = { wasmPaths: undefined, gpu: async () => 'no GPU here' };

/** A browser with this adapter. tfjs itself finds no GPU in Node, so nothing is computed on it. */
function offering(adapter: object): DevicePlatform {
  return { wasmPaths: undefined, gpu: async () => ({ requestAdapter: async () => adapter }) as never };
}

describe('startDevice', () => {
  it.each([
    ['wasm', 'WASM SIMD'],
    ['cpu', 'JavaScript'],
  ] as const)('starts %s by name', async (device, adapter) => {
    expect(await startDevice(device, withoutGpu)).toMatchObject({
      ...{ device, adapter, software: false, reason: 'chosen by hand' },
    });
    expect(tf.getBackend()).toBe(device);
  });

  it('says why WASM runs instead of a GPU', async () => {
    const found = await startDevice('auto', withoutGpu);
    expect(found).toMatchObject({ device: 'wasm', reason: 'no GPU here' });
    const software = { info: { description: 'SwiftShader', architecture: '' } };
    expect((await startDevice('auto', offering(software))).reason).toBe(
      'only a software GPU is offered (SwiftShader), which is slower than WASM',
    );
  });

  it('takes an adapter that does not say what it is for hardware', async () => {
    const { device, reason } = await startDevice('auto', offering({}));
    expect([device, reason]).toEqual(['wasm', 'tfjs has no webgpu here']);
  });

  it('keeps the cause when WASM does not start', async () => {
    for (const thrown of [new Error('out of memory'), { message: 'out of memory' }, 'out of memory']) {
      tf.removeBackend('wasm');
      tf.registerBackend('wasm', () => Promise.reject(thrown));
      await expect(startDevice('wasm', withoutGpu)).rejects.toThrow(
        new BackendError('wasm', 'tfjs could not start wasm (out of memory)'),
      );
      expect(await startDevice('auto', withoutGpu)).toMatchObject({
        device: 'cpu',
        reason: 'no GPU here; WASM did not start either (tfjs could not start wasm (out of memory))',
      });
    }
  });
});
