import { describe, expect, it } from 'vitest';
import { concatenate } from '../inference/concatenate';
import type { TensorValues } from '../source/tensorValues';
import { openOnnx } from './openOnnx';
import { bytes, fileOf, float, gemmGraph, initializer, int, model, varint } from './writeOnnx.fake';

/** Reads one initialiser. */
async function read(
  type: number,
  dims: readonly number[],
  ...data: readonly Uint8Array[]
): Promise<TensorValues> {
  const { initializers } = await openOnnx(fileOf(model(gemmGraph(initializer('v', type, dims, ...data)))));
  return initializers.get('v')!.read();
}

const raw = (values: ArrayBufferView) =>
  bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
const packed = (field: number, ...values: readonly (number | bigint)[]) =>
  bytes(field, concatenate([new Uint8Array(0), ...values.map(varint)]));

const FLOAT8 = Uint8Array.of(0x00, 0x01, 0x38, 0x40, 0x7c, 0x7e, 0x7f, 0x80, 0xb8, 0xff);
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe('readTensor', () => {
  it.each<[type: string, number: number, values: TensorValues]>([
    ['float32', 1, Float32Array.of(0.1, -0, inf)],
    ['uint8', 2, Uint8Array.of(0, 200)],
    ['int8', 3, Int8Array.of(-128, 127)],
    ['uint16', 4, Uint16Array.of(65535, 1)],
    ['int16', 5, Int16Array.of(-32768, 1)],
    ['int32', 6, Int32Array.of(-(2 ** 31), 7)],
    ['int64', 7, BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n)],
    ['float64', 11, Float64Array.of(0.1, 1e300)],
    ['uint32', 12, Uint32Array.of(2 ** 32 - 1, 1)],
    ['uint64', 13, BigUint64Array.of(2n ** 64n - 1n, 1n)],
  ])('reads raw %s', async (_, number, values) => {
    expect(await read(number, [values.length], raw(values))).toEqual(values);
  });

  it('reads raw complex numbers as pairs, and booleans as bytes', async () => {
    expect(await read(14, [1], raw(Float32Array.of(1, 2)))).toEqual(Float32Array.of(1, 2));
    expect(await read(15, [1], raw(Float64Array.of(1, 2)))).toEqual(Float64Array.of(1, 2));
    expect(await read(9, [2], raw(Uint8Array.of(1, 0)))).toEqual(Uint8Array.of(1, 0));
  });

  it.each<[type: string, number: number, words: Uint8Array | Uint16Array, values: readonly number[]]>([
    // By hand, from the layouts: smallest subnormal, one, largest, infinity.
    ['float16', 10, Uint16Array.of(1, 0x3c00, 0x7bff, 0xfc00, 0x7e00), [2 ** -24, 1, 65504, -inf, nan]],
    [
      'bfloat16',
      16,
      Uint16Array.of(1, 0x3f80, 0x7f7f, 0xff80, 0x7fc0),
      [2 ** -133, 1, 255 * 2 ** 120, -inf, nan],
    ],
    ['float8e4m3fn', 17, FLOAT8, [0, 2 ** -9, 1, 2, 384, 448, nan, -0, -1, nan]],
    ['float8e4m3fnuz', 18, FLOAT8, [0, 2 ** -10, 0.5, 1, 192, 224, 240, nan, -0.5, -240]],
    ['float8e5m2', 19, FLOAT8, [0, 2 ** -16, 0.5, 2, inf, nan, nan, -0, -0.5, nan]],
    ['float8e5m2fnuz', 20, FLOAT8, [0, 2 ** -17, 0.25, 1, 32768, 49152, 57344, nan, -0.25, -57344]],
  ])('widens %s in both stored forms', async (_, number, words, values) => {
    const wanted = Float32Array.from(values);
    expect(await read(number, [words.length], raw(words))).toEqual(wanted);
    expect(await read(number, [words.length], packed(5, ...words))).toEqual(wanted);
  });

  it('unpacks integers of 4 bits, the low half first, with a half byte left over', async () => {
    const stored = Uint8Array.of(0x8f, 0x21, 0x07);
    expect(await read(21, [5], raw(stored))).toEqual(Uint8Array.of(15, 8, 1, 2, 7));
    expect(await read(22, [5], raw(stored))).toEqual(Int8Array.of(-1, -8, 1, 2, 7));
    expect(await read(22, [5], packed(5, -113, 0x21, 7))).toEqual(Int8Array.of(-1, -8, 1, 2, 7));
  });

  it('reads fields of protobuf numbers', async () => {
    expect(await read(1, [2], bytes(4, new Uint8Array(Float32Array.of(1.5, -2).buffer)))).toEqual(
      Float32Array.of(1.5, -2),
    );
    expect(await read(11, [1], bytes(10, new Uint8Array(Float64Array.of(0.1).buffer)))).toEqual(
      Float64Array.of(0.1),
    );
    expect(await read(3, [3], packed(5, -128, 127, 0))).toEqual(Int8Array.of(-128, 127, 0));
    expect(await read(2, [2], packed(5, 255, 0))).toEqual(Uint8Array.of(255, 0));
    expect(await read(9, [2], packed(5, 1, 0))).toEqual(Uint8Array.of(1, 0));
    expect(await read(6, [2], packed(5, -1, 2 ** 31 - 1))).toEqual(Int32Array.of(-1, 2 ** 31 - 1));
    expect(await read(7, [3], packed(7, -1, 2n ** 63n - 1n, -(2n ** 53n) - 1n))).toEqual(
      BigInt64Array.of(-1n, 2n ** 63n - 1n, -(2n ** 53n) - 1n),
    );
    expect(await read(12, [1], packed(11, 2 ** 32 - 1))).toEqual(Uint32Array.of(2 ** 32 - 1));
    expect(await read(13, [2], packed(11, 2n ** 64n - 1n, 5))).toEqual(BigUint64Array.of(2n ** 64n - 1n, 5n));
  });

  it('reads lists that are not packed, or in several parts', async () => {
    expect(await read(1, [3], float(4, 1), float(4, 2), float(4, 3))).toEqual(Float32Array.of(1, 2, 3));
    expect(await read(7, [3], int(7, 300), packed(7, 1, -2))).toEqual(BigInt64Array.of(300n, 1n, -2n));
  });

  it.each<[what: string, type: number, dims: readonly number[], data: Uint8Array, sentence: string]>([
    ['too many numbers', 7, [2], packed(7, 1, 2, 3), 'Tensor v has 3 stored numbers: expected 2'],
    ['too few numbers', 7, [2], packed(7, 300), 'Tensor v has 1 stored numbers: expected 2'],
    [
      'a number that is cut short',
      7,
      [1],
      bytes(7, Uint8Array.of(1, 0x80)),
      'Tensor v has 1 stored numbers: expected 1',
    ],
    [
      'a number above its type',
      2,
      [2],
      packed(5, 0, 256),
      'Tensor v has the stored number 256 at index 1: expected uint8',
    ],
    [
      'a number below its type',
      3,
      [1],
      packed(5, -129),
      'Tensor v has the stored number -129 at index 0: expected int8',
    ],
    [
      'a negative number of a type without',
      12,
      [1],
      packed(11, -1),
      'Tensor v has the stored number 18446744073709551615 at index 0: expected uint32',
    ],
    [
      'a number of more than 10 bytes',
      7,
      [2],
      bytes(7, Uint8Array.of(1, ...Array(10).fill(0xff), 1)),
      'Tensor v has the stored number NaN at index 1: expected int64',
    ],
  ])('refuses %s', async (_, type, dims, data, sentence) => {
    await expect(read(type, dims, data)).rejects.toThrow(`net.onnx: ${sentence}`);
  });
});
