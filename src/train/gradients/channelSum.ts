import * as tf from '@tensorflow/tfjs-core';
import { heapFloats, type KernelCall, registerWasmKernel } from './wasmKernels';

/**
 * Registers a sum of pictures [batch, height, width, channels] to [channels], the gradient of a
 * bias. WASM's kernel first makes a transposed copy. All other sums still use tfjs's kernel.
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
  const blockSize = blockSizeFor(numChannels);
  for (let start = 0; start < values.length; start += blockSize) {
    const end = Math.min(values.length, start + blockSize);
    for (let channel = 0; channel < numChannels; channel++) {
      let sum = 0;
      for (let index = start + channel; index < end; index += numChannels) sum += values[index]!;
      sums[channel] = sums[channel]! + sum;
    }
  }
  return sums;
}

/**
 * Number of elements, in whole pixels, of a block that fits the L1 cache. Processing a block
 * channel by channel keeps a channel's sums in registers, twice as fast as pixel by pixel.
 */
export function blockSizeFor(numChannels: number): number {
  return Math.max(1, Math.floor(2 ** 12 / numChannels)) * numChannels;
}
