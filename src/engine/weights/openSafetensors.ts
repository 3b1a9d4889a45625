import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { readPart } from '../source/blobReader';
import { rawBytes, type TensorType } from '../source/tensorTypes';
import { valuesOf } from '../source/tensorValues';
import type { NamedArray } from './namedArray';

/** Bytes of the header's length, which the file starts with. */
const LENGTH_BYTES = 8;
/** Maximum bytes of a header, as the format states. */
const MAX_HEADER_BYTES = 100_000_000;

const TYPES: Readonly<Record<string, TensorType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8e4m3fn',
  F8_E5M2: 'float8e5m2',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U64: 'uint64',
  U32: 'uint32',
  U16: 'uint16',
  U8: 'uint8',
  BOOL: 'bool',
};

/**
 * Opens a file of Hugging Face's format safetensors. Values stay in the file. Throws AssetError if
 * the header is damaged, or has a tensor of an unknown type or of another size than its place.
 */
export async function openSafetensors({ name: fileName, blob }: AssetFile): Promise<readonly NamedArray[]> {
  const start = await readPart(fileName, blob.slice(0, LENGTH_BYTES));
  const headerBytes =
    start.length === LENGTH_BYTES ? Number(new DataView(start.buffer).getBigUint64(0, true)) : 0;
  const most = Math.min(MAX_HEADER_BYTES, blob.size - LENGTH_BYTES);
  if (headerBytes < 1 || headerBytes > most) {
    throw new AssetError(
      fileName,
      t`The header has ${headerBytes} bytes: expected 1 to ${Math.max(1, most)}`,
    );
  }
  const first = LENGTH_BYTES + headerBytes;
  const text = new TextDecoder().decode(await readPart(fileName, blob.slice(LENGTH_BYTES, first)));
  const content = blob.slice(first);
  return Object.entries(parseHeader(text, fileName)).flatMap(([name, entry]) =>
    name === '__metadata__' ? [] : [openEntry(name, entry, content, fileName)],
  );
}

function parseHeader(text: string, fileName: string): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new AssetError(fileName, t`The header is no JSON: expected names with their types and shapes`, {
      cause,
    });
  }
  if (typeof header === 'object' && header !== null && !Array.isArray(header))
    return header as Readonly<Record<string, unknown>>;
  throw new AssetError(fileName, t`The header is no JSON: expected names with their types and shapes`);
}

function openEntry(name: string, entry: unknown, content: Blob, fileName: string): NamedArray {
  const fields: Readonly<Record<string, unknown>> =
    typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const { dtype, shape, data_offsets: place } = fields;
  const type = typeof dtype === 'string' && Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (type === undefined || !isWholeList(shape) || !isWholeList(place) || place.length !== 2) {
    const found = JSON.stringify(entry)?.slice(0, 80) ?? '';
    throw new AssetError(
      fileName,
      t`Tensor ${name} is described as ${found}: expected dtype (${Object.keys(TYPES).join(', ')}), shape and data_offsets`,
    );
  }
  const [begin, end] = place as readonly [number, number];
  const wanted = rawBytes(type, product(shape));
  if (end - begin !== wanted || end > content.size) {
    throw new AssetError(
      fileName,
      t`Tensor ${name} takes the bytes ${begin} to ${end} of ${content.size}: expected ${wanted} bytes for ${type} [${shape.join(', ')}]`,
    );
  }
  const read = async () => {
    const bytes = await readPart(fileName, content.slice(begin, end));
    const values = valuesOf(type, bytes.buffer, product(shape));
    return values instanceof Float32Array ? values : Float32Array.from(values, Number);
  };
  return { name, shape, type, read };
}

function isWholeList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);
}
