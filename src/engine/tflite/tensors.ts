import type { AssetFile } from '../../core/files/assetFiles';
import { product } from '../../core/network/network';
import { readPart } from '../source/blobReader';
import type { Refusals } from '../source/refusals';
import type { SourceTensor } from '../source/sourceModel';
import { rawBytes, TENSOR_TYPES, type TensorType } from '../source/tensorTypes';
import { valuesOf } from '../source/tensorValues';
import type { Span, TableOf } from './flatSchema';
import type { BUFFER, TENSOR } from './schema';

/** Types by their numbers in schema.fbs. Null: no numbers. */
const TYPES: readonly (TensorType | null)[] = [
  'float32',
  'float16',
  'int32',
  'uint8',
  'int64',
  null,
  'bool',
  'int16',
  'complex64',
  'int8',
  'float64',
  'complex128',
  'uint64',
  null,
  null,
  'uint32',
  'uint16',
  'int4',
  'bfloat16',
];
const MAX_LENGTH = 2 ** 31 - 1;

/** How words stand for numbers: (word - zero point) · scale. */
export interface Quantization {
  /** One, or one for each entry of the axis. */
  readonly scales: readonly number[];
  /** As many as scales. */
  readonly zeroPoints: readonly number[];
  readonly axis: number;
}

/** A tensor of a subgraph. */
export interface TfliteTensor {
  /** Name in the file, with its index where several have it. */
  readonly name: string;
  readonly type: TensorType;
  /** Lengths in the file: 1 where they are open. */
  readonly shape: readonly number[];
  /** Lengths, null for open ones. */
  readonly lengths: readonly (number | null)[];
  /** Null: the values are the numbers. */
  readonly quantization: Quantization | null;
  /** Place of its values in the file. Null: an input, or computed. */
  readonly data: Span | null;
}

/**
 * Returns the tensors of a subgraph. Those that cannot be read are added to `refusals`. `isRead`
 * says which are read or written.
 */
export function readTensors(
  asset: AssetFile,
  tables: readonly TableOf<typeof TENSOR>[],
  buffers: readonly TableOf<typeof BUFFER>[],
  isRead: ReadonlySet<number>,
  refusals: Refusals,
): readonly TfliteTensor[] {
  const taken = new Set<string>();
  return tables.map((table, index) => {
    const stated = table.name === '' || taken.has(table.name) ? `${table.name}#${index}` : table.name;
    taken.add(stated);
    return readTensor(asset, table, stated, buffers, isRead.has(index) ? refusals : null);
  });
}

function readTensor(
  { blob }: AssetFile,
  table: TableOf<typeof TENSOR>,
  name: string,
  buffers: readonly TableOf<typeof BUFFER>[],
  refusals: Refusals | null,
): TfliteTensor {
  const { shape } = table;
  const type = TYPES[table.type];
  const isEmpty = shape.length === 1 && shape[0] === 0;
  if (!isEmpty && !shape.every((length) => length >= 1 && length <= MAX_LENGTH))
    refusals?.add('shape', `${name} [${shape.join(' x ')}]`);
  if (table.sparsity !== null) refusals?.add('sparse', name);
  const data = isEmpty ? { start: 0, end: 0 } : dataOf(buffers[table.buffer], blob.size);
  if (data !== null) {
    if (type === null || type === undefined) refusals?.add('noNumbers', `${name} (${table.type})`);
    const wanted = type ? rawBytes(type, product(shape)) : 0;
    const found = data.end - data.start;
    if (type && found !== wanted)
      refusals?.add('size', `${name} [${shape.join(' x ')}] ${type}: ${found} ≠ ${wanted}`);
  }
  const signature = table.shape_signature;
  const isSigned = signature.length === shape.length;
  return {
    name,
    type: type ?? 'float32',
    shape,
    lengths: shape.map((length, axis) => (isSigned && signature[axis]! < 0 ? null : length)),
    quantization: quantizationOf(table, name, type ?? 'float32', data !== null, refusals),
    data,
  };
}

/** Returns where a buffer's values lie. Null: it has none. */
function dataOf(buffer: TableOf<typeof BUFFER> | undefined, fileBytes: number): Span | null {
  if (buffer === undefined) return null;
  const { data, offset, size } = buffer;
  // Offset and size are those of data behind the tables. 0 and 1 stand for none.
  if (offset > 1)
    return offset + size <= fileBytes ? { start: offset, end: offset + size } : { start: 0, end: 0 };
  return data === null || data.start === data.end ? null : data;
}

function quantizationOf(
  { quantization, shape }: TableOf<typeof TENSOR>,
  name: string,
  type: TensorType,
  isStored: boolean,
  refusals: Refusals | null,
): Quantization | null {
  const scales = quantization?.scale ?? [];
  // Converters leave the range of floats where scales would stand.
  const isEmpty = scales.length === 0 && quantization?.details_type === 0;
  if (quantization === null || isEmpty || !/^u?int/.test(type)) return null;
  const { zero_point: given, details_type, quantized_dimension: axis } = quantization;
  const zeroPoints = given.length === 0 ? scales.map(() => 0) : given;
  const fits = scales.length === 1 || scales.length === shape[axis];
  // The scale of stored words that are all zero points may be 0.
  const isNumber = scales.every((scale) => Number.isFinite(scale) && (isStored ? scale >= 0 : scale > 0));
  const [least, most] = wordRange(type);
  const isWord = zeroPoints.every((word) => word >= least && word <= most);
  const isWhole = fits && isNumber && isWord && zeroPoints.length === scales.length;
  if (details_type !== 0 || !isWhole)
    refusals?.add(
      'quantization',
      `${name} [${shape.join(' x ')}] (${scales.length}, ${zeroPoints.length}, ${axis})`,
    );
  return { scales, zeroPoints, axis };
}

/** Returns the smallest and largest word of a type. */
function wordRange(type: TensorType): readonly [number, number] {
  const { bits } = TENSOR_TYPES[type];
  return type.startsWith('uint') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** Returns a tensor whose values are in the file. They are read when they are needed. */
export function storedTensor(
  { name: fileName, blob }: AssetFile,
  tensor: TfliteTensor,
  data: Span,
): SourceTensor {
  const { name, type, shape } = tensor;
  const read = async () => {
    const bytes = await readPart(fileName, blob.slice(data.start, data.end));
    return valuesOf(type, bytes.buffer, product(shape));
  };
  return { name, type, shape, fileName, read };
}
