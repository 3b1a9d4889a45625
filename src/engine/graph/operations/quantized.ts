import { t } from '../../../core/language/t';
import { product } from '../../../core/network/network';
import type { SourceNode } from '../../source/sourceModel';
import { type ConstantUse, checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import { isExact, jsonOf } from '../recipe';
import { computedValues, type StoredValues } from '../storedValues';
import {
  type Constant,
  numbersOf,
  type Operand,
  reshapeConstant,
  type Value,
  wholeConstant,
} from '../values';
import { emitConvolution } from './convolutions';
import { emitUnary } from './elementwise';
import { emitProduct } from './products';

/** Smallest and largest word of each type of words. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  int16: [-32_768, 32_767],
  int4: [-8, 7],
  uint4: [0, 15],
};

/** Types of words by their numbers in TensorProto.DataType; 0 stands for none. */
const WORD_TYPES: Readonly<Record<number, string>> = {
  0: 'uint8',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  21: 'uint4',
  22: 'int4',
};

/** Returns the smallest and largest word, by the zero point or, without one, `output_dtype`. */
function rangeOf(operation: Operation, zeroPointAt: number): readonly [number, number] {
  const stated = operation.int('output_dtype') ?? 0;
  const type = operation.has(zeroPointAt) ? operation.fileType(zeroPointAt) : WORD_TYPES[stated];
  const range = RANGES[type ?? ''];
  if (range === undefined) throw operation.refusedInput(zeroPointAt, type ?? `${stated}`);
  return range;
}

const quantizeLinear: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const [min, max] = rangeOf(operation, 2);
  operation.ignore('saturate');
  const { axis, uses } = scaleOf(operation, value);
  const output = builder.emit({ kind: 'quantize', axis, min, max }, [value], uses);
  return builder.value(output, value.axes, value.batchAxis);
};

const dequantizeLinear: Translation = (operation) => {
  const { builder } = operation;
  const words = operation.operand(0);
  if (words.source === 'stored') return dequantized(operation, words);
  const { axis, uses } = scaleOf(operation, words);
  const output = builder.emit({ kind: 'dequantize', axis }, [words], uses);
  return builder.value(output, words.axes, words.batchAxis);
};

/** Reads scale and zero point, of one value or one for each entry of an axis. */
function scaleOf(
  operation: Operation,
  value: Value,
): { readonly axis: number; readonly uses: readonly ConstantUse[] } {
  const blockSize = operation.int('block_size') ?? 0;
  if (blockSize !== 0) throw operation.refusal('block_size', `${blockSize}`);
  const scale = operation.constant(1);
  const isVector = scale.dims.length === 1 && scale.dims[0] !== 1;
  operation.ignore('axis');
  const stated = isVector ? operation.axisOr(1, value.dims.length) : 0;
  if (isVector) checkSampleAxes(operation.builder, value, [stated]);
  const axis = isVector ? value.axes.indexOf(stated) : 0;
  const flat = (constant: Constant) => (isVector ? constant : reshapeConstant(constant, []));
  const uses: ConstantUse[] = [{ role: 'scale', constant: flat(scale) }];
  const none = () =>
    wholeConstant(
      computedValues(`${operation.node.outputs[0]}/zero`, [], 'float32', Float32Array.of(0), false),
    );
  uses.push({ role: 'zeroPoint', constant: operation.has(2) ? flat(operation.constant(2)) : none() });
  return { axis, uses };
}

/** Returns stored words as the floats that they stand for. They are computed when they are read. */
function dequantized(operation: Operation, words: Constant): Constant {
  const blockSize = operation.int('block_size') ?? 0;
  if (blockSize !== 0) throw operation.refusal('block_size', `${blockSize}`);
  operation.ignore('axis');
  const scales = operation.values(1)!;
  const axis = scales.length === 1 ? 0 : operation.axisOr(1, words.dims.length);
  return rescaled(operation, 0, axis, { scales, scalesFrom: [1], zeroPointAt: 2 });
}

