import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { isObject } from '../keras/json';
import type { openTfjsFile } from '../keras/openTfjsFile';
import { Refusals } from '../source/refusals';
import { BUILT_OPSET, SourceBuilder } from '../source/sourceBuilder';
import type { SourceModel, SourceTensor, SourceValue } from '../source/sourceModel';
import { GRAPH_FORMAT } from './formats';
import type { GraphContext } from './graphContext';
import { isWhole, nodeOf, readNodes, type TfNode } from './graphNodes';
import { GRAPH_OPERATIONS } from './graphOperations';
import { LayerRefusal } from './settings';

type TfjsFile = Awaited<ReturnType<typeof openTfjsFile>>;

/** Most whole numbers of a tensor that decides what an operation does, such as axes. */
const MAX_WHOLES = 64;

/** Reads a GraphModel as a record. Throws AssetError with all operations that cannot be run. */
export async function readGraphModel(
  fileName: string,
  opened: TfjsFile,
  notes: readonly string[],
): Promise<SourceModel> {
  const nodes = readNodes(opened.graph);
  const outputs = nodes && outputsOf(nodes, opened.signature);
  const taken = outputs?.at(-1);
  if (nodes === null || taken === undefined) {
    throw new AssetError(
      fileName,
      t`The graph has no list of nodes, or none that is read: expected a GraphModel of tfjs`,
    );
  }
  const builder = new SourceBuilder(fileName);
  const refusals = new Refusals();
  const { constants, wholes } = await readConstants(fileName, opened);
  const needed = neededNodes(nodes, taken);
  const inputs = needed.filter(({ operation }) => operation === 'Placeholder').map(inputOf);
  const names = new Map(inputs.map(({ name }) => [name, name]));
  for (const node of needed) {
    const { name, operation } = node;
    const constant = constants.get(name);
    if (operation === 'Placeholder') continue;
    if (constant !== undefined) {
      names.set(name, builder.tensor(constant));
      continue;
    }
    builder.startPart({ name, kind: operation, isLayer: false });
    const tensorAt = (index: number) => constants.get(node.inputs[index] ?? '');
    const context: GraphContext = {
      ...{ builder, node },
      inputs: node.inputs.map((input) => names.get(input) ?? ''),
      stored(index) {
        const tensor = tensorAt(index);
        if (tensor === undefined)
          throw new LayerRefusal(`${t`input ${index}`} = ${node.inputs[index] ?? t`none`}`);
        return tensor;
      },
      wholes(index) {
        const values = wholes.get(node.inputs[index] ?? '');
        if (values === undefined)
          throw new LayerRefusal(`${t`input ${index}`} = ${node.inputs[index] ?? t`none`}`);
        return values;
      },
    };
    const translate = GRAPH_OPERATIONS.get(operation);
    try {
      if (translate !== undefined) {
        const outputs = [translate(context)].flat();
        for (const [at, output] of outputs.entries()) names.set(at === 0 ? name : `${name}:${at}`, output);
      } else refusals.add('operation', `${name} (${operation})`);
    } catch (cause) {
      if (!(cause instanceof LayerRefusal)) throw cause;
      refusals.add('operation', `${name} (${operation}: ${cause.message})`);
    }
  }
  const output = names.get(taken);
  if (output === undefined) refusals.add('operation', taken);
  refusals.check(fileName);
  const shown = [taken, ...outputs!.filter((name) => name !== taken)].map((name) => `${name}:out`);
  builder.name(output!, shown[0]!);
  const { producer, shards } = opened;
  return {
    ...{ fileName, format: GRAPH_FORMAT, producer, opset: BUILT_OPSET, isChannelsLast: true, notes },
    companions: shards,
    metadata: new Map(),
    graphName: '',
    nodes: builder.nodes,
    inputs,
    outputs: shown.map((name): SourceValue => ({ name, type: 'float32', shape: null })),
    values: new Map(),
    initializers: builder.tensors,
    quantization: new Map(),
    close: () => {},
  };
}

/** Returns the outputs that the author names, else the nodes that nothing reads. */
function outputsOf(nodes: readonly TfNode[], signature: unknown): readonly string[] {
  const known = new Set(nodes.map(({ name }) => name));
  const stated = isObject(signature) && isObject(signature.outputs) ? Object.values(signature.outputs) : [];
  const named = stated.flatMap((output) =>
    isObject(output) && typeof output.name === 'string' ? [output.name.replace(/:0$/, '')] : [],
  );
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(nodeOf)));
  const ends = nodes.filter(({ name, inputs }) => !read.has(name) && inputs.length > 0);
  const found = named.filter((name) => known.has(nodeOf(name)));
  return found.length > 0 ? found : ends.map(({ name }) => name);
}

/** Returns the nodes that an output depends on, each after its inputs. */
function neededNodes(nodes: readonly TfNode[], output: string): readonly TfNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needed = new Set([nodeOf(output)]);
  for (const name of needed) for (const input of byName.get(name)?.inputs ?? []) needed.add(nodeOf(input));
  const placed = new Set<string>();
  const sorted: TfNode[] = [];
  let left = nodes.filter(({ name }) => needed.has(name));
  while (left.length > 0) {
    const waiting = left.filter((node) => {
      const isReady = node.inputs.every((input) => placed.has(nodeOf(input)) || !byName.has(nodeOf(input)));
      if (isReady) {
        placed.add(node.name);
        sorted.push(node);
      }
      return !isReady;
    });
    // Nodes on a cycle stand last, where their inputs are missing.
    if (waiting.length === left.length) return [...sorted, ...waiting];
    left = waiting;
  }
  return sorted;
}

function inputOf({ name, attributes, shape }: TfNode): SourceValue {
  const dims = shape?.map((length, axis) => (axis === 0 ? (length ?? 'batch') : length));
  return { name, type: isWhole(attributes.get('dtype')) ? 'int32' : 'float32', shape: dims ?? null };
}

/** Returns the stored tensors, and the values of short lists of whole numbers. */
async function readConstants(fileName: string, { file, types }: TfjsFile) {
  const constants = new Map<string, SourceTensor>();
  const wholes = new Map<string, readonly number[]>();
  for (const [name, type] of types) {
    const stored = await file.tensor(name);
    if (stored === undefined) continue;
    const { shape } = stored;
    const read = async () => {
      const values = await stored.read();
      if (type === 'float32') return values;
      return type === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
    };
    constants.set(name, { name, type, shape, fileName, read });
    if (type === 'int32' && product(shape) <= MAX_WHOLES) wholes.set(name, Array.from(await stored.read()));
  }
  return { constants, wholes };
}
