import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { product } from '../../core/network/network';
import { readPart } from '../source/blobReader';
import { checkGraph } from '../source/checkGraph';
import { Refusals } from '../source/refusals';
import type { SourceModel, SourceValue } from '../source/sourceModel';
import { valuesOf } from '../source/tensorValues';
import { FlatReader, standardTable } from './flatReader';
import type { FlatSchema, TableOf } from './flatSchema';
import { formatOf } from './formatOf';
import { GraphWriter } from './graphWriter';
import { CannotLower, type LoweredOperator, Lowering } from './lowering';
import { operatorLabels } from './operatorLabels';
import { operatorName } from './operatorNames';
import { CONVOLUTIONS } from './operators/convolutions';
import { ELEMENTWISE } from './operators/elementwise';
import { SEQUENCES } from './operators/recurrent';
import { REDUCTIONS } from './operators/reductions';
import { SHAPES } from './operators/shapes';
import { MODEL, type OPERATOR } from './schema';
import { readTensors, type TfliteTensor } from './tensors';

const OPERATORS: Readonly<Record<string, LoweredOperator>> = {
  ...CONVOLUTIONS,
  ...ELEMENTWISE,
  ...REDUCTIONS,
  ...SEQUENCES,
  ...SHAPES,
};

const VERSION = 3;
/** Maximum bytes of a file: offsets have 31 bits. */
const MAX_BYTES = 2 ** 31 - 1;
const MAX_OPERATORS = 10_000;
/** Maximum number of whole numbers that an operator reads as a setting. */
const MAX_NUMBERS = 4096;
/** Version of ONNX's operators that the nodes are written in. */
const OPSET = 17;

type ModelTable = TableOf<typeof MODEL>;
type SubgraphTable = ModelTable['subgraphs'][number];
type OperatorTable = TableOf<typeof OPERATOR>;

/**
 * Opens a TensorFlow Lite file and writes its operators as nodes of ONNX. The values of its tensors
 * stay in the file. Throws AssetError with all tensors that cannot be read.
 */
export async function openTflite(asset: AssetFile): Promise<SourceModel> {
  if (asset.blob.size > MAX_BYTES) {
    throw new AssetError(asset.name, t`The file has ${asset.blob.size} bytes: expected at most ${MAX_BYTES}`);
  }
  const bytes = await readPart(asset.name, asset.blob);
  const reader = new FlatReader(asset.name, bytes);
  const model = reader.root(MODEL, 'model');
  const [subgraph] = model.subgraphs;
  if (model.version !== VERSION) {
    throw new AssetError(
      asset.name,
      t`The file has version ${model.version} of its schema: expected ${VERSION}`,
    );
  }
  if (subgraph === undefined) throw new AssetError(asset.name, t`The file has no graph: expected one`);
  checkIndices(asset, model, subgraph);
  const refusals = new Refusals();
  const isRead = new Set(
    [subgraph, ...subgraph.operators].flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
  );
  const tensors = readTensors(asset, subgraph.tensors, model.buffers, isRead, refusals);
  refusals.check(asset.name);
  const writer = new GraphWriter(asset, tensors);
  const context = { bytes, reader, writer };
  const inputs = subgraph.inputs.map((index): SourceValue => {
    const { name, type, lengths, quantization } = tensors[index]!;
    writer.begin(name, wordsLabel(tensors[index]!));
    writer.bindInput(index);
    return { name, type: quantization === null ? type : 'float32', shape: lengths };
  });
  const labels = operatorLabels(tensors, subgraph.operators);
  for (const [index, operator] of subgraph.operators.entries()) {
    const kind = operatorName(model.operator_codes[operator.opcode_index]!);
    lowerOperator(context, model, operator, labels[index] || `${kind}_${index}`);
  }
  const outputs = subgraph.outputs.map((index): SourceValue => {
    const { type, lengths, quantization } = tensors[index]!;
    return { name: writer.real(index), type: quantization === null ? type : 'float32', shape: lengths };
  });
  if (outputs.length === 0) refusals.add('noOutput', subgraph.name);
  const { nodes, initializers } = writer;
  checkGraph(
    {
      nodes,
      inputs: inputs.map(({ name }) => name),
      initializers: [...initializers.keys()],
      outputs: outputs.map(({ name }) => name),
    },
    refusals,
  );
  refusals.check(asset.name);
  const { format, notes } = formatOf(tensors, subgraph);
  if (model.subgraphs.length > 1)
    notes.push(t`The file has ${model.subgraphs.length} graphs: the first one is run`);
  return {
    fileName: asset.name,
    format,
    opset: OPSET,
    isChannelsLast: true,
    notes,
    producer: model.description,
    metadata: new Map(),
    graphName: subgraph.name,
    nodes,
    inputs,
    outputs,
    values: new Map(),
    initializers,
    quantization: new Map(),
    close: () => {},
  };
}

