import * as tf from '@tensorflow/tfjs-core';
import { heapFloats, type KernelCall, registerWasmKernel } from './wasmKernels';

/**
 * Sums pictures [batch, height, width, channels] to [channels], the gradient of a bias, without the transposed copy that WASM
 * makes first. All other sums keep the kernel of tfjs.
 */
export function registerChannelSum(): void {
  const { kernelFunc } = tf.getKernel(tf.Sum, 'wasm');
  registerWasmKernel(tf.Sum, (call: KernelCall<{ x: tf.TensorInfo }, tf.SumAttrs>) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const isChannelSum = x.dtype === 'float32' && x.shape.length === 4 && String(attrs.axis) === '0,1,2';
    if (!isChannelSum || attrs.keepDims) {
      return kernelFunc({ inputs, backend, attrs: attrs as unknown as tf.NamedAttrMap });
    }
    const numChannels = x.shape[3]!;
    const sums = backend.makeOutput([numChannels], 'float32');
    heapFloats(backend, sums).set(sumChannels(heapFloats(backend, x), numChannels));
    return sums;
  });
}

function sumChannels(values: Float32Array, numChannels: number): Float64Array {
  const sums = new Float64Array(numChannels);
  for (let start = 0; start < values.length; start += numChannels) {
    for (let channel = 0; channel < numChannels; channel++) {
      sums[channel] = sums[channel]! + values[start + channel]!;
    }
  }
  return sums;
}
