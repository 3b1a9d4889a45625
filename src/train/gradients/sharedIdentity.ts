import * as tf from '@tensorflow/tfjs-core';
import { type KernelCall, registerWasmKernel } from './wasmKernels';

/**
 * Replaces WASM's Identity, a copy in tfjs 4.22, by a tensor that shares the data, like Reshape.
 * The tape clones every tensor that a gradient needs, so training without copies takes half the
 * memory.
 */
export function registerSharedIdentity(): void {
  registerWasmKernel(tf.Identity, ({ inputs: { x }, backend }: KernelCall<{ x: tf.TensorInfo }, unknown>) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}
