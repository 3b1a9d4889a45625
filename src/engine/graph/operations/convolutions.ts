import type { ConstantUse } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { emitOnPicture, type Picture, pairOf, toPicture } from '../pictures';
import { type Constant, reshapeConstant, transposeConstant, type Value } from '../values';
import { checkPads, listOf, padsOf, readWindows } from './windows';

const conv: Translation = (operation) =>
  emitConvolution(operation, operation.value(0), operation.constant(1), biasOf(operation, 2));

/** Adds a convolution with a stored kernel and perhaps a bias. */
export function emitConvolution(
  operation: Operation,
  value: Value,
  kernel: Constant,
  bias: readonly ConstantUse[],
): Value {
  const picture = toPicture(operation.builder, value);
  const weights = checkedKernel(operation, picture, kernel);
  const [filters, , ...size] = weights.dims as [number, number, ...number[]];
  const windows = readWindows(operation, size, lengthsOf(picture));
  const groups = operation.int('group') ?? 1;
  const { size: kernelSize, strides, dilations, pads } = windows;
  return emitOnPicture(
    operation.builder,
    picture,
    { kind: 'convolution', filters, kernelSize, strides, dilations, pads, groups },
    [{ role: 'kernel', constant: channelsInside(weights, kernelSize) }, ...bias],
  );
}

const convTranspose: Translation = (operation) => {
  const picture = toPicture(operation.builder, operation.value(0));
  const weights = checkedKernel(operation, picture, operation.constant(1));
  const groups = operation.int('group') ?? 1;
  const [, filters, ...size] = weights.dims as [number, number, ...number[]];
  const lengths = lengthsOf(picture);
  const count = lengths.length;
  const strides = listOf(operation, 'strides', count, 1);
  const dilations = listOf(operation, 'dilations', count, 1);
  const outputPads = operation.ints('output_padding') ?? Array<number>(count).fill(0);
  const autoPad = operation.choice('auto_pad', ['NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID']);
  const given = operation.ints('pads') ?? Array<number>(2 * count).fill(0);
  const wanted = operation.ints('output_shape')?.slice(-count);
  checkPads(operation, 'pads', given, 2 * count);
  checkPads(operation, 'output_padding', outputPads, count);
  if (wanted !== undefined) checkPads(operation, 'output_shape', wanted, count);
  const pads = lengths.map((length, axis): readonly [number, number] => {
    const whole =
      (length - 1) * strides[axis]! + dilations[axis]! * (size[axis]! - 1) + 1 + outputPads[axis]!;
    const isSame = autoPad === 'SAME_UPPER' || autoPad === 'SAME_LOWER';
    if (wanted === undefined && !isSame)
      return autoPad === 'VALID' ? [0, 0] : [given[axis]!, given[axis + count]!];
    const total = whole - (wanted?.[axis] ?? length * strides[axis]!);
    const less = Math.floor(total / 2);
    return autoPad === 'SAME_UPPER' ? [less, total - less] : [total - less, less];
  });
  const kernelSize = pairOf(size, 1);
  return emitOnPicture(
    operation.builder,
    picture,
    {
      kind: 'convTranspose',
      filters: filters * groups,
      kernelSize,
      strides: pairOf(strides, 1),
      dilations: pairOf(dilations, 1),
      pads: padsOf(pads),
      outputPads: pairOf(outputPads, 0),
      groups,
    },
    [{ role: 'kernel', constant: channelsInside(weights, kernelSize) }, ...biasOf(operation, 2)],
  );
};

/** Returns a kernel that has one axis for each of the picture's. */
function checkedKernel(operation: Operation, { numPlaces }: Picture, weights: Constant): Constant {
  const size = weights.dims.slice(2);
  const stated = operation.ints('kernel_shape') ?? size;
  if (size.length !== numPlaces || stated.join() !== size.join())
    throw operation.refusal('kernel_shape', `${stated.join(', ')} ≠ [${weights.dims.join(', ')}]`);
  return weights;
}

/** Puts a kernel [a, b, …size] in the order of tfjs: [height, width, b, a]. */
function channelsInside(weights: Constant, size: readonly [number, number]): Constant {
  const [a, b] = weights.dims as [number, number];
  const places = weights.dims.map((_, axis) => axis).slice(2);
  return reshapeConstant(transposeConstant(weights, [...places, 1, 0]), [...size, b, a]);
}

/** Returns the stored bias, if there is one. */
export function biasOf(operation: Operation, index: number): readonly ConstantUse[] {
  return operation.has(index) ? [{ role: 'bias', constant: operation.constant(index) }] : [];
}

/** Lengths of a picture or a sequence. */
export function lengthsOf({ output, numPlaces }: Picture): readonly number[] {
  return output.shape.slice(-numPlaces - 1, -1);
}

export const CONVOLUTIONS: Readonly<Record<string, Translation>> = {
  Conv: conv,
  ConvTranspose: convTranspose,
};
