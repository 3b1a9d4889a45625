import type { ModelDescription, Structure } from './model';

/** A node of an opened network for readers. */
interface ReportedNode {
  readonly name: string;
  readonly kind: string;
  /** Fused function. Empty: none. */
  readonly activation: string;
  /** The file's nodes that it computes, `name (operator)`. */
  readonly file: readonly string[];
  readonly inputShapes: readonly (readonly number[])[];
  readonly outputShape: readonly number[];
  /** Words of trained tensors that it reads. */
  readonly trainedWords: number;
  /** Words that it writes for one sample. */
  readonly writtenWords: number;
}

/** A stored tensor of an opened network for readers. */
interface ReportedTensor {
  readonly name: string;
  /** Number in fault streams. Null for a constant. */
  readonly number: number | null;
  readonly structure: Structure | null;
  readonly shape: readonly number[];
  readonly words: number;
  /** How its values are computed from those of the file. Empty: they are the file's. */
  readonly computation: string;
}

/** An input or output of the file. Names stand for lengths that are open. */
export interface ReportedValue {
  readonly name: string;
  readonly type: string;
  /** Null: the file does not say, and no output that is computed. */
  readonly shape: readonly (number | string)[] | null;
}

/** Contents of a file and of the network that was made of it. */
export interface GraphReport {
  /** Format of the file with its versions. */
  readonly format: string;
  readonly producer: string;
  readonly graphName: string;
  readonly inputs: readonly ReportedValue[];
  readonly outputs: readonly ReportedValue[];
  /** Shape of one sample, as the engine reads it. */
  readonly inputShape: readonly number[];
  readonly nodes: readonly ReportedNode[];
  readonly tensors: readonly ReportedTensor[];
  /** The file's nodes that no node of the network computes, `name (operator)`. */
  readonly dropped: readonly string[];
  /** Names of the file's tensors that were computed when it was opened. */
  readonly computed: readonly string[];
  readonly blocks: readonly { readonly name: string; readonly layers: readonly string[] }[];
  /** Sentences on what readers should know. */
  readonly notes: readonly string[];
}

/** A network of the reader whose file can be run. */
export interface OpenedNetwork {
  readonly fileName: string;
  readonly description: ModelDescription;
  readonly report: GraphReport;
  /** Names of the files beside it that hold its tensors. */
  readonly dataFiles: readonly string[];
}

/** A file that cannot be read or run as a network. */
export interface RefusedNetwork {
  readonly fileName: string;
  /** All reasons, one sentence each, without the name of the file. */
  readonly reasons: readonly string[];
  /** Lines of Python that write it as a file that can. Undefined: there are none. */
  readonly lines?: readonly string[];
}
