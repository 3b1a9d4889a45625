import * as tf from '@tensorflow/tfjs-core';
import { HIT_COUNT_LIMITS, TAIL_LEVEL, topLevel, topLevelCut } from '../../core/pattern/faultLevels';
import {
  blockRange,
  drawFaultMask,
  type FaultDraw,
  numCountDraws,
  type WordSpace,
} from '../../core/pattern/faultPattern';
import { numLanes } from '../../core/words/packing';
import bernoulliWgsl from './bernoulli.wgsl?raw';
import countWgsl from './count.wgsl?raw';
import { defineKernel, type GpuProgram, type Uniforms, type Values } from './defineKernel';
import faultsWgsl from './faults.wgsl?raw';
import { addAll } from './integerKernels';
import type { WasmKernels } from './wasmKernels';

type Draw = WordSpace & FaultDraw;

const ALL_PLANES = 2 ** 32 - 1;

function streamUniforms(draw: Draw): Uniforms {
  return {
    tensor: { type: 'u32', value: draw.tensor },
    numWords: { type: 'u32', value: draw.numWords },
    width: { type: 'u32', value: draw.width },
    planes: { type: 'u32', value: draw.planes ?? ALL_PLANES },
    key0: { type: 'u32', value: draw.key[0] },
    key1: { type: 'u32', value: draw.key[1] },
  };
}

function bernoulliProgram(draw: Draw): GpuProgram {
  const firstLevel = topLevel(draw.ber);
  const { firstWord, segment } = draw.streamWindow ?? { firstWord: 0, segment: 0 };
  let blocksPerPlane = 0;
  for (let level = firstLevel; level <= TAIL_LEVEL; level++)
    blocksPerPlane += blockRange(firstWord, draw.numWords, level).numBlocks;
  return {
    key: 'aresDrawBernoulliMask',
    inputs: ['limits'],
    uniforms: {
      ...streamUniforms(draw),
      firstLevel: { type: 'u32', value: firstLevel },
      firstCut: { type: 'u32', value: topLevelCut(draw.ber) >>> 0 },
      blocksPerPlane: { type: 'u32', value: blocksPerPlane },
      firstWord: { type: 'u32', value: firstWord },
      segment: { type: 'u32', value: segment },
    },
    invocations: blocksPerPlane * draw.width,
    atomic: true,
    source: `${faultsWgsl}${bernoulliWgsl}
      fn main(index: i32) {
        let plane = u32(index) / uniforms.blocksPerPlane;
        if (plane >= uniforms.width || ((uniforms.planes >> plane) & 1u) == 0u) { return; }
        var block = u32(index) - plane * uniforms.blocksPerPlane;
        var level = uniforms.firstLevel;
        var range = block_range(uniforms.firstWord, uniforms.numWords, level);
        while (block >= range.y) {
          block = block - range.y;
          level = level + 1u;
          range = block_range(uniforms.firstWord, uniforms.numWords, level);
        }
        let cut = select(0u, uniforms.firstCut, level == uniforms.firstLevel);
        draw_bernoulli_block(
          uniforms.tensor, vec2<u32>(uniforms.firstWord, uniforms.numWords), uniforms.width,
          vec2<u32>(uniforms.key0, uniforms.key1), uniforms.segment, plane, level, range.x + block, cut);
      }`,
  };
}

function countProgram(draw: Draw): GpuProgram {
  const numDraws = numCountDraws(draw, draw.ber);
  return {
    key: 'aresDrawCountMask',
    inputs: [],
    uniforms: { ...streamUniforms(draw), numDraws: { type: 'u32', value: numDraws } },
    invocations: numDraws,
    atomic: true,
    source: `${faultsWgsl}${countWgsl}
      fn main(index: i32) {
        if (u32(index) >= uniforms.numDraws) { return; }
        draw_count_fault(
          uniforms.tensor, uniforms.numWords, uniforms.width, uniforms.planes,
          vec2<u32>(uniforms.key0, uniforms.key1), u32(index));
      }`,
  };
}

function drawOnWasm(wasm: WasmKernels, limits: Values, mask: Values, draw: Draw): void {
  const { tensor, numWords, width, planes = ALL_PLANES, key, ber, streamWindow } = draw;
  if (draw.sampling === 'count') {
    wasm.drawCountMask(
      ...([mask.byteOffset, mask.length, tensor, numWords, width, planes] as const),
      ...([key[0], key[1], numCountDraws(draw, ber)] as const),
    );
    return;
  }
  const { firstWord, segment } = streamWindow ?? { firstWord: 0, segment: 0 };
  wasm.drawBernoulliMask(
    ...([mask.byteOffset, mask.length, limits.byteOffset, wasm.scratch] as const),
    ...([tensor, firstWord, numWords, segment, width, planes] as const),
    ...([key[0], key[1], topLevel(ber), topLevelCut(ber)] as const),
  );
}

const runDrawFaultMask = defineKernel<Draw>({
  name: 'AresDrawFaultMask',
  outputType: 'int32',
  outputShape: (_, { numWords, width }) => [numLanes(numWords, width)],
  compute([limits], mask, draw, wasm) {
    if (wasm !== null) return drawOnWasm(wasm, limits!, mask, draw);
    drawFaultMask(draw, draw, new Uint32Array(mask.buffer, mask.byteOffset, mask.length));
  },
  program: (_, draw) => (draw.sampling === 'bernoulli' ? bernoulliProgram(draw) : countProgram(draw)),
});

const runCountFlips = defineKernel<object>({
  name: 'AresCountFlips',
  outputType: 'int32',
  outputShape: () => [1],
  compute([mask], output, _, wasm) {
    const lanes = mask!;
    if (wasm !== null) {
      output[0] = wasm.countFlips(lanes.byteOffset, lanes.length);
      return;
    }
    let flips = 0;
    for (let index = 0; index < lanes.length; index++) {
      for (let rest = lanes[index]!; rest !== 0; rest &= rest - 1) flips++;
    }
    output[0] = flips;
  },
  program: ([shape]) => ({
    key: 'aresCountFlips',
    inputs: ['mask'],
    uniforms: { numLanes: { type: 'u32', value: shape![0]! } },
    invocations: shape![0]!,
    atomic: true,
    source: `
      fn main(index: i32) {
        if (u32(index) >= uniforms.numLanes || mask[index] == 0) { return; }
        atomicAdd(&result[0], countOneBits(mask[index]));
      }`,
  }),
});

/** Uploads the hit-count limits, which `drawMask` reads [320]. The caller owns the tensor. */
export function hitCountLimits(): tf.Tensor {
  return tf.tensor1d(new Int32Array(HIT_COUNT_LIMITS.buffer), 'int32');
}

/** Draws the fault mask of one tensor [numLanes]. The mask is 0 if the BER allows no flip. */
export function drawMask(limits: tf.Tensor, space: WordSpace, draw: FaultDraw): tf.Tensor {
  const canFlip = draw.sampling === 'bernoulli' ? draw.ber > 0 : numCountDraws(space, draw.ber) > 0;
  if (!canFlip) return tf.zeros([numLanes(space.numWords, space.width)], 'int32');
  return runDrawFaultMask([limits], { ...space, ...draw });
}

/** Counts the set bits of a mask on the device, as a tensor [1]. */
export function countFlips(mask: tf.Tensor): tf.Tensor {
  return runCountFlips([mask], {});
}

/** Adds flip counts of shape [1]. The sum of none is 0. */
export function sumFlips(flips: readonly tf.Tensor[]): tf.Tensor {
  return flips.length === 0 ? tf.zeros([1], 'int32') : addAll(flips);
}
