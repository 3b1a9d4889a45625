import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, type layers, models } from '@tensorflow/tfjs-layers';
import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { isObject, type Json, MAX_JSON_BYTES } from './json';
import { readKerasConfig } from './kerasConfig';
import { openKerasFile, readConfigFile } from './openKerasFile';
import { readTensor } from './readTensor';
import type { StoredLayers } from './storedLayers';
import { readTfjsWeights } from './tfjsWeights';
import type { WeightFile } from './weightFile';
import { orderWeights, weightRole } from './weightRoles';

type Layer = layers.Layer;

/**
 * Builds any model that Keras or tfjs saved, with its weights, as a LayersModel that the caller disposes: one `.h5` or
 * `.keras` file; a topology (`.json`) and its weights (`.h5`); a tfjs `model.json` and its shards. A model of several outputs
 * stays one. Throws AssetError naming file, layer and class, and nothing else.
 */
export async function loadKerasModel(files: readonly AssetFile[]): Promise<LayersModel> {
  const jsonFiles: AssetFile[] = [];
  for (const file of files) if (await startsLikeJson(file)) jsonFiles.push(file);
  const [json, secondJson] = jsonFiles;
  const others = files.filter((file) => file !== json);
  if (secondJson !== undefined) {
    throw new AssetError(secondJson.name, `A second topology beside ${json?.name}: expected one`);
  }
  const [weights] = others;
  if (json === undefined) {
    if (weights === undefined) throw new RangeError('No model files were given: expected at least one');
    if (others[1] !== undefined) {
      throw new AssetError(others[1].name, `The file stands beside ${weights.name}: expected one model file`);
    }
    return loadOneFile(weights);
  }
  const { config: topology } = await readConfigFile(json);
  if (isObject(topology) && topology.weightsManifest !== undefined) {
    return loadTfjs(json, topology, others);
  }
  if (weights === undefined || others[1] !== undefined) {
    throw new AssetError(
      json.name,
      `The topology comes with ${others.length} more files: expected one .h5 file of weights`,
    );
  }
  return loadOneFile(weights, json);
}

/** A topology that came beside the weights comes before the file's own. */
async function loadOneFile(weights: AssetFile, beside?: AssetFile): Promise<LayersModel> {
  const { file, layers: stored, configs } = await openKerasFile(weights, beside);
  try {
    const given = configs.at(-1);
    if (given === undefined) {
      throw new AssetError(
        weights.name,
        'The file holds weights only: expected a whole model, or its topology (.json) beside it',
      );
    }
    const { topology } = readKerasConfig(given.config, given.fileName);
    const model = await build(topology, given.fileName);
    return await orDispose(model, file.name, async () => {
      refuseUnknownLayers(model.layers, stored, file);
      await fillLayers(model.layers, stored, file);
    });
  } finally {
    file.close();
  }
}

async function loadTfjs(asset: AssetFile, json: Json, shards: readonly AssetFile[]): Promise<LayersModel> {
  const { topology } = readKerasConfig(json.modelTopology, asset.name);
  const weights = await readTfjsWeights(asset.name, json.weightsManifest, shards);
  try {
    const model = await build(topology, asset.name);
    return await orDispose(model, asset.name, async () => {
      model.loadWeights(weights);
      if (isObject(json.userDefinedMetadata)) model.setUserDefinedMetadata(json.userDefinedMetadata);
    });
  } finally {
    tf.dispose(weights);
  }
}

async function build(topology: Json, fileName: string): Promise<LayersModel> {
  const { registeredVariables } = tf.engine();
  const before = new Set(Object.keys(registeredVariables));
  const building = models.modelFromJSON({ modelTopology: topology } as Parameters<
    typeof models.modelFromJSON
  >[0]);
  // It builds before it first waits, so these are its own.
  const created = Object.keys(registeredVariables).filter((name) => !before.has(name));
  try {
    return await building;
  } catch (cause) {
    for (const name of created) registeredVariables[name]?.dispose();
    throw new AssetError(fileName, `The model cannot be built (${reasonOf(cause)}): expected one of Keras`, {
      cause,
    });
  }
}

async function orDispose(
  model: LayersModel,
  fileName: string,
  fill: () => Promise<void>,
): Promise<LayersModel> {
  try {
    await fill();
    return model;
  } catch (cause) {
    model.dispose();
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(fileName, `The weights do not fit the model (${reasonOf(cause)})`, { cause });
  }
}

function refuseUnknownLayers(wanted: readonly Layer[], stored: StoredLayers, file: WeightFile): void {
  const names = new Set(wanted.map(({ name }) => name));
  for (const [name, weights] of stored) {
    if ('layers' in weights || weights.length === 0 || names.has(name)) continue;
    throw new AssetError(file.name, `The file has layer ${name}: expected only layers of the topology`);
  }
}

async function fillLayers(wanted: readonly Layer[], stored: StoredLayers, file: WeightFile): Promise<void> {
  for (const layer of wanted) {
    if (layer.weights.length === 0) continue;
    const found = stored.get(layer.name);
    if (found === undefined) {
      throw new AssetError(
        file.name,
        `The file has no layer ${layer.name}: expected its ${layer.weights.length} tensors`,
      );
    }
    if ('layers' in found) {
      await fillLayers((layer as LayersModel).layers, found.layers, file);
      continue;
    }
    const roles = layer.weights.map(({ originalName }) => weightRole(originalName));
    const ordered = orderWeights(file.name, layer.name, found, roles);
    for (const [index, variable] of layer.weights.entries()) {
      const label = `${layer.name}/${roles[index] ?? ordered[index]!.name}`;
      const values = await readTensor(file, ordered[index]!, label, variable.shape);
      const tensor = tf.tensor(values, variable.shape as number[]);
      variable.write(tensor);
      tensor.dispose();
    }
  }
}

async function startsLikeJson({ blob }: AssetFile): Promise<boolean> {
  return blob.size <= MAX_JSON_BYTES && /^\uFEFF?\s*\{/.test(await blob.slice(0, 64).text());
}

function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0]!.replace(/\.$/, '');
}
