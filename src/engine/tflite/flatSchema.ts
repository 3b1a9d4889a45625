/** Bytes of a file from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Kinds of a field's value:
 * - `bool`, `byte` (signed, 8 bits), `int` (signed, 32 bits), `uint`, `float` (32 bits)
 * - `size`: unsigned whole number of 64 bits, up to 2^53
 * - `text`: UTF-8; empty if it is missing
 * - `ints`, `longs` (up to 2^53), `floats`: lists; empty if they are missing
 * - `bytes`: bytes that stay in the file; null if they are missing
 * - `options`: place of a table whose fields another field tells; null if it is missing
 */
interface KindValues {
  readonly bool: boolean;
  readonly byte: number;
  readonly int: number;
  readonly uint: number;
  readonly size: number;
  readonly float: number;
  readonly text: string;
  readonly ints: readonly number[];
  readonly longs: readonly number[];
  readonly floats: readonly number[];
  readonly bytes: Span | null;
  readonly options: number | null;
}

export type FlatKind = keyof KindValues;

/** A field of a table in a flatbuffer. Other fields are skipped. */
export interface FlatField {
  /** Place of the field in its table's declaration, from 0. */
  readonly number: number;
  readonly kind: FlatKind | FlatSchema;
  readonly isList: boolean;
  /** Value of a number that is left out. */
  readonly standard: number;
}

/** The fields of a table by their names in the schema. No table contains itself. */
export interface FlatSchema {
  readonly [name: string]: FlatField;
}

type ValueOf<F extends FlatField> = F['kind'] extends FlatKind
  ? KindValues[F['kind']]
  : F['kind'] extends FlatSchema
    ? F['isList'] extends true
      ? readonly TableOf<F['kind']>[]
      : TableOf<F['kind']> | null
    : never;

/** A table as read. */
export type TableOf<S extends FlatSchema> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

/** Declares a field. */
export function one<const K extends FlatField['kind']>(number: number, kind: K, standard = 0) {
  return { number, kind, isList: false, standard } as const;
}

/** Declares a field that is a list of tables. */
export function list<const S extends FlatSchema>(number: number, schema: S) {
  return { number, kind: schema, isList: true, standard: 0 } as const;
}
