import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import { t } from '../../core/language/t';
import { type KerasFile, openKerasFile } from '../keras/openKerasFile';
import { layerOf, openTfjsFile } from '../keras/openTfjsFile';
import { Refusals } from '../source/refusals';
import { BUILT_OPSET, SourceBuilder } from '../source/sourceBuilder';
import type { SourceModel, SourceValue } from '../source/sourceModel';
import { kerasFormat, layersFormat } from './formats';
import { readGraphModel } from './graphModel';
import { type KerasModel, type Place, readKerasModel } from './kerasModel';
import { LayerTensors } from './layerTensors';
import { depthOf, translateModel } from './translateModel';

/**
 * Opens a Keras model, `.h5` or `.keras`, as a network of the reader. `topology` is a separate
 * configuration of weights alone. Throws AssetError with all layers that cannot be run.
 */
export async function openKerasNetwork(asset: AssetFile, topology?: AssetFile): Promise<SourceModel> {
  const opened = await openKerasFile(asset, topology);
  const format = kerasFormat(opened.version, opened.file.name === asset.name);
  const companions = topology === undefined ? [] : [baseName(topology.name)];
  return readNetwork(asset.name, opened, { format, producer: '', notes: [], companions });
}

/**
 * Opens a model of TensorFlow.js as a network of the reader: layers, or a graph of operations.
 * Throws AssetError with all layers or operations that cannot be run.
 */
export async function openTfjsNetwork(json: AssetFile, files: readonly AssetFile[]): Promise<SourceModel> {
  const opened = await openTfjsFile(json, files, true);
  if (opened.graph !== null) return readGraphModel(json.name, opened, tfjsNotes(opened));
  const { version, producer } = opened;
  return readNetwork(json.name, opened, {
    format: layersFormat(version),
    producer,
    notes: tfjsNotes(opened),
    companions: opened.shards,
  });
}

/** Returns sentences on what a file of TensorFlow.js says and how it stores its weights. */
function tfjsNotes({
  metadata,
  quantizedAs,
}: Pick<Awaited<ReturnType<typeof openTfjsFile>>, 'metadata' | 'quantizedAs'>): readonly string[] {
  const types = quantizedAs.join(', ');
  return [
    ...(metadata === null ? [] : [t`The file says of the model: ${metadata}`]),
    ...(types === '' ? [] : [t`The file stores weights as ${types}: they are computed back to floats first`]),
  ];
}

async function readNetwork(
  fileName: string,
  opened: KerasFile,
  about: Pick<SourceModel, 'format' | 'producer' | 'notes' | 'companions'>,
): Promise<SourceModel> {
  const { file, layers, configs, version } = opened;
  try {
    const [first] = configs;
    if (first === undefined) {
      throw new AssetError(
        fileName,
        t`The file holds weights only: expected the whole model, or its topology beside it (config.json)`,
      );
    }
    const model = readKerasModel(first.config, first.fileName);
    const names = leafNames(model);
    const builder = new SourceBuilder(fileName);
    const refusals = new Refusals();
    const tensors = new LayerTensors(file, layers, builder, (tensor) => layerOf(tensor, names));
    const inputs = model.inputs.map((place, index) => inputOf(model, place, index));
    const [taken, ...others] = byDepth(model);
    if (taken === undefined) throw new AssetError(fileName, t`The model has no output: expected one`);
    const [output] = await translateModel(
      { builder, tensors, refusals, major: majorOf(version), isTfjs: isOfTfjs(version) },
      model,
      inputs.map(({ name }) => name),
      [taken],
    );
    refusals.check(fileName);
    const outputs = [taken, ...others].map(outputName);
    builder.name(output!, outputs[0]!);
    return {
      ...{ fileName, opset: BUILT_OPSET, ...about, isChannelsLast: !hasChannelsFirst(model) },
      metadata: new Map(),
      graphName: '',
      nodes: builder.nodes,
      inputs,
      outputs: outputs.map((name): SourceValue => ({ name, type: 'float32', shape: null })),
      values: new Map(),
      initializers: builder.tensors,
      quantization: new Map(),
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Returns the model's outputs, first the one that most calls lead to, the last of several such. */
function byDepth(model: KerasModel): readonly Place[] {
  const depths = model.outputs.map((place) => depthOf(model, place));
  const taken = model.outputs[depths.lastIndexOf(Math.max(...depths))];
  return taken === undefined ? [] : [taken, ...model.outputs.filter((place) => place !== taken)];
}

/** Name of an output in the file: that of its layer, with its place if it has several. */
function outputName({ layer, call, output }: Place): string {
  return call + output === 0 ? `${layer}:out` : `${layer}:out.${call}.${output}`;
}

/** Returns an input of the model with its shape. */
function inputOf({ layers, inputShape }: KerasModel, { layer }: Place, index: number): SourceValue {
  const first = [...layers.values()][0];
  const settings = layers.get(layer)?.settings ?? first?.settings ?? {};
  const stated = settings.batch_input_shape ?? settings.batch_shape ?? inputShape;
  const own = Array.isArray(stated) && Array.isArray(stated[0]) ? stated[index] : stated;
  const shape = Array.isArray(own)
    ? own.map((length, axis) => (typeof length === 'number' ? length : axis === 0 ? 'batch' : null))
    : null;
  const isWhole = typeof settings.dtype === 'string' && /^u?int/.test(settings.dtype) && layer !== '';
  return { name: layer || 'input', type: isWhole ? 'int32' : 'float32', shape };
}

function leafNames({ layers }: KerasModel): readonly string[] {
  return [...layers.values()].flatMap(({ name, model }) => (model === null ? [name] : leafNames(model)));
}

function hasChannelsFirst({ layers }: KerasModel): boolean {
  return [...layers.values()].some(({ settings, model }) =>
    model === null ? settings.data_format === 'channels_first' : hasChannelsFirst(model),
  );
}

/** Returns true for a file of tfjs-layers itself, not one that was converted from Keras. */
function isOfTfjs(version: string | null): boolean {
  return version?.startsWith('tfjs') === true;
}

/** Returns the major version: 2 of `2.1.6-tf`, and of what TensorFlow.js writes. Null: unknown. */
function majorOf(version: string | null): number | null {
  if (version === null) return null;
  if (isOfTfjs(version)) return 2;
  const major = Number.parseInt(version, 10);
  return Number.isNaN(major) ? null : major;
}
