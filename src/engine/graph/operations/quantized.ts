import { type ConstantUse, checkSampleAxes } from '../graphBuilder';
import type { Operation, Translation } from '../operation';
import type { StoredValues } from '../storedValues';
import { type Constant, numbersOf, reshapeConstant, type Value, wholeConstant } from '../values';

/** Smallest and largest word of each type of words. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65_535],
  int16: [-32_768, 32_767],
  int4: [-8, 7],
  uint4: [0, 15],
};

const quantizeLinear: Translation = (operation) => {
  const { builder } = operation;
  const value = operation.value(0);
  const type = operation.fileType(2) ?? 'uint8';
  const range = RANGES[type];
  if (range === undefined) throw operation.refusal('zero_point', type);
  operation.ignore('saturate', 'output_dtype');
  const { axis, uses } = scaleOf(operation, value);
  const [min, max] = range;
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
  if (operation.has(2)) uses.push({ role: 'zeroPoint', constant: flat(operation.constant(2)) });
  return { axis, uses };
}

/** Returns stored words as the floats that they stand for. They are computed when they are read. */
function dequantized(operation: Operation, words: Constant): Constant {
  const { stored } = words;
  const blockSize = operation.int('block_size') ?? 0;
  if (blockSize !== 0) throw operation.refusal('block_size', `${blockSize}`);
  if (words.permutation.some((axis, at) => axis !== at) || words.part !== undefined)
    throw operation.refusal('input 0', `[${words.dims.join(', ')}]`);
  const scales = operation.numbers(1)!;
  const zeroPoints = operation.numbers(2) ?? scales.map(() => 0);
  const rank = words.dims.length;
  const axis = scales.length === 1 ? 0 : operation.axisOr(1, rank);
  if (scales.length !== 1 && (scales.length !== words.dims[axis] || zeroPoints.length !== scales.length))
    throw operation.refusal('x_scale', `[${scales.length}], [${words.dims.join(', ')}]`);
  const inner = words.dims.slice(axis + 1).reduce((size, length) => size * length, 1);
  const compute = (values: ArrayLike<number>) =>
    Float32Array.from(values, (word, index) => {
      const at = scales.length === 1 ? 0 : Math.floor(index / inner) % scales.length;
      return Math.fround((word - zeroPoints[at]!) * scales[at]!);
    });
  operation.ignore('axis');
  const note = `(word - ${shown(zeroPoints)}) · ${shown(scales)}`;
  const values: StoredValues = {
    name: stored.name,
    shape: words.dims,
    type: 'float32',
    isTrained: true,
    note,
    read: async () => compute(await stored.read()),
    ...(stored.numbers && { numbers: compute(numbersOf(words)!) }),
  };
  return wholeConstant(values);
}

function shown(values: readonly number[]): string {
  return values.length === 1 ? `${values[0]}` : `[${values.length}]`;
}

export const QUANTIZED: Readonly<Record<string, Translation>> = {
  QuantizeLinear: quantizeLinear,
  DequantizeLinear: dequantizeLinear,
};
