import { Builder } from 'flatbuffers';
import type { AssetFile } from '../../core/files/assetFiles';

/** A tensor of a file that a test writes. */
export interface FakeTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Number in schema.fbs. Default: floats. */
  readonly type?: number;
  /** Stored values. Left out for an input or a computed tensor. */
  readonly values?:
    | Float32Array
    | Int8Array
    | Uint8Array
    | Int16Array
    | Uint16Array
    | Int32Array
    | BigInt64Array;
  readonly scales?: readonly number[];
  readonly zeroPoints?: readonly number[];
  readonly axis?: number;
  /** Lengths, -1 for open ones. */
  readonly signature?: readonly number[];
  readonly isBehind?: boolean;
}

/** A field of a table: its place, its type and its value. */
type FakeField = readonly [number, 'byte' | 'bool' | 'int' | 'float' | 'ints', number | readonly number[]];

/** An operator, with tensors by name. Empty: an input that is left out. */
export interface FakeOperator {
  /** Number in schema.fbs, or the name of a custom one. */
  readonly code: number | string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Number of the kind of settings, and their fields. */
  readonly options?: readonly [number, ...(readonly FakeField[])];
}

/** A file that a test writes. */
export interface FakeTflite {
  readonly tensors: readonly FakeTensor[];
  readonly operators: readonly FakeOperator[];
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly version?: number;
  /** Number of graphs, of which the first has the operators. */
  readonly numGraphs?: number;
}

const FLOAT32 = 0;
export const INT32 = 2;
export const UINT8 = 3;
export const INT8 = 9;
export const FLOAT16 = 1;