/** Throws AssetError for an index of a tensor, buffer or operator that is not there. */
function checkIndices(
  { name }: AssetFile,
  { buffers, operator_codes }: ModelTable,
  graph: SubgraphTable,
): void {
  const { tensors, operators } = graph;
  if (operators.length > MAX_OPERATORS)
    throw new AssetError(
      name,
      t`The file has ${operators.length} operators: expected at most ${MAX_OPERATORS}`,
    );
  const check = (place: string, index: number, least: number, length: number) => {
    if (index < least || index >= length)
      throw new AssetError(name, t`${place} is ${index}: expected ${least} to ${length - 1}`);
  };
  const checkList = (place: string, indices: readonly number[], least: number) => {
    for (const [at, index] of indices.entries()) check(`${place}[${at}]`, index, least, tensors.length);
  };
  for (const [index, { buffer }] of tensors.entries()) {
    const place = `tensors[${index}]`;
    check(`${place}.buffer`, buffer, 0, Math.max(1, buffers.length));
  }
  checkList('inputs', graph.inputs, 0);
  checkList('outputs', graph.outputs, 0);
  for (const [index, { opcode_index, inputs, outputs }] of operators.entries()) {
    const place = `operators[${index}]`;
    check(`${place}.opcode_index`, opcode_index, 0, operator_codes.length);
    checkList(`${place}.inputs`, inputs, -1);
    checkList(`${place}.outputs`, outputs, 0);
  }
}

interface FileContext {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly reader: FlatReader;
  readonly writer: GraphWriter;
}

/**
 * Writes an operator. One that cannot be written becomes a node without an operator of ONNX, so
 * that it is refused together with all others that cannot be run.
 */
function lowerOperator(
  context: FileContext,
  model: ModelTable,
  operator: OperatorTable,
  label: string,
): void {
  const { bytes, reader, writer } = context;
  const { inputs, outputs } = operator;
  const code = model.operator_codes[operator.opcode_index]!;
  const kind = operatorName(code);
  const before = writer.begin(label, kind);
  const known = Object.hasOwn(OPERATORS, kind) ? OPERATORS[kind] : undefined;
  try {
    if (known === undefined) throw new CannotLower(`${code.version}`);
    const lowering = new Lowering({
      writer,
      inputs,
      outputs,
      readOptions: (union, schema) => readOptions(reader, operator, union, schema),
      numbersOf: (tensor) => numbersOf(bytes, tensor),
    });
    const results = [known.lower(lowering)].flat();
    const isExact = known.movesValues === true && lowering.keepsWords;
    for (const [at, index] of outputs.entries()) {
      const result = results[at];
      if (result === undefined) throw new CannotLower(t`output ${at}`);
      writer.bind(index, result, isExact);
    }
  } catch (cause) {
    if (!(cause instanceof CannotLower)) throw cause;
    writer.dropFrom(before);
    const text = known === undefined ? `${kind} ${cause.message}` : `${kind}: ${cause.message}`;
    writer.begin(label, text);
    // What stands for a state that starts at 0 is written by nothing.
    const read = inputs.filter((index) => index >= 0 && writer.isWritten(index));
    const refused = writer.add(
      kind,
      read.map((index) => writer.real(index)),
      {},
      outputs.length,
    );
    for (const [at, index] of outputs.entries()) writer.bind(index, refused[at]!, true);
  }
}

function readOptions<S extends FlatSchema>(
  reader: FlatReader,
  { builtin_options, builtin_options_type }: OperatorTable,
  union: number,
  schema: S,
): TableOf<S> | null {
  if (builtin_options === null) return standardTable(schema);
  return builtin_options_type === union ? reader.table(schema, builtin_options, 'options') : null;
}

/** Returns the whole numbers of a stored tensor. Null: it is computed, has too many, or others. */
function numbersOf(
  bytes: Uint8Array<ArrayBuffer>,
  { data, type, shape }: TfliteTensor,
): readonly number[] | null {
  const length = product(shape);
  if (data === null || length > MAX_NUMBERS || !/^u?int/.test(type)) return null;
  return Array.from(valuesOf(type, bytes.slice(data.start, data.end).buffer, length), Number);
}

/** Says what words the network's input is rounded to. */
function wordsLabel({ type, quantization }: TfliteTensor): string {
  return quantization === null ? type : `${type}, ${quantization.scales[0]}, ${quantization.zeroPoints[0]}`;
}
