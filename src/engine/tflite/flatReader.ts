import { ByteBuffer } from 'flatbuffers';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { FlatField, FlatKind, FlatSchema, Span, TableOf } from './flatSchema';

/**
 * Maximum bytes of tables, lists and texts that are read. Several fields may point to one place, so
 * a small file can announce more than it holds.
 */
const MAX_READ = 2 ** 26;
/** Bytes of an offset, and of the length of a list. */
const WORD = 4;
/** Bytes that a list's items have. */
const ITEM_BYTES = { ints: 4, longs: 8, floats: 4, text: 1, bytes: 1 } as const;
/** Bytes of a field inside its table: of a number, or of the offset of what lies elsewhere. */
const FIELD_BYTES: Readonly<Record<FlatKind, number>> = {
  bool: 1,
  byte: 1,
  int: 4,
  uint: 4,
  size: 8,
  float: 4,
  text: WORD,
  ints: WORD,
  longs: WORD,
  floats: WORD,
  bytes: WORD,
  options: WORD,
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the tables of a flatbuffer. Each offset is checked before it is followed: a wrong one
 * throws AssetError with the field and the byte.
 */
export class FlatReader {
  private readonly buffer: ByteBuffer;
  private numRead = 0;

  constructor(
    private readonly fileName: string,
    private readonly bytes: Uint8Array,
  ) {
    this.buffer = new ByteBuffer(bytes);
  }

  /** Reads the table that the file starts with. */
  root<S extends FlatSchema>(schema: S, place: string): TableOf<S> {
    return this.table(schema, this.follow(0, place), place);
  }

  /** Reads the table at a byte. */
  table<S extends FlatSchema>(schema: S, at: number, place: string): TableOf<S> {
    this.take(at, WORD, place);
    const layout = at - this.buffer.readInt32(at);
    this.take(layout, WORD, place);
    const [layoutBytes, tableBytes] = [this.buffer.readUint16(layout), this.buffer.readUint16(layout + 2)];
    if (layoutBytes < WORD || tableBytes < WORD)
      throw this.error(place, layout, `${layoutBytes}, ${tableBytes}`);
    this.take(layout, layoutBytes, place);
    this.take(at, tableBytes, place);
    const fields = Object.entries(schema).map(([name, field]) => {
      const offset = this.buffer.__offset(at, WORD + 2 * field.number);
      const where = `${place}.${name}`;
      if (offset === 0) return [name, missing(field)];
      const numBytes = typeof field.kind === 'string' ? FIELD_BYTES[field.kind] : WORD;
      if (offset + numBytes > tableBytes) throw this.error(where, at, `${offset}`);
      return [name, this.field(field, at + offset, where)];
    });
    return Object.fromEntries(fields) as TableOf<S>;
  }

  private field({ kind, isList }: FlatField, at: number, place: string): unknown {
    if (typeof kind !== 'string') {
      if (!isList) return this.table(kind, this.follow(at, place), place);
      const { start, length } = this.list(at, WORD, place);
      return Array.from({ length }, (_, index) => {
        const item = `${place}[${index}]`;
        return this.table(kind, this.follow(start + WORD * index, item), item);
      });
    }
    const { buffer } = this;
    switch (kind) {
      case 'bool':
        return buffer.readInt8(at) !== 0;
      case 'byte':
        return buffer.readInt8(at);
      case 'int':
        return buffer.readInt32(at);
      case 'uint':
        return buffer.readUint32(at);
      case 'float':
        return buffer.readFloat32(at);
      case 'size':
        return this.whole(buffer.readUint64(at), at, place);
      case 'options':
        return this.follow(at, place);
      case 'bytes': {
        const { start, length } = this.span(at, ITEM_BYTES.bytes, place);
        return { start, end: start + length } satisfies Span;
      }
      case 'text': {
        const { start, length } = this.list(at, ITEM_BYTES.text, place);
        return this.text(start, length, place);
      }
      case 'ints':
        return this.items(at, ITEM_BYTES.ints, place, (item) => buffer.readInt32(item));
      case 'floats':
        return this.items(at, ITEM_BYTES.floats, place, (item) => buffer.readFloat32(item));
      case 'longs':
        return this.items(at, ITEM_BYTES.longs, place, (item) =>
          this.whole(buffer.readInt64(item), item, place),
        );
      default:
        return kind satisfies never;
    }
  }

  private items(at: number, itemBytes: number, place: string, read: (item: number) => number): number[] {
    const { start, length } = this.list(at, itemBytes, place);
    return Array.from({ length }, (_, index) => read(start + itemBytes * index));
  }

  /** Returns where the items of a list lie, which are about to be read. */
  private list(at: number, itemBytes: number, place: string) {
    const { start, length } = this.span(at, itemBytes, place);
    this.take(start, length * itemBytes, place);
    return { start, length };
  }

  /** Returns where the items of a list lie. */
  private span(at: number, itemBytes: number, place: string) {
    const from = this.follow(at, place);
    this.take(from, WORD, place);
    const length = this.buffer.readUint32(from);
    const start = from + WORD;
    if (start + length * itemBytes > this.bytes.length) throw this.error(place, from, `${length}`);
    return { start, length };
  }

  private text(start: number, length: number, place: string): string {
    try {
      return utf8.decode(this.bytes.subarray(start, start + length));
    } catch {
      throw new AssetError(this.fileName, t`${place} at byte ${start} is no text: expected UTF-8`);
    }
  }

  /** Returns the byte that an offset points to. */
  private follow(at: number, place: string): number {
    this.take(at, WORD, place);
    const offset = this.buffer.readUint32(at);
    if (offset === 0 || at + offset >= this.bytes.length) throw this.error(place, at, `${offset}`);
    return at + offset;
  }

  /** Checks that bytes lie in the file, and counts them as read. */
  private take(start: number, length: number, place: string): void {
    if (start < 0 || start + length > this.bytes.length) throw this.error(place, start, `${length}`);
    this.numRead += length;
    if (this.numRead > MAX_READ) {
      throw new AssetError(
        this.fileName,
        t`The tables of the file have more than ${MAX_READ} bytes by ${place}: expected fewer`,
      );
    }
  }

  private whole(value: bigint, at: number, place: string): number {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw this.error(place, at, `${value}`);
    return number;
  }

  private error(place: string, at: number, found: string): AssetError {
    return new AssetError(
      this.fileName,
      t`${place} has ${found} at byte ${at}: expected a place within the file's ${this.bytes.length} bytes`,
    );
  }
}

/** Returns a table whose fields are all left out. */
export function standardTable<S extends FlatSchema>(schema: S): TableOf<S> {
  return Object.fromEntries(
    Object.entries(schema).map(([name, field]) => [name, missing(field)]),
  ) as TableOf<S>;
}

/** Returns the value of a field that is left out. */
function missing({ kind, isList, standard }: FlatField): unknown {
  switch (kind) {
    case 'bool':
      return standard !== 0;
    case 'text':
      return '';
    case 'ints':
    case 'longs':
    case 'floats':
      return [];
    case 'bytes':
    case 'options':
      return null;
    default:
      if (typeof kind === 'string') return standard;
      return isList ? [] : null;
  }
}
