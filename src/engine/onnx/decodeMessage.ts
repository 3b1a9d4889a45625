import { PbfReader } from 'pbf';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { BlobReader } from '../source/blobReader';
import type { Field, MessageOf, ScalarKind, Span, Table } from './fields';

/** Messages up to this size are read at once, larger ones field by field. In bytes. */
const MAX_AT_ONCE = 2 ** 16;
/** Maximum bytes of a field's tag and length: two varints. */
const HEAD_BYTES = 20;
/** Maximum bytes of a text or of a packed list in an attribute. */
const MAX_VALUE_BYTES = 2 ** 24;
/**
 * Maximum number of fields and list items in a file: 25,000 nodes of 20 each. A file of megabytes
 * can announce gigabytes of empty nodes.
 */
const MAX_VALUES = 500_000;
/** Protobuf's maximum number of a field. */
const MAX_FIELD_NUMBER = 2 ** 29 - 1;

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const WIRE_TYPES: Readonly<Record<ScalarKind, number>> = {
  int: VARINT,
  clampedInt: VARINT,
  varints: VARINT,
  float: FIXED32,
  words32: FIXED32,
  words64: FIXED64,
  text: BYTES,
  bytes: BYTES,
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Place of a message or field: `graph.node[3].name`. */
interface Place {
  readonly outer: Place | null;
  readonly name: string;
  /** Index of a list item. */
  readonly index: number | null;
}

/** Bytes in memory. The first one is byte `base` of the file. `end` is that of the message. */
interface Part {
  readonly pbf: PbfReader;
  readonly base: number;
  readonly end: number;
}

/** Number and wire type of a field, and its content without the length. */
interface Head extends Span {
  readonly number: number;
  readonly wireType: number;
}

type Fields = Record<string, unknown>;

/**
 * Reads a file as a message with the fields of a table. Bytes of tensors are left in the file.
 * Throws AssetError with field and byte for whatever is not that message.
 */
export async function decodeMessage<T extends Table>(
  reader: BlobReader,
  table: T,
  name: string,
): Promise<MessageOf<T>> {
  const place = { outer: null, name, index: null };
  const message = await new MessageDecoder(reader).decode(table, { start: 0, end: reader.size }, place);
  return message as MessageOf<T>;
}

class MessageDecoder {
  private numValues = 0;
  constructor(private readonly reader: BlobReader) {}

  async decode(table: Table, { start, end }: Span, place: Place): Promise<Fields> {
    if (end - start <= MAX_AT_ONCE) {
      const bytes = await this.reader.read(start, end);
      return this.decodeBytes(table, { pbf: new PbfReader(bytes), base: start, end: bytes.length }, place);
    }
    const message = emptyMessage(table);
    for (let base = start; base < end; ) {
      const bytes = await this.reader.read(base, Math.min(base + HEAD_BYTES, end));
      const head = this.readHead({ pbf: new PbfReader(bytes), base, end: end - base }, place);
      const found = this.fieldOf(table, head, message, place);
      if (found !== undefined) {
        const { field, inner } = found;
        if (typeof field.kind === 'object') put(message, inner, await this.decode(field.kind, head, inner));
        else if (isLeftInFile(field.kind)) put(message, inner, spanOf(head));
        else {
          const numBytes = head.end - head.start;
          if (numBytes > MAX_VALUE_BYTES) {
            const path = pathOf(inner);
            this.fail(
              t`${path} at byte ${head.start} has ${numBytes} bytes: expected at most ${MAX_VALUE_BYTES}`,
            );
          }
          const content = await this.reader.read(head.start, head.end);
          const part = { pbf: new PbfReader(content), base: head.start, end: content.length };
          this.addScalars(message, inner, field.kind, part, head.wireType === BYTES);
        }
      }
      base = head.end;
    }
    return message;
  }

  private decodeBytes(table: Table, part: Part, place: Place): Fields {
    const { pbf, base } = part;
    const message = emptyMessage(table);
    while (pbf.pos < part.end) {
      const head = this.readHead(part, place);
      const found = this.fieldOf(table, head, message, place);
      const end = head.end - base;
      if (found !== undefined) {
        const { field, inner } = found;
        const content = { pbf, base, end };
        if (typeof field.kind === 'object') put(message, inner, this.decodeBytes(field.kind, content, inner));
        else if (isLeftInFile(field.kind)) put(message, inner, spanOf(head));
        else this.addScalars(message, inner, field.kind, content, head.wireType === BYTES);
      }
      pbf.pos = end;
    }
    return message;
  }

  /** Reads tag and length, and leaves `pbf` at the content. */
  private readHead(part: Part, place: Place): Head {
    const { pbf, base, end } = part;
    const at = base + pbf.pos;
    const tag = this.readVarint(part, place, false);
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (number < 1 || number > MAX_FIELD_NUMBER) {
      const path = pathOf(place);
      this.fail(t`${path} has field number ${number} at byte ${at}: expected 1 to ${MAX_FIELD_NUMBER}`);
    }
    const numBytes = this.readLength(part, place, wireType);
    if (numBytes === undefined) {
      const path = pathOf(place);
      this.fail(t`${path} has field ${number} of wire type ${wireType} at byte ${at}: expected 0, 1, 2 or 5`);
    }
    if (numBytes > end - pbf.pos) {
      const path = pathOf(place);
      const left = end - pbf.pos;
      this.fail(
        t`${path} has field ${number} of ${numBytes} bytes at byte ${at}: expected at most the ${left} that are left, so the file is cut short or damaged`,
      );
    }
    const start = base + pbf.pos;
    return { number, wireType, start, end: start + numBytes };
  }

  /** Returns the bytes of a field's content. Undefined for wire types that do not exist. */
  private readLength(part: Part, place: Place, wireType: number): number | undefined {
    if (wireType === FIXED32) return 4;
    if (wireType === FIXED64) return 8;
    if (wireType === BYTES) return this.readVarint(part, place, false);
    if (wireType !== VARINT) return undefined;
    const { pbf } = part;
    const start = pbf.pos;
    this.readVarint(part, place, false);
    const numBytes = pbf.pos - start;
    pbf.pos = start;
    return numBytes;
  }

  private readVarint({ pbf, base, end }: Part, place: Place, isSigned: boolean): number {
    const at = base + pbf.pos;
    let value: number | undefined;
    try {
      value = pbf.readVarint(isSigned);
    } catch {
      // pbf's error for more than 10 bytes, and for bytes that are missing.
    }
    if (pbf.pos > end) {
      const path = pathOf(place);
      this.fail(t`${path} ends inside the number at byte ${at}: the file is cut short or damaged`);
    }
    if (value === undefined) {
      const path = pathOf(place);
      this.fail(t`${path} has a number of more than 10 bytes at byte ${at}: expected at most 10`);
    }
    return value;
  }

  /** Returns a field of the table with its place. Undefined for other fields. */
  private fieldOf(table: Table, head: Head, message: Fields, outer: Place) {
    this.count(head.start);
    const [name, field] = fieldsByNumber(table).get(head.number) ?? [];
    if (name === undefined || field === undefined) return undefined;
    const earlier = message[name];
    const inner: Place = { outer, name, index: Array.isArray(earlier) ? earlier.length : null };
    const wanted = typeof field.kind === 'object' ? BYTES : WIRE_TYPES[field.kind];
    if (head.wireType !== wanted && !(field.isList && head.wireType === BYTES)) {
      const path = pathOf(inner);
      this.fail(
        t`${path} at byte ${head.start} has wire type ${head.wireType}: expected ${wanted}, as in an ONNX model`,
      );
    }
    if (!field.isList && earlier !== undefined) {
      const path = pathOf(inner);
      this.fail(t`${path} at byte ${head.start} comes a second time: expected one`);
    }
    return { field, inner };
  }

  /** Adds a text or number, or the numbers of a packed list. */
  private addScalars(message: Fields, place: Place, kind: ScalarKind, part: Part, isPacked: boolean): void {
    const { pbf, base, end } = part;
    if (kind === 'text')
      put(message, place, this.readText(pbf.buf.subarray(pbf.pos, end), base + pbf.pos, place));
    else if (!isPacked) put(message, place, this.readNumber(kind, part, place));
    else {
      while (pbf.pos < end) {
        this.count(base + pbf.pos);
        put(message, place, this.readNumber(kind, part, place));
      }
    }
  }

  private readNumber(kind: ScalarKind, part: Part, place: Place): number {
    const { pbf, base, end } = part;
    const at = base + pbf.pos;
    if (kind === 'float') {
      if (pbf.pos + 4 <= end) return pbf.readFloat();
      const path = pathOf(place);
      this.fail(t`${path} ends inside the number at byte ${at}: the file is cut short or damaged`);
    }
    const value = this.readVarint(part, place, true);
    if (Number.isSafeInteger(value)) return value;
    if (kind === 'clampedInt' && Math.abs(value) === 2 ** 63) return value * Number.POSITIVE_INFINITY;
    const path = pathOf(place);
    this.fail(t`${path} at byte ${at} is about ${value}: expected at most 2^53`);
  }

  private readText(bytes: Uint8Array, at: number, place: Place): string {
    try {
      return utf8.decode(bytes);
    } catch {
      const path = pathOf(place);
      this.fail(t`${path} at byte ${at} is no UTF-8 text: expected one`);
    }
  }

  private count(at: number): void {
    this.numValues++;
    if (this.numValues > MAX_VALUES) {
      this.fail(t`The file has more than ${MAX_VALUES} fields by byte ${at}: expected fewer`);
    }
  }

  private fail(message: string): never {
    throw new AssetError(this.reader.asset.name, message);
  }
}

const tables = new WeakMap<Table, ReadonlyMap<number, readonly [string, Field]>>();

function fieldsByNumber(table: Table): ReadonlyMap<number, readonly [string, Field]> {
  const known = tables.get(table);
  if (known !== undefined) return known;
  const fields = new Map(
    Object.entries(table).map(([name, field]) => [field.number, [name, field]] as const),
  );
  tables.set(table, fields);
  return fields;
}

function emptyMessage(table: Table): Fields {
  const message: Fields = {};
  for (const name in table) message[name] = table[name]!.isList ? [] : undefined;
  return message;
}

function put(message: Fields, { name, index }: Place, value: unknown): void {
  if (index === null) message[name] = value;
  else (message[name] as unknown[]).push(value);
}

function isLeftInFile(kind: ScalarKind): boolean {
  return kind === 'bytes' || kind === 'varints' || kind === 'words32' || kind === 'words64';
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function pathOf({ outer, name, index }: Place): string {
  const path = outer === null ? name : `${pathOf(outer)}.${name}`;
  return index === null ? path : `${path}[${index}]`;
}
