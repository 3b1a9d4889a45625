import { concatenate } from '../inference/concatenate';

// Wire bytes by the numbers of onnx.proto, on purpose without the tables of the reader. onnx 1.23.1
// of Python reads and checks what they write.

export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

export function int(field: number, value: number | bigint): Uint8Array {
  return concatenate([varint(field * 8), varint(value)]);
}

export function float(field: number, value: number): Uint8Array {
  return concatenate([varint(field * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)]);
}

export function bytes(field: number, content: Uint8Array): Uint8Array {
  return concatenate([varint(field * 8 + 2), varint(content.length), content]);
}

export function text(field: number, content: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(content));
}

export function message(field: number, ...content: readonly Uint8Array[]): Uint8Array {
  return bytes(field, concatenate(content));
}

/** TensorProto without its tag: `data` are its fields of values. */
export function tensor(
  name: string,
  type: number,
  dims: readonly (number | bigint)[],
  ...data: readonly Uint8Array[]
) {
  return concatenate([...dims.map((length) => int(1, length)), int(2, type), ...data, text(8, name)]);
}

/** `raw_data` of float32 values. */
export function rawFloats(...values: readonly number[]): Uint8Array {
  return bytes(9, new Uint8Array(Float32Array.from(values).buffer));
}

/** An entry of `external_data`. */
export function external(key: string, value: string): Uint8Array {
  return message(13, text(1, key), text(2, value));
}

export function initializer(...content: Parameters<typeof tensor>): Uint8Array {
  return message(5, tensor(...content));
}

/** AttributeProto of a type: `value` is its field. */
export function attribute(name: string, type: number, ...value: readonly Uint8Array[]): Uint8Array {
  return message(5, text(1, name), ...value, int(20, type));
}

export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  name = '',
  ...rest: readonly Uint8Array[]
): Uint8Array {
  return message(
    1,
    ...inputs.map((input) => text(1, input)),
    ...outputs.map((output) => text(2, output)),
    ...(name === '' ? [] : [text(3, name)]),
    text(4, operator),
    ...rest,
  );
}

/** ValueInfoProto by its field: 11 for an input, 12 for an output, 13 for others. */
export function value(
  field: number,
  name: string,
  shape: readonly (number | string)[],
  type = 1,
): Uint8Array {
  const dims = shape.map((length) =>
    message(1, typeof length === 'number' ? int(1, length) : text(2, length)),
  );
  return message(field, text(1, name), message(2, message(1, int(1, type), message(2, ...dims))));
}

/** Graph of one node, `y = Gemm(x, w, b)`, with initialisers of its own and more fields. */
export function gemmGraph(...more: readonly Uint8Array[]): Uint8Array[] {
  return [
    node('Gemm', ['x', 'w', 'b'], ['y'], 'fc', attribute('transB', 2, int(3, 1))),
    text(2, 'main'),
    initializer('w', 1, [2, 3], rawFloats(1, 2, 3, 4, 5, 6)),
    initializer('b', 1, [2], rawFloats(7, 8)),
    value(11, 'x', ['batch', 3]),
    value(12, 'y', ['batch', 2]),
    ...more,
  ];
}

/** ModelProto of a graph. */
export function model(
  graph: readonly Uint8Array[],
  { ir = 8, opset = 13, more = [] as readonly Uint8Array[] } = {},
): Uint8Array<ArrayBuffer> {
  return concatenate([
    int(1, ir),
    text(2, 'hand'),
    text(3, '1'),
    message(7, ...graph),
    message(8, text(1, ''), int(2, opset)),
    ...more,
  ]) as Uint8Array<ArrayBuffer>;
}

/** A file that can be opened. */
export function fileOf(content: Uint8Array, name = 'net.onnx') {
  return { name, blob: new Blob([content as Uint8Array<ArrayBuffer>]) };
}
