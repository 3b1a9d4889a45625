import type { backend_util } from '@tensorflow/tfjs-core';

/** Sizes of a convolution, as tfjs computes them from shapes, strides and padding. */
type ConvSizes = backend_util.Conv2DInfo;

/** Sizes of the layout of `splitPhases`. */
interface PhaseSizes {
  /** Rows and columns of one phase. */
  readonly height: number;
  readonly width: number;
  /** Number of elements in all phases. */
  readonly numElements: number;
}

export function phaseSizes(sizes: ConvSizes): PhaseSizes {
  const { strideHeight, strideWidth } = sizes;
  const height = sizes.outHeight + Math.floor((sizes.filterHeight - 1) / strideHeight);
  const width = sizes.outWidth + Math.floor((sizes.filterWidth - 1) / strideWidth);
  const numElements = strideHeight * strideWidth * sizes.inChannels * height * width * sizes.batchSize;
  return { height, width, numElements };
}

const BLOCK = 16;

/**
 * Pads pictures [batch, height, width, channels], splits them by row and column modulo stride, and
 * puts the batch innermost: [strideHeight, strideWidth, channels, rows, columns, batch]. All
 * elements that one weight is multiplied with in an output row are then contiguous, for any stride.
 * Overwrites `phases`.
 */
export function splitPhases(pictures: Float32Array, phases: Float32Array, sizes: ConvSizes): void {
  const { batchSize, inHeight, inWidth, inChannels, strideHeight, strideWidth, padInfo } = sizes;
  const { height, width } = phaseSizes(sizes);
  const pictureSize = inHeight * inWidth * inChannels;
  const channelSize = height * width * batchSize;
  for (let phaseY = 0; phaseY < strideHeight; phaseY++) {
    for (let phaseX = 0; phaseX < strideWidth; phaseX++) {
      const phase = (phaseY * strideWidth + phaseX) * inChannels * channelSize;
      for (let row = 0; row < height; row++) {
        const y = row * strideHeight + phaseY - padInfo.top;
        for (let column = 0; column < width; column++) {
          const x = column * strideWidth + phaseX - padInfo.left;
          const target = phase + (row * width + column) * batchSize;
          if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) {
            for (let channel = 0; channel < inChannels; channel++) {
              const start = target + channel * channelSize;
              phases.fill(0, start, start + batchSize);
            }
          } else {
            const source = (y * inWidth + x) * inChannels;
            transposeBlocks(
              pictures,
              source,
              pictureSize,
              batchSize,
              phases,
              target,
              channelSize,
              inChannels,
            );
          }
        }
      }
    }
  }
}

/**
 * Transposes in blocks that keep the cache lines of both sides in the cache. Single elements take
 * four times as long.
 */
function transposeBlocks(
  source: Float32Array,
  sourceStart: number,
  sourceStride: number,
  numRows: number,
  target: Float32Array,
  targetStart: number,
  targetStride: number,
  numColumns: number,
): void {
  for (let firstRow = 0; firstRow < numRows; firstRow += BLOCK) {
    const endRow = Math.min(firstRow + BLOCK, numRows);
    for (let firstColumn = 0; firstColumn < numColumns; firstColumn += BLOCK) {
      const endColumn = Math.min(firstColumn + BLOCK, numColumns);
      for (let column = firstColumn; column < endColumn; column++) {
        const to = targetStart + column * targetStride;
        const from = sourceStart + column;
        for (let row = firstRow; row < endRow; row++) {
          target[to + row] = source[from + row * sourceStride]!;
        }
      }
    }
  }
}

/**
 * Gathers the elements that each weight of the filter is multiplied with in `numRows` output rows
 * from `firstRow` on: [filterHeight · filterWidth · channels, numRows · outWidth · batch].
 */
export function gatherPatches(
  phases: Float32Array,
  patches: Float32Array,
  sizes: ConvSizes,
  firstRow: number,
  numRows: number,
): void {
  const { batchSize, inChannels, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } = sizes;
  const { height, width } = phaseSizes(sizes);
  const rowSize = outWidth * batchSize;
  let target = 0;
  for (let tapY = 0; tapY < filterHeight; tapY++) {
    const row = firstRow + Math.floor(tapY / strideHeight);
    for (let tapX = 0; tapX < filterWidth; tapX++) {
      const phase = (tapY % strideHeight) * strideWidth + (tapX % strideWidth);
      const column = Math.floor(tapX / strideWidth);
      for (let channel = 0; channel < inChannels; channel++) {
        const plane = (phase * inChannels + channel) * height;
        for (let step = 0; step < numRows; step++) {
          const source = ((plane + row + step) * width + column) * batchSize;
          patches.set(phases.subarray(source, source + rowSize), target);
          target += rowSize;
        }
      }
    }
  }
}

/**
 * Copies output rows from `firstRow` on, from [batch, outHeight, outWidth, outChannels] to
 * [numRows, outWidth, batch, outChannels]. This is the order of the columns of `gatherPatches`.
 */
export function gatherOutputRows(
  output: Float32Array,
  rows: Float32Array,
  sizes: ConvSizes,
  firstRow: number,
  numRows: number,
): void {
  const { batchSize, outHeight, outWidth, outChannels } = sizes;
  for (let picture = 0; picture < batchSize; picture++) {
    let source = (picture * outHeight + firstRow) * outWidth * outChannels;
    let target = picture * outChannels;
    for (let position = 0; position < numRows * outWidth; position++) {
      for (let channel = 0; channel < outChannels; channel++) {
        rows[target + channel] = output[source + channel]!;
      }
      source += outChannels;
      target += batchSize * outChannels;
    }
  }
}
