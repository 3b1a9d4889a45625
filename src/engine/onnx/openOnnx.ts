import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { TRANSLATIONS } from '../graph/translations';
import { BlobReader } from '../source/blobReader';
import { checkGraph } from '../source/checkGraph';
import { Refusals } from '../source/refusals';
import type { SourceModel, SourceTensor, SourceValue } from '../source/sourceModel';
import { typeOfNumber } from '../source/tensorTypes';
import { decodeMessage } from './decodeMessage';
import { ExternalFiles } from './externalFiles';
import { type MessageOf, MODEL, type VALUE_INFO } from './fields';
import { nameFileKind } from './nameFileKind';
import { GRAPH_OPERATORS, isDefaultDomain, readNode } from './readNode';
import { isLength, storedTensor, tensorTypeOf } from './storedTensor';

type ModelMessage = MessageOf<typeof MODEL>;
type GraphMessage = NonNullable<ModelMessage['graph']>;
type ValueMessage = MessageOf<typeof VALUE_INFO>;

const IR_VERSIONS = { first: 3, last: 10 };
const OPSETS = { first: 6, last: 21 };

/**
 * Opens an ONNX file without reading the values of its tensors. `others` are files that were chosen
 * with it, which may hold external data. Throws AssetError with all tensors and nodes that cannot
 * be read.
 */
export async function openOnnx(asset: AssetFile, others: readonly AssetFile[] = []): Promise<SourceModel> {
  const { message, graph } = await readMessage(asset);
  const opset = checkVersions(asset.name, message);
  const refusals = new Refusals();
  const external = new ExternalFiles(others);
  for (const [index, { name }] of message.functions.entries()) refusals.add('functions', name || `#${index}`);
  if (message.training_info.length > 0) refusals.add('training', `${message.training_info.length}`);
  const tensors = readGraph(asset, graph, external, refusals);
  if (refusals.hasAny) refuseUnknown(graph, tensors.nodes, opset, refusals);
  refusals.check(asset.name);
  await external.checkDigests(refusals);
  refusals.check(asset.name);
  return {
    fileName: asset.name,
    format: t`ONNX, IR version ${message.ir_version ?? 0}, opset ${opset}`,
    opset,
    isChannelsLast: false,
    notes: [],
    producer: [message.producer_name, message.producer_version].filter(Boolean).join(' '),
    metadata: mapOf(message.metadata_props),
    graphName: graph.name ?? '',
    ...tensors,
    quantization: new Map(
      graph.quantization_annotation.map(({ tensor_name, quant_parameter_tensor_names }) => [
        tensor_name ?? '',
        mapOf(quant_parameter_tensor_names),
      ]),
    ),
    close: () => {},
  };
}

/**
 * Refuses nodes with operators that nothing runs, so that they are listed beside what cannot be
 * read. Nodes of other domains and with graphs inside are refused already.
 */
function refuseUnknown(
  graph: GraphMessage,
  nodes: SourceModel['nodes'],
  opset: number,
  refusals: Refusals,
): void {
  for (const [index, { name, operator }] of nodes.entries()) {
    const isRefused = !isDefaultDomain(graph.node[index]!.domain ?? '') || GRAPH_OPERATORS.has(operator);
    if (operator !== '' && !isRefused && !TRANSLATIONS.has(operator))
      refusals.add('operator', `${name} (${operator} ${opset})`);
  }
}

/** Reads the file as a model. Files of another known kind are named. */
async function readMessage(
  asset: AssetFile,
): Promise<{ readonly message: ModelMessage; readonly graph: GraphMessage }> {
  try {
    const message = await decodeMessage(new BlobReader(asset), MODEL, 'model');
    if (message.graph !== undefined) return { message, graph: message.graph };
    throw new AssetError(asset.name, t`The file has no graph: expected an ONNX model`);
  } catch (cause) {
    const kind = await nameFileKind(asset);
    throw kind === null ? cause : new AssetError(asset.name, kind, { cause });
  }
}