/** Scales of words, the inputs that they come from, and the input of the zero points. */
interface WordScales {
  readonly scales: readonly number[];
  readonly scalesFrom: readonly number[];
  /** Null: the zero point is 0. */
  readonly zeroPointAt: number | null;
}

/** Operators that read stored words as floats. */
const WORD_READERS: ReadonlySet<string> = new Set([
  'DequantizeLinear',
  'ConvInteger',
  'MatMulInteger',
  'QLinearConv',
  'QLinearMatMul',
]);

function readsWords({ operator }: SourceNode): boolean {
  return WORD_READERS.has(operator);
}

/** Words as they are. */
const UNSCALED = { scales: [1], scalesFrom: [] };

/**
 * Returns the stored words of an input as (word - zero point) · scale, with one scale and zero
 * point or one for each entry of an axis. All nodes that read the words so share them.
 */
function rescaled(
  operation: Operation,
  index: number,
  axis: number,
  { scales, scalesFrom, zeroPointAt }: WordScales,
): Constant {
  const words = operation.constant(index);
  const { stored, dims } = words;
  const zeroPoints = (zeroPointAt === null ? undefined : operation.values(zeroPointAt)) ?? [0];
  if (words.permutation.some((from, at) => from !== at) || words.part !== undefined)
    throw operation.refusedInput(index, `[${dims.join(', ')}]`);
  for (const { length } of [scales, zeroPoints])
    if (length !== 1 && length !== dims[axis])
      throw operation.refusedInput(index, `[${length}], [${dims.join(', ')}]`);
  const inner = product(dims.slice(axis + 1));
  const compute = (values: ArrayLike<number>) =>
    Float32Array.from(values, (word, place) => {
      const at = Math.floor(place / inner) % dims[axis]!;
      const zeroPoint = zeroPoints[zeroPoints.length === 1 ? 0 : at]!;
      return (word - zeroPoint) * scales[scales.length === 1 ? 0 : at]!;
    });
  const read = [...scalesFrom, zeroPointAt].map((at) =>
    at === null || !operation.has(at) ? null : operation.constant(at),
  );
  const make = (): StoredValues => ({
    // Other nodes may read the words themselves.
    name: operation.inputReaders(index).every(readsWords) ? stored.name : `${stored.name}/floats`,
    source: stored.name,
    shape: dims,
    type: 'float32',
    isTrained: true,
    note: `(word - ${shown(zeroPoints)}) · ${shown(scales)}`,
    recipe: {
      operation: jsonOf(['dequantize', axis]),
      inputs: [words, ...read],
      isExact: [words, ...read].every((view) => view === null || isExact(view.stored)),
    },
    read: async () => compute(await stored.read()),
    ...(stored.numbers && { numbers: compute(numbersOf(words)!) }),
  });
  return wholeConstant(operation.floatsOf(stored, jsonOf([axis, scales, zeroPoints, dims]), make));
}

function shown(values: readonly number[]): string {
  return values.length === 1 ? `${values[0]}` : `[${values.length}]`;
}

/** Returns the words of an input as (word - zero point) · scale. */
function centred(
  operation: Operation,
  index: number,
  axis: number,
  { scales, scalesFrom, zeroPointAt }: WordScales & { readonly zeroPointAt: number },
): Operand {
  const operand = operation.operand(index);
  if (operand.source === 'stored' && !operation.isConstant)
    return rescaled(operation, index, axis, { scales, scalesFrom, zeroPointAt });
  const zeroPoints = operation.numbers(zeroPointAt) ?? [0];
  const { builder } = operation;
  const value = operation.value(index);
  if (zeroPoints.length !== 1) throw operation.refusedInput(zeroPointAt, `[${zeroPoints.length}]`);
  if (scales.length !== 1) throw operation.refusedInput(scalesFrom[0]!, `[${scales.length}]`);
  const floats =
    value.type === 'float32'
      ? value
      : builder.value(builder.emit({ kind: 'cast', to: 'float32' }, [value]), value.axes, value.batchAxis);
  const [zeroPoint, scale] = [zeroPoints[0]!, scales[0]!];
  if (zeroPoint === 0 && scale === 1) return floats;
  return emitUnary(operation, floats, { name: 'affine', scale, offset: -zeroPoint * scale });
}

