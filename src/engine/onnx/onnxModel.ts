import type { TensorType } from './tensorTypes';

/** A tensor whose values are still in its file. It can be posted to a worker. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: TensorType;
  /** Lengths from 1 to 2^31 - 1. Empty for a scalar, [0] for an empty list. */
  readonly shape: readonly number[];
  /** True for protobuf's varints, false for little-endian values. */
  readonly isVarints: boolean;
  /** Stored values, one part after the other. */
  readonly parts: readonly Blob[];
  /** Name of the file in messages. */
  readonly fileName: string;
}

/** Value of an attribute. Infinite integers are the ends of int64: "as far as possible". */
export type OnnxAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor };

/** A node of a graph. */
export interface OnnxNode {
  /** Name in the file, or operator and index (`Conv_12`) without one. Others may have it too. */
  readonly name: string;
  readonly operator: string;
  /** Names of tensors. Empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  /** Names of tensors. Empty for an optional output that is left out. */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** A named tensor of a graph with its declared type and shape. */
export interface OnnxValue {
  readonly name: string;
  readonly type: TensorType;
  /**
   * Lengths; names stand for lengths that are open, null for an open length without a name. Null if
   * even their number is open.
   */
  readonly shape: readonly (number | string | null)[] | null;
}

/** Contents of an ONNX file, as the file has them. Checked: each tensor that is read is there. */
export interface OnnxModel {
  readonly fileName: string;
  /** Version of the file format, 3 to 10. */
  readonly irVersion: number;
  /** Version of the operators, 7 to 21. */
  readonly opset: number;
  /** Program that wrote the file, with its version. Empty if unknown. */
  readonly producer: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graphName: string;
  /** In an order in which each reads only what was written before. */
  readonly nodes: readonly OnnxNode[];
  /** Inputs that a caller gives: those without an initialiser. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Declared types of other tensors, by name. */
  readonly values: ReadonlyMap<string, OnnxValue>;
  /** By name, in the order of the file. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /**
   * Names of tensors that hold quantisation parameters, by the tensor that they quantise and their
   * role: `SCALE_TENSOR`, `ZERO_POINT_TENSOR`.
   */
  readonly quantization: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