/** Writes a file: input `x`, output `y` unless it says others. */
export function tfliteBytes(file: FakeTflite): Uint8Array<ArrayBuffer> {
  const { tensors, operators, inputs = ['x'], outputs = ['y'], version = 3, numGraphs = 1 } = file;
  const builder = new Builder(1024);
  const indices = (names: readonly string[]) =>
    names.map((name) => (name === '' ? -1 : tensors.findIndex((tensor) => tensor.name === name)));
  const behind: { readonly mark: bigint; readonly bytes: Uint8Array }[] = [];
  const buffers = tensors.map(({ values, isBehind }, index) => {
    const bytes = values && new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (bytes === undefined) return table(builder, []);
    if (isBehind === true) {
      // Takes the place of the offset until the length of the tables is known.
      const mark = 0x7a5b_3c1d_9e8f_0000n + BigInt(index);
      behind.push({ mark, bytes });
      builder.startObject(3);
      builder.addFieldInt64(1, mark, 0n);
      builder.addFieldInt64(2, BigInt(bytes.length), 0n);
      return builder.endObject();
    }
    builder.startVector(1, bytes.length, 16);
    for (const byte of bytes.toReversed()) builder.addInt8(byte);
    const data = builder.endVector();
    builder.startObject(3);
    builder.addFieldOffset(0, data, 0);
    return builder.endObject();
  });
  const tensorTables = tensors.map((tensor, index) => writeTensor(builder, tensor, index));
  const codes = [...new Set(operators.map(({ code }) => code))];
  const codeTables = codes.map((code) => {
    const name = typeof code === 'string' ? builder.createString(code) : 0;
    builder.startObject(4);
    const number = typeof code === 'string' ? 32 : code;
    builder.addFieldInt8(0, Math.min(number, 127), 0);
    builder.addFieldOffset(1, name, 0);
    builder.addFieldInt32(2, 1, 1);
    builder.addFieldInt32(3, number, 0);
    return builder.endObject();
  });
  const operatorTables = operators.map(({ code, inputs: read, outputs: written, options }) => {
    const [union = 0, ...fields] = options ?? [];
    const optionTable = options === undefined ? 0 : table(builder, fields);
    const readVector = intVector(builder, indices(read));
    const writtenVector = intVector(builder, indices(written));
    builder.startObject(5);
    builder.addFieldInt32(0, codes.indexOf(code), 0);
    builder.addFieldOffset(1, readVector, 0);
    builder.addFieldOffset(2, writtenVector, 0);
    builder.addFieldInt8(3, union, 0);
    builder.addFieldOffset(4, optionTable, 0);
    return builder.endObject();
  });
  const graphs = Array.from({ length: numGraphs }, () => {
    const parts = [tensorTables, indices(inputs), indices(outputs), operatorTables];
    const [all, from, to, run] = parts.map((part, at) =>
      at === 1 || at === 2 ? intVector(builder, part) : offsetVector(builder, part),
    ) as [number, number, number, number];
    const name = builder.createString('main');
    builder.startObject(5);
    for (const [at, offset] of [all, from, to, run, name].entries()) builder.addFieldOffset(at, offset, 0);
    return builder.endObject();
  });
  const [codeVector, graphVector, bufferVector] = [codeTables, graphs, buffers].map((offsets) =>
    offsetVector(builder, offsets),
  ) as [number, number, number];
  const description = builder.createString('hand 1');
  builder.startObject(5);
  builder.addFieldInt32(0, version, 0);
  for (const [at, offset] of [codeVector, graphVector, description, bufferVector].entries())
    builder.addFieldOffset(at + 1, offset, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return appended(builder.asUint8Array(), behind);
}

/** Puts values behind the tables, and their places where the marks are. */
function appended(
  tables: Uint8Array,
  behind: readonly { readonly mark: bigint; readonly bytes: Uint8Array }[],
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.from(tables)];
  let length = tables.length;
  for (const { mark, bytes } of behind) {
    const view = new DataView(parts[0]!.buffer);
    for (let at = 0; at + 8 <= tables.length; at++)
      if (view.getBigUint64(at, true) === mark) view.setBigUint64(at, BigInt(length), true);
    parts.push(bytes);
    length += bytes.length;
  }
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** Returns a file that a test writes. */
export function tfliteFile(file: FakeTflite, name = 'net.tflite'): AssetFile {
  return { name, blob: new Blob([tfliteBytes(file)]) };
}

function writeTensor(builder: Builder, tensor: FakeTensor, buffer: number): number {
  const { name, shape, type = FLOAT32, scales, zeroPoints, axis = 0, signature } = tensor;
  const nameOffset = builder.createString(name);
  const shapeVector = intVector(builder, shape);
  const signatureVector = signature === undefined ? 0 : intVector(builder, signature);
  let quantization = 0;
  if (scales !== undefined) {
    builder.startVector(4, scales.length, 4);
    for (const scale of scales.toReversed()) builder.addFloat32(scale);
    const scaleVector = builder.endVector();
    builder.startVector(8, zeroPoints?.length ?? 0, 8);
    for (const word of zeroPoints?.toReversed() ?? []) builder.addInt64(BigInt(word));
    const zeroVector = builder.endVector();
    builder.startObject(7);
    builder.addFieldOffset(2, scaleVector, 0);
    builder.addFieldOffset(3, zeroVector, 0);
    builder.addFieldInt32(6, axis, 0);
    quantization = builder.endObject();
  }
  builder.startObject(8);
  builder.addFieldOffset(0, shapeVector, 0);
  builder.addFieldInt8(1, type, 0);
  builder.addFieldInt32(2, buffer, 0);
  builder.addFieldOffset(3, nameOffset, 0);
  builder.addFieldOffset(4, quantization, 0);
  builder.addFieldOffset(7, signatureVector, 0);
  return builder.endObject();
}

function table(builder: Builder, fields: readonly FakeField[]): number {
  const lists = fields.map(([, kind, value]) =>
    kind === 'ints' ? intVector(builder, value as number[]) : 0,
  );
  builder.startObject(1 + Math.max(-1, ...fields.map(([place]) => place)));
  for (const [index, [place, kind, value]] of fields.entries()) {
    const number = value as number;
    // A standard value that no test uses, so that each field is written.
    if (kind === 'byte' || kind === 'bool') builder.addFieldInt8(place, number, -128);
    else if (kind === 'int') builder.addFieldInt32(place, number, -(2 ** 31));
    else if (kind === 'float') builder.addFieldFloat32(place, number, Number.NaN);
    else builder.addFieldOffset(place, lists[index]!, 0);
  }
  return builder.endObject();
}

function intVector(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function offsetVector(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}