/** Returns the version of ONNX's own operators. Throws AssetError for versions out of range. */
function checkVersions(fileName: string, { ir_version = 0, opset_import }: ModelMessage): number {
  if (ir_version < IR_VERSIONS.first || ir_version > IR_VERSIONS.last) {
    throw new AssetError(
      fileName,
      t`The file has IR version ${ir_version}: expected ${IR_VERSIONS.first} to ${IR_VERSIONS.last}`,
    );
  }
  const own = opset_import.filter(({ domain = '' }) => isDefaultDomain(domain));
  const opsets = [...new Set(own.map(({ version = 0 }) => version))];
  const [opset] = opsets;
  if (opsets.length !== 1 || opset === undefined || opset < OPSETS.first || opset > OPSETS.last) {
    const found = opsets.join(', ') || '–';
    throw new AssetError(
      fileName,
      t`The file has opset ${found} of ai.onnx: expected one from ${OPSETS.first} to ${OPSETS.last}`,
    );
  }
  return opset;
}

function readGraph(asset: AssetFile, graph: GraphMessage, external: ExternalFiles, refusals: Refusals) {
  for (const [index, { values }] of graph.sparse_initializer.entries()) {
    refusals.add('sparse', values?.name || `sparse_initializer[${index}]`);
  }
  const names = graph.initializer.map((tensor, index) => nameOf(tensor, `initializer[${index}]`, refusals));
  const initializers = new Map<string, SourceTensor>();
  for (const [index, tensor] of graph.initializer.entries()) {
    const name = names[index]!;
    const stored = storedTensor(asset, tensor, name, external, refusals);
    if (stored !== undefined) initializers.set(name, stored);
  }
  const nodes = graph.node.map((node, index) =>
    readNode(
      node,
      index,
      (tensor, place) => storedTensor(asset, tensor, tensor.name || place, external, refusals),
      refusals,
    ),
  );
  // Before IR version 4 initialisers were inputs too. Later such an input is a default value.
  const initialized = new Set(names);
  const given = graph.input.filter(({ name = '' }) => !initialized.has(name));
  const inputs = given.map((value, index) => readValue(value, `input[${index}]`, refusals));
  const outputs = graph.output.map((value, index) => readValue(value, `output[${index}]`, refusals));
  if (outputs.length === 0) refusals.add('noOutput', graph.name ?? '');
  checkGraph(
    {
      nodes,
      inputs: inputs.map(({ name }) => name),
      initializers: names,
      outputs: outputs.map(({ name }) => name),
    },
    refusals,
  );
  const declared = graph.value_info.filter(({ type }) => typeOfNumber(type?.tensor_type?.elem_type));
  const values = new Map(
    declared.map((value, index) => {
      const read = readValue(value, `value_info[${index}]`, refusals);
      return [read.name, read];
    }),
  );
  return { nodes, inputs, outputs, values, initializers };
}

/** Returns a declared tensor. What it lacks is added to `refusals`. */
function readValue(message: ValueMessage, place: string, refusals: Refusals): SourceValue {
  const name = nameOf(message, place, refusals);
  const { tensor_type: tensor, ...others } = message.type ?? {};
  if (tensor === undefined) {
    const [found = '–'] = Object.entries(others).flatMap(([kind, value]) =>
      value === undefined ? [] : [kind],
    );
    refusals.add('noTensor', `${name} (${found})`);
  }
  const type = tensor && tensorTypeOf(tensor.elem_type, name, refusals);
  const shape =
    tensor?.shape?.dim.map(({ dim_value, dim_param }) => dim_value ?? (dim_param || null)) ?? null;
  if (shape?.some((length) => typeof length === 'number' && !isLength(length))) {
    refusals.add('shape', `${name} [${shape.map((length) => length ?? '?').join(' x ')}]`);
  }
  // The file is refused for a tensor without a type.
  return { name, type: type ?? 'float32', shape };
}

/** Returns a tensor's name, or its place after adding it to `refusals`. */
function nameOf({ name }: { readonly name: string | undefined }, place: string, refusals: Refusals): string {
  if (!name) refusals.add('noName', place);
  return name || place;
}

function mapOf(entries: ModelMessage['metadata_props']): ReadonlyMap<string, string> {
  return new Map(entries.map(({ key, value }) => [key ?? '', value ?? '']));
}
