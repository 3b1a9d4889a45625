/** Bytes of a file from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Kinds of a field's value:
 * - `int`: whole number up to 2^53
 * - `clampedInt`: the same; the ends of int64, which exporters write for "as far as possible", are
 *   infinite
 * - `float`: 32-bit float
 * - `text`: UTF-8
 * - `bytes`: bytes that stay in the file
 * - `varints`, `words32`, `words64`: numbers that stay in the file; the spans, one after the other,
 *   are their packed form
 */
interface KindValues {
  readonly int: number;
  readonly clampedInt: number;
  readonly float: number;
  readonly text: string;
  readonly bytes: Span;
  readonly varints: Span;
  readonly words32: Span;
  readonly words64: Span;
}

export type ScalarKind = keyof KindValues;

/** A field of a message. Other fields are skipped. */
export interface Field {
  readonly number: number;
  readonly kind: ScalarKind | Table;
  readonly isList: boolean;
}

/** The fields of a message by their names in onnx.proto. No table contains itself. */
export interface Table {
  readonly [name: string]: Field;
}

type ValueOf<F extends Field> = F['kind'] extends ScalarKind
  ? KindValues[F['kind']]
  : F['kind'] extends Table
    ? MessageOf<F['kind']>
    : never;

/** A message as read: lists may be empty, other fields may be missing. */
export type MessageOf<T extends Table> = {
  readonly [Name in keyof T]: T[Name]['isList'] extends true
    ? readonly ValueOf<T[Name]>[]
    : ValueOf<T[Name]> | undefined;
};

function one<const K extends Field['kind']>(number: number, kind: K) {
  return { number, kind, isList: false } as const;
}

function list<const K extends Field['kind']>(number: number, kind: K) {
  return { number, kind, isList: true } as const;
}

const ENTRY = { key: one(1, 'text'), value: one(2, 'text') };

export const TENSOR = {
  dims: list(1, 'int'),
  data_type: one(2, 'int'),
  segment: one(3, 'bytes'),
  float_data: list(4, 'words32'),
  int32_data: list(5, 'varints'),
  string_data: list(6, 'bytes'),
  int64_data: list(7, 'varints'),
  name: one(8, 'text'),
  raw_data: one(9, 'bytes'),
  double_data: list(10, 'words64'),
  uint64_data: list(11, 'varints'),
  external_data: list(13, ENTRY),
  data_location: one(14, 'int'),
};

/** Graphs, sparse tensors and types in attributes are refused, so they stay bytes. */
export const ATTRIBUTE = {
  name: one(1, 'text'),
  f: one(2, 'float'),
  i: one(3, 'clampedInt'),
  s: one(4, 'text'),
  t: one(5, TENSOR),
  g: one(6, 'bytes'),
  floats: list(7, 'float'),
  ints: list(8, 'clampedInt'),
  strings: list(9, 'text'),
  tensors: list(10, 'bytes'),
  graphs: list(11, 'bytes'),
  tp: one(14, 'bytes'),
  type_protos: list(15, 'bytes'),
  type: one(20, 'int'),
  ref_attr_name: one(21, 'text'),
  sparse_tensor: one(22, 'bytes'),
  sparse_tensors: list(23, 'bytes'),
};

export const NODE = {
  input: list(1, 'text'),
  output: list(2, 'text'),
  name: one(3, 'text'),
  op_type: one(4, 'text'),
  attribute: list(5, ATTRIBUTE),
  domain: one(7, 'text'),
};

const DIMENSION = { dim_value: one(1, 'int'), dim_param: one(2, 'text') };
const TENSOR_TYPE = { elem_type: one(1, 'int'), shape: one(2, { dim: list(1, DIMENSION) }) };
const TYPE = {
  tensor_type: one(1, TENSOR_TYPE),
  sequence_type: one(4, 'bytes'),
  map_type: one(5, 'bytes'),
  opaque_type: one(7, 'bytes'),
  sparse_tensor_type: one(8, 'bytes'),
  optional_type: one(9, 'bytes'),
};
export const VALUE_INFO = { name: one(1, 'text'), type: one(2, TYPE) };

const ANNOTATION = { tensor_name: one(1, 'text'), quant_parameter_tensor_names: list(2, ENTRY) };

const GRAPH = {
  node: list(1, NODE),
  name: one(2, 'text'),
  initializer: list(5, TENSOR),
  input: list(11, VALUE_INFO),
  output: list(12, VALUE_INFO),
  value_info: list(13, VALUE_INFO),
  quantization_annotation: list(14, ANNOTATION),
  sparse_initializer: list(15, { values: one(1, { name: one(8, 'text') }) }),
};

const OPERATOR_SET = { domain: one(1, 'text'), version: one(2, 'int') };

/** ModelProto of onnx.proto (IR versions 3 to 10). */
export const MODEL = {
  ir_version: one(1, 'int'),
  producer_name: one(2, 'text'),
  producer_version: one(3, 'text'),
  graph: one(7, GRAPH),
  opset_import: list(8, OPERATOR_SET),
  metadata_props: list(14, ENTRY),
  training_info: list(20, 'bytes'),
  functions: list(25, { name: one(1, 'text') }),
};
