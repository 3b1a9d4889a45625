import { describeGraph } from '../../core/network/graphModel';
import type { GraphReport } from '../../core/network/graphReport';
import type { ModelDescription, NetworkFile } from '../../core/network/model';
import type { ShapedNode, TensorUse } from '../../core/network/network';
import { Refusals } from '../source/refusals';
import type { SourceModel, SourceTensor } from '../source/sourceModel';
import { fuse } from './fuse';
import type { BuiltNode, ConstantUse, GraphBuilder } from './graphBuilder';
import { reportGraph } from './graphReport';
import { type GraphValues, graphTensors, isMask } from './graphTensors';
import { identityOf, TensorDigests } from './identity';
import { type InputSettings, inputValue } from './inputLayout';
import { nameNodes } from './nodeNames';
import { readConstants } from './readConstants';
import { translate } from './translate';
import type { Value } from './values';
import { wholeInputOf } from './wholeInput';

/** Options of `openGraph`. */
export interface OpenOptions extends Partial<InputSettings> {
  /** Inputs that are constants with these values, by name. */
  readonly given?: ReadonlyMap<string, SourceTensor>;
  /** Name and size of the reader's file. Left out: the description names none. */
  readonly file?: NetworkFile;
}

/** The input or output of an opened network in the file. */
export interface GraphValue {
  readonly name: string;
  /** Lengths in the file, with a batch. */
  readonly dims: readonly number[];
  readonly batchAxis: number | null;
  /** Axes of `dims` in the order of the engine's values. Axes of length 1 may be left out. */
  readonly axes: readonly number[];
}

/** A network that was opened from a file. Its trained values are still in the file. */
export interface OpenedGraph {
  readonly description: ModelDescription;
  /** In the order of `description.stored`. */
  readonly tensors: readonly GraphValues[];
  readonly input: GraphValue;
  readonly output: GraphValue;
  readonly report: GraphReport;
}

/** Largest number of bits of a stored word that a network starts with. */
const WORD_BITS = 8;
/** Format that activations of an unknown range start with. */
const ACTIVATION_FORMAT = 'Q8.8';

/**
 * Translates a file to the canonical graph. Trained values are read one tensor after the other, for
 * the network's identity, and not kept. Throws AssetError with all nodes and tensors that cannot be
 * run.
 */
export async function openGraph(
  model: SourceModel,
  { isBatched = true, sampleShape, given = new Map(), file }: OpenOptions = {},
): Promise<OpenedGraph> {
  const refusals = new Refusals();
  const [taken] = model.outputs as [SourceModel['outputs'][number]];
  const nodes = neededNodes(model, taken.name);
  const read = new Set([taken.name, ...nodes.flatMap(({ inputs }) => inputs)]);
  const inputs = model.inputs.filter(({ name }) => read.has(name) && !given.has(name));
  if (inputs.length === 0) refusals.add('constantOutput', taken.name);
  if (inputs.length > 1) refusals.add('inputs', inputs.map(({ name }) => name).join(', '));
  refusals.check(model.fileName);
  const [first] = inputs as [SourceModel['inputs'][number]];
  const settings = { isBatched, ...(sampleShape && { sampleShape }) };
  const input = inputValue(model, first, settings, refusals);
  refusals.check(model.fileName);
  const { value, batch } = input!;
  const constants = await readConstants(model, nodes, given);
  const fileNodes = nodes.map((node) => ({ node, index: model.nodes.indexOf(node) }));
  const source = {
    model,
    nodes: fileNodes,
    constants,
    input: { name: first.name, value },
    output: taken.name,
    batch,
  };
  const { builder, output, computed } = translate(source, refusals);
  refusals.check(model.fileName);
  if (output?.source !== 'node') refusals.add('constantOutput', taken.name);
  refusals.check(model.fileName);
  const end = flatOutput(builder, ofNode(builder, output as Value));
  const built = fuse(builder.nodes, end);
  const names = nameNodes(built, model.nodes);
  const found = graphTensors(built, model.nodes);
  const shaped = built.map((node) => shapedNode(node, names));
  const { digests, largest, tensors } = await readTensors(found, refusals);
  refusals.check(model.fileName);
  const wholeInput = wholeInputOf(first.type, built);
  const described = describeGraph({
    id: '',
    title: model.fileName.replace(/\.(?:onnx|h5|hdf5|keras|tflite|json)$/i, ''),
    ...(file && { file }),
    dataKind: 'own',
    inputShape: value.shape,
    ...(wholeInput && { wholeInput }),
    nodes: shaped,
    tensors,
    weightFormat: weightFormat(largest),
    activationFormat: ACTIVATION_FORMAT,
    paper: null,
    weights: [],
  });
  const description = { ...described, id: identityOf(described, tensors, digests) };
  return {
    description,
    tensors,
    input: graphValue(first.name, value),
    output: graphValue(taken.name, end),
    report: reportGraph({ model, description, tensors, built, names, computed, nodes }),
  };
}

