import type { TensorType } from './tensorTypes';
import type { TensorValues } from './tensorValues';

/** A tensor whose values are still in its file. */
export interface SourceTensor {
  readonly name: string;
  readonly type: TensorType;
  /** Lengths from 1 to 2^31 - 1. Empty for a scalar, [0] for an empty list. */
  readonly shape: readonly number[];
  /** Name of the file in messages. */
  readonly fileName: string;
  /** True for values that the reader of the file made, such as the ones of a missing scale. */
  readonly isMade?: true;
  /** Reads all values. Each call reads them again; the caller owns them. Throws AssetError. */
  readonly read: () => Promise<TensorValues>;
}

/** Value of an attribute. Infinite integers are the ends of int64: "as far as possible". */
export type SourceAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'floats' | 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: SourceTensor };

/** Kind of a node as its file has it, if that is not its operator in ONNX. */
interface NodeOrigin {
  /** Class of the layer, or operator of another format. */
  readonly kind: string;
  /** True if the node's name is that of a layer, which may consist of several nodes. */
  readonly isLayer: boolean;
}

/** A node of a graph. */
export interface SourceNode {
  /** Name in the file, or operator and index (`Conv_12`) without one. Others may have it too. */
  readonly name: string;
  /** Name of ONNX's operator that computes the node. */
  readonly operator: string;
  readonly origin?: NodeOrigin;
  /** Names of tensors. Empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  /** Names of tensors. Empty for an optional output that is left out. */
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, SourceAttribute>;
}

/** A named tensor of a graph with its declared type and shape. */
export interface SourceValue {
  readonly name: string;
  readonly type: TensorType;
  /**
   * Lengths; names stand for lengths that are open, null for an open length without a name. Null if
   * even their number is open.
   */
  readonly shape: readonly (number | string | null)[] | null;
}

/**
 * Contents of a network's file, with ONNX's operators. Checked: each tensor that is read is there.
 */
export interface SourceModel {
  readonly fileName: string;
  /** Format with its versions, for readers. */
  readonly format: string;
  /** Version of ONNX's operators, 6 to 21. */
  readonly opset: number;
  /** True if a sample has its axes in the file's order, channels last, whatever reads it. */
  readonly isChannelsLast: boolean;
  /** Names of files beside it that belong to it, besides those of its tensors, without folders. */
  readonly companions?: readonly string[];
  /** Sentences on what readers should know of the file. */
  readonly notes: readonly string[];
  /** Program that wrote the file, with its version. Empty if unknown. */
  readonly producer: string;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graphName: string;
  /** In an order in which each reads only what was written before. */
  readonly nodes: readonly SourceNode[];
  /** Inputs that a caller gives: those without an initialiser. */
  readonly inputs: readonly SourceValue[];
  readonly outputs: readonly SourceValue[];
  /** Declared types of other tensors, by name. */
  readonly values: ReadonlyMap<string, SourceValue>;
  /** By name, in the order of the file. */
  readonly initializers: ReadonlyMap<string, SourceTensor>;
  /**
   * Names of tensors that hold quantisation parameters, by the tensor that they quantise and their
   * role: `SCALE_TENSOR`, `ZERO_POINT_TENSOR`.
   */
  readonly quantization: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Frees memory that reading takes. Tensors can still be read, which takes it again. */
  readonly close: () => void;
}
