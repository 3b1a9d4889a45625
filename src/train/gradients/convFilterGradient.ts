import * as tf from '@tensorflow/tfjs-core';
import { gatherOutputRows, gatherPatches, phaseSizes, splitPhases } from './convLayout';
import { heapFloats, type KernelCall, registerWasmKernel, runWasmKernel } from './wasmKernels';

/**
 * Target number of gradient floats in the output rows that are processed together. XNNPACK's packed
 * copy then fits the L2 cache.
 */
const CHUNK_FLOATS = 2 ** 17;

/**
 * Registers the filter gradient of conv2d, which tfjs 4.22 lacks on WASM. Patches and output
 * gradients of a few output rows at a time are laid out as matrices and multiplied: 2 · MACs
 * operations at the speed of matMul.
 */
export function registerConvFilterGradient(): void {
  registerWasmKernel(tf.Conv2DBackpropFilter, filterGradient);
}

function filterGradient({
  inputs: { x, dy },
  attrs: { strides, pad, dataFormat, dimRoundingMode, filterShape },
  backend,
}: KernelCall<Record<'x' | 'dy', tf.TensorInfo>, tf.Conv2DBackpropFilterAttrs>): tf.TensorInfo {
  const sizes = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    tf.backend_util.convertConv2DDataFormat(dataFormat),
  );
  const { batchSize, outHeight, outWidth, outChannels } = sizes;
  const numWeights = sizes.filterHeight * sizes.filterWidth * sizes.inChannels;
  const rowSize = outWidth * batchSize;
  const chunkRows = Math.max(1, Math.min(outHeight, Math.floor(CHUNK_FLOATS / (rowSize * outChannels))));

  const gradient = backend.makeOutput(filterShape, 'float32');
  const phases = backend.makeOutput([phaseSizes(sizes).numElements], 'float32');
  splitPhases(heapFloats(backend, x), heapFloats(backend, phases), sizes);
  heapFloats(backend, gradient).fill(0);

  for (let firstRow = 0; firstRow < outHeight; firstRow += chunkRows) {
    const numRows = Math.min(chunkRows, outHeight - firstRow);
    const patches = backend.makeOutput([numWeights, numRows * rowSize], 'float32');
    const rows = backend.makeOutput([numRows * rowSize, outChannels], 'float32');
    gatherPatches(heapFloats(backend, phases), heapFloats(backend, patches), sizes, firstRow, numRows);
    gatherOutputRows(heapFloats(backend, dy), heapFloats(backend, rows), sizes, firstRow, numRows);
    const product = runWasmKernel(
      tf.BatchMatMul,
      backend,
      { a: patches, b: rows },
      { transposeA: false, transposeB: false },
    );
    addTo(heapFloats(backend, gradient), heapFloats(backend, product));
    for (const { dataId } of [patches, rows, product]) backend.disposeData(dataId);
  }
  backend.disposeData(phases.dataId);
  return gradient;
}

function addTo(sum: Float32Array, terms: Float32Array): void {
  for (let index = 0; index < sum.length; index++) sum[index] = sum[index]! + terms[index]!;
}
