import { Builder } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { AssetError } from '../../core/errors';
import { FlatReader, standardTable } from './flatReader';
import { list, one } from './flatSchema';

const INNER = { size: one(0, 'size') };
const SCHEMA = {
  flag: one(0, 'bool'),
  small: one(1, 'byte', 3),
  whole: one(2, 'int', -1),
  large: one(3, 'uint'),
  real: one(4, 'float'),
  text: one(5, 'text'),
  ints: one(6, 'ints'),
  longs: one(7, 'longs'),
  floats: one(8, 'floats'),
  bytes: one(9, 'bytes'),
  inner: one(10, INNER),
  rows: list(11, INNER),
  options: one(12, 'options'),
};

function innerTable(builder: Builder, value: bigint): number {
  builder.startObject(1);
  builder.addFieldInt64(0, value, 0n);
  return builder.endObject();
}

/** A table with all fields, written by the library's own builder. */
function wholeBytes(size = 12n): Uint8Array<ArrayBuffer> {
  const builder = new Builder(64);
  const text = builder.createString('größer');
  const vector = (width: number, count: number, add: () => void) => {
    builder.startVector(width, count, width);
    add();
    return builder.endVector();
  };
  const ints = vector(4, 2, () => {
    builder.addInt32(-7);
    builder.addInt32(5);
  });
  const longs = vector(8, 1, () => builder.addInt64(-(2n ** 40n)));
  const floats = vector(4, 1, () => builder.addFloat32(0.5));
  const bytes = vector(1, 3, () => {
    for (const byte of [3, 2, 1]) builder.addInt8(byte);
  });
  const inner = innerTable(builder, size);
  const rows = [innerTable(builder, 1n), innerTable(builder, 2n)];
  const rowVector = vector(4, 2, () => {
    for (const row of rows.toReversed()) builder.addOffset(row);
  });
  builder.startObject(13);
  builder.addFieldInt8(0, 1, 0);
  builder.addFieldInt8(1, -4, 0);
  builder.addFieldInt32(2, -100_000, 0);
  builder.addFieldInt32(3, -1, 0);
  builder.addFieldFloat32(4, 1.25, 0);
  for (const [at, offset] of [text, ints, longs, floats, bytes, inner, rowVector, inner].entries())
    builder.addFieldOffset(5 + at, offset, 0);
  builder.finish(builder.endObject());
  return Uint8Array.from(builder.asUint8Array());
}

function read(bytes: Uint8Array) {
  return new FlatReader('a.bin', bytes).root(SCHEMA, 'model');
}

describe('FlatReader', () => {
  it("reads each kind of field as the library's builder wrote it", () => {
    const bytes = wholeBytes();
    const table = read(bytes);
    expect(table).toMatchObject({
      flag: true,
      small: -4,
      whole: -100_000,
      large: 2 ** 32 - 1,
      real: 1.25,
      text: 'größer',
      ints: [5, -7],
      longs: [-(2 ** 40)],
      floats: [0.5],
      inner: { size: 12 },
      rows: [{ size: 1 }, { size: 2 }],
    });
    expect(Array.from(bytes.subarray(table.bytes!.start, table.bytes!.end))).toEqual([1, 2, 3]);
    expect(new FlatReader('a.bin', bytes).table(INNER, table.options!, 'options')).toEqual({ size: 12 });
  });

  it('gives fields that are left out their standard value', () => {
    const builder = new Builder(16);
    builder.startObject(0);
    builder.finish(builder.endObject());
    const wanted = {
      ...{ flag: false, small: 3, whole: -1, large: 0, real: 0, text: '' },
      ...{ ints: [], longs: [], floats: [], bytes: null, inner: null, rows: [], options: null },
    };
    expect(read(builder.asUint8Array())).toEqual(wanted);
    expect(standardTable(SCHEMA)).toEqual(wanted);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['an empty file', new Uint8Array(), "model has 4 at byte 0: expected a place within the file's 0 bytes"],
    ['a first offset of 0', new Uint8Array(16), 'model has 0 at byte 0'],
    ['a first offset behind the file', Uint8Array.of(200, 0, 0, 0, 0, 0, 0, 0), 'model has 200 at byte 0'],
    [
      'a layout before the file',
      Uint8Array.of(4, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0),
      "model has 4 at byte -96: expected a place within the file's 12 bytes",
    ],
    [
      'a layout that is too short',
      Uint8Array.of(4, 0, 0, 0, 252, 255, 255, 255, 2, 0, 4, 0),
      'model has 2, 4 at byte 8',
    ],
    [
      'a field behind its table',
      Uint8Array.of(12, 0, 0, 0, 6, 0, 4, 0, 4, 0, 0, 0, 8, 0, 0, 0),
      'model.flag has 4 at byte 12',
    ],
  ])('refuses %s with field and byte', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(AssetError);
    expect(() => read(bytes)).toThrow(message);
  });

  it('refuses a list that is longer than the file, a text that is none, and a number past 2^53', () => {
    const bytes = wholeBytes();
    const text = Array.from({ length: bytes.length }, (_, at) => at).find(
      (at) => new TextDecoder().decode(bytes.subarray(at, at + 3)) === `${'grö'.slice(0, 2)}\ufffd`,
    )!;
    const longText = bytes.slice();
    new DataView(longText.buffer).setUint32(text - 4, 2 ** 31, true);
    expect(() => read(longText)).toThrow('model.text has 2147483648');
    expect(() => read(bytes.with(text, 0xff))).toThrow('model.text at byte');
    expect(() => read(wholeBytes(2n ** 53n))).toThrow('model.inner.size has 9007199254740992');
  });

  it('bounds what a small file makes it read', () => {
    const builder = new Builder(64);
    const name = builder.createString('n'.repeat(4096));
    const named = { name: one(0, 'text') };
    builder.startObject(1);
    builder.addFieldOffset(0, name, 0);
    const row = builder.endObject();
    const count = 20_000;
    builder.startVector(4, count, 4);
    for (let index = 0; index < count; index++) builder.addOffset(row);
    const rows = builder.endVector();
    builder.startObject(1);
    builder.addFieldOffset(0, rows, 0);
    builder.finish(builder.endObject());
    const reader = new FlatReader('a.bin', builder.asUint8Array());
    expect(() => reader.root({ rows: list(0, named) }, 'model')).toThrow(
      /The tables of the file have more than 67108864 bytes by model.rows\[16\d{3}\]/,
    );
  });
});