/** Returns the words of an input as floats without their zero point. */
function unscaled(operation: Operation, index: number, axis: number, zeroPointAt: number): Operand {
  return centred(operation, index, axis, { ...UNSCALED, zeroPointAt });
}

/** Returns the words of an input as the floats that they stand for. The next inputs say how. */
function real(operation: Operation, index: number, axis: number): Operand {
  const scales = operation.numbers(index + 1)!;
  return centred(operation, index, axis, { scales, scalesFrom: [index + 1], zeroPointAt: index + 2 });
}

/** Adds a convolution of words as floats. Sums of whole numbers below 2^24 are exact in float32. */
function wordConvolution(
  operation: Operation,
  input: Operand,
  kernel: Operand,
  bias: readonly ConstantUse[],
): Value {
  if (input.source !== 'node') throw operation.refusedInput(0, t`stored, not computed`);
  if (kernel.source !== 'stored') throw operation.refusal('kernel', t`computed, not stored`);
  return emitConvolution(operation, input, kernel, bias);
}

const convInteger: Translation = (operation) =>
  wordConvolution(operation, unscaled(operation, 0, 0, 2), unscaled(operation, 1, 0, 3), []);

const matMulInteger: Translation = (operation) =>
  emitProduct(operation, unscaled(operation, 0, 0, 2), unscaled(operation, 1, 1, 3));

/** Computes with the floats that words stand for: formats fit kernels, biases and sums alike. */
const quantizedConvolution: Translation = (operation) => {
  const bias: readonly ConstantUse[] = operation.has(8)
    ? [{ role: 'bias', constant: realBias(operation) }]
    : [];
  const sums = wordConvolution(operation, real(operation, 0, 0), real(operation, 3, 0), bias);
  return requantized(operation, sums, 6);
};

/** Returns the words of a bias, whose scale is that of the input times that of the kernel. */
function realBias(operation: Operation): Constant {
  const scale = operation.number(1)!;
  const scales = operation.numbers(4)!.map((one) => one * scale);
  return rescaled(operation, 8, 0, { scales, scalesFrom: [1, 4], zeroPointAt: null });
}

const quantizedProduct: Translation = (operation) =>
  requantized(operation, emitProduct(operation, real(operation, 0, 0), real(operation, 3, 1)), 6);

/** Adds the rounding of sums to words with the scale of an input and the zero point of the next. */
function requantized(operation: Operation, sums: Value, scaleAt: number): Value {
  const { builder } = operation;
  const [min, max] = rangeOf(operation, scaleAt + 1);
  const [scale, zeroPoint] = [scaleAt, scaleAt + 1].map((index) => {
    const constant = operation.constant(index);
    if (product(constant.dims) !== 1) throw operation.refusedInput(index, `[${constant.dims.join(', ')}]`);
    return reshapeConstant(constant, []);
  }) as [Constant, Constant];
  const output = builder.emit(
    { kind: 'quantize', axis: 0, min, max },
    [sums],
    [
      { role: 'scale', constant: scale },
      { role: 'zeroPoint', constant: zeroPoint },
    ],
  );
  return builder.value(output, sums.axes, sums.batchAxis);
}

export const QUANTIZED: Readonly<Record<string, Translation>> = {
  QuantizeLinear: quantizeLinear,
  DequantizeLinear: dequantizeLinear,
  ConvInteger: convInteger,
  MatMulInteger: matMulInteger,
  QLinearConv: quantizedConvolution,
  QLinearMatMul: quantizedProduct,
};