function graphValue(name: string, { dims, batchAxis, axes }: Value): GraphValue {
  return { name, dims, batchAxis, axes };
}

/** Returns the nodes that an output depends on, in their order. */
function neededNodes({ nodes }: SourceModel, output: string): SourceModel['nodes'] {
  const needed = new Set([output]);
  const found = nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some((name) => needed.has(name))) return false;
    for (const name of inputs) if (name !== '') needed.add(name);
    return true;
  });
  return found.toReversed();
}

/** Returns the input of the network as the output of a node, and any other output as it is. */
function ofNode(builder: GraphBuilder, output: Value): Value {
  if (output.node !== '') return output;
  return { ...output, ...builder.emit({ kind: 'reshape', shape: output.shape }, [output]) };
}

/** Makes one row of an output that has one axis longer than 1, such as [1, 1, 1000]. */
function flatOutput(builder: GraphBuilder, output: Value): Value {
  const long = output.axes.filter((axis) => output.dims[axis] !== 1);
  const kept = long.length === 0 ? output.axes.slice(-1) : long;
  if (output.shape.length <= 1 || long.length > 1) return output;
  return { ...output, ...builder.layOut(output, output.axes, kept), axes: kept };
}

function shapedNode(
  { id, operation, inputs, uses, output }: BuiltNode,
  names: ReturnType<typeof nameNodes>,
): ShapedNode {
  const { name, block } = names.get(id)!;
  return {
    node: { ...operation, name, inputs: inputs.map(({ node }) => names.get(node)?.name ?? ''), block },
    inputShapes: inputs.map(({ shape }) => shape),
    outputShape: output.shape,
    tensors: uses.map(tensorUse),
    ...(output.type === 'float32' ? {} : { type: output.type }),
  };
}

function tensorUse({ role, constant }: ConstantUse): TensorUse {
  const { stored, dims, permutation, part } = constant;
  const isInOrder = permutation.every((axis, at) => axis === at);
  return {
    role,
    tensor: stored.name,
    shape: dims,
    ...(part && { part }),
    ...(isInOrder ? {} : { permutation }),
  };
}

/** Findings of reading all tensors of a network. */
interface ReadTensors {
  /** By name. */
  readonly digests: ReadonlyMap<string, string>;
  /** Largest magnitude of a weight. */
  readonly largest: number;
  /** Masks are constants among them. */
  readonly tensors: readonly GraphValues[];
}

/** Reads all tensors once. Adds trained ones with values that are not finite to `refusals`. */
async function readTensors(found: readonly GraphValues[], refusals: Refusals): Promise<ReadTensors> {
  const digests = new TensorDigests();
  const ofNames = new Map<string, string>();
  let largest = 0;
  const tensors: GraphValues[] = [];
  for (const tensor of found) {
    const { name, mask } = tensor;
    const values = await tensor.read();
    const structure = mask !== null && isMask(mask, tensor.shape, values) ? null : tensor.structure;
    tensors.push({ ...tensor, structure });
    ofNames.set(name, await digests.of(tensor, values));
    if (structure === null) continue;
    let wrong = 0;
    for (const value of values) {
      if (!Number.isFinite(value)) wrong++;
      else if (structure === 'weights') largest = Math.max(largest, Math.abs(value));
    }
    if (wrong > 0) refusals.add('notFinite', `${name} (${wrong} / ${values.length})`);
  }
  return { digests: ofNames, largest, tensors };
}

/**
 * Returns the format of 8 bits with the fewest integer bits that hold a magnitude. The largest
 * number of a format is a step below the power of two.
 */
function weightFormat(largest: number): string {
  let integerBits = 1;
  while (integerBits < WORD_BITS && largest > 2 ** (integerBits - 1) - 2 ** (integerBits - WORD_BITS))
    integerBits++;
  return `Q${integerBits}.${WORD_BITS - integerBits}`;
}
