import type { AssetFile } from '../../core/files/assetFiles';
import { product } from '../../core/network/network';
import type { Refusals } from '../source/refusals';
import type { SourceTensor } from '../source/sourceModel';
import { numVarints, rawBytes, TENSOR_TYPES, type TensorType, typeOfNumber } from '../source/tensorTypes';
import type { ExternalFiles } from './externalFiles';
import type { MessageOf, Span, TENSOR } from './fields';
import { readTensor, type StoredParts } from './readTensor';

type TensorMessage = MessageOf<typeof TENSOR>;

const STRING = 8;
const MAX_LENGTH = 2 ** 31 - 1;
/** Maximum bytes of a varint. */
const MAX_VARINT_BYTES = 10;
const DATA_FIELDS = [
  'raw_data',
  'float_data',
  'int32_data',
  'string_data',
  'int64_data',
  'double_data',
  'uint64_data',
] as const;

type DataField = (typeof DATA_FIELDS)[number];
type DeclaredTensor = Pick<SourceTensor, 'name' | 'type' | 'shape'>;

/**
 * Returns a tensor whose values stay in the file or in an external one. Adds to `refusals` and
 * returns undefined if its type, shape and stored bytes do not fit.
 */
export function storedTensor(
  asset: AssetFile,
  message: TensorMessage,
  name: string,
  external: ExternalFiles,
  refusals: Refusals,
): SourceTensor | undefined {
  const type = tensorTypeOf(message.data_type, name, refusals);
  if (type === undefined) return undefined;
  const shape = message.dims;
  if (!isTensorShape(shape)) {
    refusals.add('shape', `${name} [${shape.join(' x ')}]`);
    return undefined;
  }
  if (message.segment !== undefined) {
    refusals.add('segment', name);
    return undefined;
  }
  const used = DATA_FIELDS.filter((field) => spansIn(message, field).some(({ start, end }) => end > start));
  const isExternal = message.data_location === 1;
  if (used.length > (isExternal ? 0 : 1)) {
    refusals.add(
      'severalFields',
      `${name} (${[...used, ...(isExternal ? ['external_data'] : [])].join(', ')})`,
    );
    return undefined;
  }
  const declared = { name, type, shape };
  return isExternal
    ? externalTensor(declared, message, external, refusals)
    : ownTensor(declared, message, used[0] ?? 'raw_data', asset, refusals);
}

function externalTensor(
  declared: DeclaredTensor,
  { external_data }: TensorMessage,
  external: ExternalFiles,
  refusals: Refusals,
): SourceTensor | undefined {
  const numBytes = rawBytes(declared.type, product(declared.shape));
  const found = external.find(declared.name, external_data, numBytes, refusals);
  if (found === undefined) return undefined;
  if (found.part.size !== numBytes) {
    refusals.add('size', sizeText(declared, found.part.size, `${numBytes}`));
    return undefined;
  }
  return opened({ ...declared, isVarints: false, parts: [found.part], fileName: found.fileName });
}

function ownTensor(
  declared: DeclaredTensor,
  message: TensorMessage,
  field: DataField,
  asset: AssetFile,
  refusals: Refusals,
): SourceTensor | undefined {
  const { name, type, shape } = declared;
  const wantedField = TENSOR_TYPES[type].field;
  if (field !== 'raw_data' && field !== wantedField) {
    refusals.add('otherField', `${name} (${type}: ${field} ≠ ${wantedField})`);
    return undefined;
  }
  const spans = spansIn(message, field);
  const stored = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const isVarints = field === 'int32_data' || field === 'int64_data' || field === 'uint64_data';
  const fewest = isVarints ? numVarints(type, shape) : rawBytes(type, product(shape));
  const most = isVarints ? fewest * MAX_VARINT_BYTES : fewest;
  if (stored < fewest || stored > most) {
    refusals.add('size', sizeText(declared, stored, isVarints ? `${fewest}…${most}` : `${fewest}`));
    return undefined;
  }
  const parts = spans.map(({ start, end }) => asset.blob.slice(start, end));
  return opened({ ...declared, isVarints, parts, fileName: asset.name });
}

function opened(stored: StoredParts): SourceTensor {
  const { name, type, shape, fileName } = stored;
  return { name, type, shape, fileName, read: () => readTensor(stored) };
}

/** Returns a tensor's type by its number. Undefined after adding it to `refusals`. */
export function tensorTypeOf(
  number: number | undefined,
  name: string,
  refusals: Refusals,
): TensorType | undefined {
  const type = typeOfNumber(number);
  if (type !== undefined) return type;
  if (number === STRING) refusals.add('strings', name);
  else refusals.add('dataType', `${name} (${number ?? 0})`);
  return undefined;
}

/** Returns true for a length that a dimension can have. */
export function isLength(length: number): boolean {
  return length >= 1 && length <= MAX_LENGTH;
}

/** Exporters store an empty list as [0], such as the region of Resize. */
function isTensorShape(shape: readonly number[]): boolean {
  return shape.every(isLength) || (shape.length === 1 && shape[0] === 0);
}

function spansIn(message: TensorMessage, field: DataField): readonly Span[] {
  if (field !== 'raw_data') return message[field];
  return message.raw_data === undefined ? [] : [message.raw_data];
}

function sizeText({ name, type, shape }: DeclaredTensor, found: number, wanted: string): string {
  return `${name} [${shape.join(' x ')}] ${type}: ${found} ≠ ${wanted}`;
}
