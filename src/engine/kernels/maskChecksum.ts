import type * as tf from '@tensorflow/tfjs-core';
import { defineKernel } from './defineKernel';

/** Bijection of 32-bit numbers in which each input bit changes about half of the output bits. */
function scramble(bits: number): number {
  const once = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b);
  return twice ^ (twice >>> 16);
}

/**
 * Returns what one lane adds to the checksum of its mask, as an int32. Lanes without flips add 0.
 * It depends on the place of the lane, so a mask with its lanes exchanged has another checksum.
 */
export function laneChecksum(bits: number, lane: number): number {
  return bits === 0 ? 0 : scramble(bits ^ scramble(lane + 1));
}

const runMaskChecksum = defineKernel<object>({
  name: 'AresMaskChecksum',
  outputType: 'int32',
  outputShape: () => [1],
  compute([mask], output, _, wasm) {
    const lanes = mask!;
    if (wasm !== null) {
      output[0] = wasm.maskChecksum(lanes.byteOffset, lanes.length);
      return;
    }
    let sum = 0;
    for (let lane = 0; lane < lanes.length; lane++) sum = (sum + laneChecksum(lanes[lane]!, lane)) | 0;
    output[0] = sum;
  },
  program: ([shape]) => ({
    key: 'aresMaskChecksum',
    inputs: ['mask'],
    uniforms: { numLanes: { type: 'u32', value: shape![0]! } },
    invocations: shape![0]!,
    atomic: true,
    source: `
      fn scramble(bits: u32) -> u32 {
        let once = (bits ^ (bits >> 16u)) * 0x7feb352du;
        let twice = (once ^ (once >> 15u)) * 0x846ca68bu;
        return twice ^ (twice >> 16u);
      }

      fn main(index: i32) {
        let lane = u32(index);
        if (lane >= uniforms.numLanes || mask[index] == 0) { return; }
        let bits = bitcast<u32>(mask[index]);
        atomicAdd(&result[0], bitcast<i32>(scramble(bits ^ scramble(lane + 1u))));
      }`,
  }),
});

/**
 * Computes a checksum of a fault mask on the device, as a tensor [1]. Equal masks have equal
 * checksums on every device, since the sum of 32-bit integers does not depend on its order.
 */
export function maskChecksum(mask: tf.Tensor): tf.Tensor {
  return runMaskChecksum([mask], {});
}
