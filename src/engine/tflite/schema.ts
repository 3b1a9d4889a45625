import { list, one } from './flatSchema';

const QUANTIZATION = {
  scale: one(2, 'floats'),
  zero_point: one(3, 'longs'),
  details_type: one(4, 'byte'),
  quantized_dimension: one(6, 'int'),
};

export const TENSOR = {
  shape: one(0, 'ints'),
  type: one(1, 'byte'),
  buffer: one(2, 'uint'),
  name: one(3, 'text'),
  quantization: one(4, QUANTIZATION),
  is_variable: one(5, 'bool'),
  sparsity: one(6, {}),
  shape_signature: one(7, 'ints'),
};

export const OPERATOR = {
  opcode_index: one(0, 'uint'),
  inputs: one(1, 'ints'),
  outputs: one(2, 'ints'),
  builtin_options_type: one(3, 'byte'),
  builtin_options: one(4, 'options'),
};

const OPERATOR_CODE = {
  deprecated_builtin_code: one(0, 'byte'),
  custom_code: one(1, 'text'),
  version: one(2, 'int', 1),
  builtin_code: one(3, 'int'),
};

const SUBGRAPH = {
  tensors: list(0, TENSOR),
  inputs: one(1, 'ints'),
  outputs: one(2, 'ints'),
  operators: list(3, OPERATOR),
  name: one(4, 'text'),
};

/** Bytes of the file hold the data, or a place behind the tables if these have no room for them. */
export const BUFFER = { data: one(0, 'bytes'), offset: one(1, 'size'), size: one(2, 'size') };

/** Model of TensorFlow's schema.fbs, version 3. */
export const MODEL = {
  version: one(0, 'uint'),
  operator_codes: list(1, OPERATOR_CODE),
  subgraphs: list(2, SUBGRAPH),
  description: one(3, 'text'),
  buffers: list(4, BUFFER),
};

/** Numbers of the functions that an operator computes last. */
export const ACTIVATIONS = ['NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'] as const;
