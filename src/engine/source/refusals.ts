import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';

/** Maximum number of items that a message lists, and of characters of each. */
const MAX_LISTED = 100;
const MAX_CHARACTERS = 120;

/**
 * Sentences for what cannot be read, by kind. `list` holds the names of all of that kind, each with
 * the value found.
 */
const SENTENCES = {
  noOperator: (list: string) => t`Nodes without an operator: ${list}: expected its name`,
  domain: (list: string) => t`Nodes with operators of other domains: ${list}: expected ai.onnx`,
  subgraph: (list: string) =>
    t`Nodes with graphs inside: ${list}: expected a graph without branches and loops`,
  functions: (list: string) => t`Functions inside the file: ${list}: expected operators of ai.onnx alone`,
  training: (count: string) => t`Training graphs inside the file: ${count}: expected none`,
  noOutput: (name: string) => t`Graph without outputs: ${name}: expected at least one`,
  attributeKind: (list: string) =>
    t`Attributes that cannot be read: ${list}: expected numbers, texts or a tensor`,
  attributeValue: (list: string) => t`Attributes whose value is not of their type: ${list}`,
  attributeTwice: (list: string) => t`Attributes that a node has twice: ${list}: expected one of each name`,
  noName: (list: string) => t`Tensors without a name: ${list}: expected a name for each`,
  sparse: (list: string) => t`Sparse initialisers: ${list}: expected dense ones`,
  strings: (list: string) => t`Tensors of strings: ${list}: expected numbers`,
  dataType: (list: string) => t`Tensors of unknown types: ${list}: expected data types 1 to 22`,
  weightMissing: (list: string) => t`Tensors without weights of their name or shape: ${list}`,
  weightShape: (list: string) =>
    t`Weights of another shape than the tensor of their name: ${list}: expected the network's`,
  weightChoice: (list: string) =>
    t`Tensors that several weights would fit: ${list}: expected weights with the names of the network`,
  weightWords: (list: string) =>
    t`Tensors whose weights are words: ${list}: expected a network with floats to lay weights on`,
  weightConstant: (list: string) =>
    t`Tensors whose weights stand in nodes: ${list}: expected a network with initialisers to lay weights on`,
  weightNone: (list: string) => t`Weights that belong to no tensor: ${list}: expected those of the network`,
  noNumbers: (list: string) => t`Tensors of other types: ${list}: expected numbers`,
  quantization: (list: string) =>
    t`Tensors whose words cannot be read: ${list}: expected a scale and a zero point, or one for each entry of their axis`,
  noTensor: (list: string) => t`Inputs and outputs of other types: ${list}: expected tensors`,
  shape: (list: string) =>
    t`Tensors with a dimension out of range: ${list}: expected 1 to ${2 ** 31 - 1}, or a name for one that is open`,
  segment: (list: string) => t`Tensors in segments: ${list}: expected whole tensors`,
  severalFields: (list: string) => t`Tensors with values in several fields: ${list}: expected one field`,
  otherField: (list: string) => t`Tensors with values in a field of another type: ${list}`,
  size: (list: string) => t`Tensors whose stored bytes do not fit their shape (found ≠ expected): ${list}`,
  missingFile: (list: string) =>
    t`External data files that are missing: ${list}: expected them together with the model`,
  externalPlace: (list: string) =>
    t`Tensors with a wrong place in an external data file: ${list}: expected a file name, and whole numbers within the file`,
  checksum: (list: string) => t`External data files with another SHA-1 digest than the model says: ${list}`,
  twice: (list: string) =>
    t`Tensors that are written twice: ${list}: expected one input, initialiser or node for each`,
  unwritten: (list: string) =>
    t`Tensors that are read but that nothing writes: ${list}: expected an input, an initialiser or a node for each`,
  order: (list: string) =>
    t`Nodes that stand before a node whose output they read: ${list}: expected the order of computation`,
  operator: (list: string) => t`Nodes with operators that cannot be run: ${list}`,
  setting: (list: string) => t`Nodes with settings that cannot be run: ${list}`,
  operation: (list: string) => t`Operations that cannot be run: ${list}`,
  layer: (list: string) => t`Layers that cannot be run: ${list}`,
  layerSetting: (list: string) => t`Layers with settings that cannot be run: ${list}`,
  mixesSamples: (list: string) =>
    t`Nodes that mix the samples of a batch: ${list}: expected samples that do not depend on each other`,
  inputs: (list: string) => t`Inputs that the output depends on: ${list}: expected one`,
  constantOutput: (list: string) =>
    t`Outputs that do not depend on an input: ${list}: expected one that is computed from the samples`,
  openLength: (list: string) =>
    t`Inputs with open lengths besides their batch: ${list}: expected a shape of the samples that fits`,
  notFinite: (list: string) =>
    t`Trained tensors with values that are NaN or infinite: ${list}: expected finite numbers`,
  cycle: (list: string) => t`Nodes that depend on their own output: ${list}: expected a graph without cycles`,
};

type RefusalKind = keyof typeof SENTENCES;

/** Error of a file that cannot be read or run as a network. */
export class RefusalError extends AssetError {
  constructor(
    fileName: string,
    /** One sentence for each kind of reason. */
    readonly reasons: readonly string[],
  ) {
    super(fileName, reasons.join('. '));
  }
}

/** Collects all reasons why a file cannot be read, so that they are reported at once. */
export class Refusals {
  private readonly items = new Map<RefusalKind, string[]>();

  /** Adds a thing that cannot be read: its name, with the value found where there is one. */
  add(kind: RefusalKind, item: string): void {
    const items = this.items.get(kind);
    if (items === undefined) this.items.set(kind, [item]);
    else items.push(item);
  }

  /** True if there is anything to refuse. */
  get hasAny(): boolean {
    return this.items.size > 0;
  }

  /** Throws RefusalError with one sentence for each kind, if there is any. */
  check(fileName: string): void {
    const kinds = [...this.items];
    if (kinds.length === 0) return;
    throw new RefusalError(
      fileName,
      kinds.map(([kind, items]) => SENTENCES[kind](listed(items))),
    );
  }
}

/** Lists the items: `a, b, … (+2)`. */
function listed(items: readonly string[]): string {
  const shown = items
    .slice(0, MAX_LISTED)
    .map((item) => (item.length > MAX_CHARACTERS ? `${item.slice(0, MAX_CHARACTERS)}…` : item))
    .join(', ');
  return items.length > MAX_LISTED ? `${shown}, … (+${items.length - MAX_LISTED})` : shown;
}
