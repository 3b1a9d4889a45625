import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Arguments of a training kernel: tensors by tfjs's names, and attributes as in tfjs. */
export interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: BackendWasm;
}

/**
 * Registers a kernel for WASM and replaces tfjs's kernel of the same name, if any. It acts on the
 * whole process.
 */
export function registerWasmKernel<Inputs, Attributes>(
  kernelName: string,
  kernel: (call: KernelCall<Inputs, Attributes>) => tf.TensorInfo | tf.TensorInfo[],
): void {
  const original = tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined;
  if (original !== undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({
    ...original,
    kernelName,
    backendName: 'wasm',
    kernelFunc: kernel as unknown as tf.KernelFunc,
  });
}

/**
 * Runs a WASM kernel outside of tfjs's engine. The caller disposes the result through the backend.
 */
export function runWasmKernel(
  kernelName: string,
  backend: BackendWasm,
  inputs: Readonly<Record<string, tf.TensorInfo>>,
  attributes: object,
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(kernelName, 'wasm');
  return kernelFunc({ inputs, backend, attrs: attributes as tf.NamedAttrMap }) as tf.TensorInfo;
}

/**
 * Returns the elements of a float32 tensor in the WASM heap. The view is valid until the next
 * allocation.
 */
export function heapFloats(backend: BackendWasm, tensor: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}
