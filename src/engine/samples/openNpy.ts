import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { shapeText } from '../../core/network/shapeText';
import { readPart } from '../source/blobReader';

import { type ArrayType, type StoredArray, TYPE_BYTES } from './storedArray';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Size of the magic, the version and the longer of two header lengths. */
const START_BYTES = 12;
/** Maximum size of a header. NumPy writes a multiple of 64, and reads at most 10,000. */
const MAX_HEADER_BYTES = 65_536;
const MAX_SHOWN = 60;

/** Number types by the letter and the bytes of NumPy's type codes. */
const TYPES: Readonly<Record<string, ArrayType>> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

/** Returns true for the first bytes of a .npy file. */
export function isNpy(start: Uint8Array): boolean {
  return MAGIC.every((byte, index) => start[index] === byte);
}

/**
 * Opens an array of NumPy's .npy format, version 1 to 3 (numpy.lib.format). Values stay in the
 * file. Throws AssetError for other types than booleans, integers of 8 to 64 and floats of 16 to 64
 * bits, and for a file of another size than its header says.
 */
export async function openNpy({ name, blob }: AssetFile): Promise<StoredArray> {
  const start = await readPart(name, blob.slice(0, START_BYTES));
  if (!isNpy(start) || start.length < START_BYTES) {
    throw new AssetError(
      name,
      t`The file starts with ${hexOf(start)}: expected 93 4e 55 4d 50 59, a .npy file`,
    );
  }
  const version = start[6]!;
  if (version < 1 || version > 3) {
    throw new AssetError(name, t`The .npy file has version ${version}: expected 1, 2 or 3`);
  }
  const view = new DataView(start.buffer);
  const lengthBytes = version === 1 ? 2 : 4;
  const headerBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const offset = 8 + lengthBytes + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES || offset > blob.size) {
    throw new AssetError(
      name,
      t`The .npy header has ${headerBytes} bytes in a file of ${blob.size}: expected at most ${Math.min(MAX_HEADER_BYTES, Math.max(0, blob.size - 8 - lengthBytes))}`,
    );
  }
  const header = await readPart(name, blob.slice(8 + lengthBytes, offset));
  const { type, isLittleEndian, isFortran, shape } = parseHeader(new TextDecoder().decode(header), name);
  const wanted = product(shape) * TYPE_BYTES[type];
  const content = blob.slice(offset);
  if (content.size !== wanted) {
    const array = `${type} ${shapeText(shape)}`;
    throw new AssetError(
      name,
      content.size < wanted
        ? t`The array is cut short with ${content.size} bytes: expected ${wanted} for ${array}`
        : t`The array has ${content.size} bytes: expected ${wanted} for ${array}, and nothing after it`,
    );
  }
  return { name, type, shape, isLittleEndian, isFortran, content };
}

function parseHeader(header: string, name: string) {
  const descr = /["']descr["']\s*:\s*(?:(["'])([^"']*)\1|(\[[^\]]*\]?))/.exec(header);
  const order = /["']fortran_order["']\s*:\s*(True|False)\b/.exec(header)?.[1];
  // Python 2 wrote long integers as 60000L.
  const sides = /["']shape["']\s*:\s*\(((?:\s*\d+L?\s*,?)*)\)/.exec(header)?.[1];
  if (descr === null || order === undefined || sides === undefined) {
    const shown = JSON.stringify(header.trim().slice(0, MAX_SHOWN));
    throw new AssetError(name, t`The .npy header is ${shown}: expected descr, fortran_order and shape`);
  }
  const shape = sides.split(',').flatMap((side) => (side.trim() === '' ? [] : [Number.parseInt(side, 10)]));
  const size = product(shape);
  if (shape.length === 0 || size < 1 || !Number.isSafeInteger(8 * size)) {
    throw new AssetError(
      name,
      t`The array has the shape ${shapeText(shape)}: expected at least one dimension, each of 1 or more`,
    );
  }
  return { ...parseType(descr[2] ?? descr[3]!, name), isFortran: order === 'True', shape };
}

function parseType(code: string, name: string) {
  const match = /^([<>|=]?)([a-zA-Z]\d+)$/.exec(code);
  const type = match === null ? undefined : TYPES[match[2]!];
  if (type !== undefined) return { type, isLittleEndian: match![1] !== '>' };
  throw new AssetError(
    name,
    t`The array has values of type ${code.slice(0, MAX_SHOWN)}${kindOf(code)}: expected booleans, integers of 8 to 64 bits or floats of 16 to 64`,
  );
}

function kindOf(code: string): string {
  if (code.startsWith('[')) return t`, records`;
  if (/^[<>|=]?O/.test(code)) return t`, Python objects`;
  if (/^[<>|=]?[SUa]/.test(code)) return t`, texts`;
  if (/^[<>|=]?c/.test(code)) return t`, complex numbers`;
  return '';
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, MAGIC.length), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
