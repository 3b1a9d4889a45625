import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import { parseJson } from '../../core/files/jsonFile';
import { MAX_JSON_BYTES } from '../../core/files/modelFiles';
import { t } from '../../core/language/t';
import { isObject } from './json';
import type { ConfiguredLayer } from './keras3Layers';
import type { KerasFile } from './openKerasFile';
import type { StoredWeight } from './storedLayers';
import { checkShards, findShards, parseTfjsManifest, storedBytes, type TfjsManifest } from './tfjsWeights';
import { configuredLayers } from './topology';
import type { StoredTensor } from './weightFile';

/** Type of a tensor of TensorFlow.js. */
type TfjsType = TfjsManifest[number]['weights'][number]['dtype'];

/** An open model of TensorFlow.js. */
interface TfjsFile extends KerasFile {
  /** Program that wrote the file, or converted it. Empty if unknown. */
  readonly producer: string;
  /** Text of the author on the model, as JSON. Null: none. */
  readonly metadata: string | null;
  /** Types of the integers that weights are stored as, with a scale. */
  readonly quantizedAs: readonly string[];
  /** Names of its shards, without folders. */
  readonly shards: readonly string[];
  /** Graph of TensorFlow's operations. Null: the model has layers. */
  readonly graph: unknown;
  /** Inputs and outputs that the author names. */
  readonly signature: unknown;
  /** Types of the tensors, by name. */
  readonly types: ReadonlyMap<string, TfjsType>;
}

/**
 * Opens a tfjs `model.json` and its shards like a Keras weight file, so that tensors are read one
 * at a time. A tensor belongs to the topology's layer whose name comes last in its own,
 * `sequential/conv2d_1/kernel`. Without a topology the layer's name is everything before the last
 * slash, as in a graph of operations, which is read if `takesGraph`. Throws only AssetError.
 */
export async function openTfjsFile(
  json: AssetFile,
  files: readonly AssetFile[],
  takesGraph = false,
): Promise<TfjsFile> {
  const { groups, topology, producer, metadata, signature } = await readManifest(json);
  const graph = takesGraph && isObject(topology) && Array.isArray(topology.node) ? topology : null;
  const names =
    topology === undefined || topology === null || graph !== null
      ? null
      : namesOf(configuredLayers(topology, json.name));
  const tensors = new Map<string, StoredTensor>();
  const layers = new Map<string, StoredWeight[]>();
  const found = findShards(json.name, groups, files);
  for (const [group, { paths, weights }] of groups.entries()) {
    const shards = found[group]!;
    checkShards(
      json.name,
      paths,
      shards.reduce((sum, { blob }) => sum + blob.size, 0),
      weights,
    );
    // A Blob of Blobs joins them without copying.
    const joined = new Blob(shards.map(({ blob }) => blob));
    let offset = 0;
    for (const spec of weights) {
      const bytes = joined.slice(offset, offset + storedBytes(spec));
      offset += bytes.size;
      tensors.set(spec.name, { shape: spec.shape, read: () => decode(json.name, bytes, spec) });
      const layer = layerOf(spec.name, names);
      if (layer === undefined) {
        throw new AssetError(
          json.name,
          t`Tensor ${spec.name} belongs to no layer: expected one of the topology's`,
        );
      }
      layers.set(layer, [...(layers.get(layer) ?? []), { name: spec.name, path: spec.name }]);
    }
  }
  return {
    file: {
      name: json.name,
      attribute: async () => undefined,
      tensor: async (path) => tensors.get(path),
      children: async () => [],
      close: () => {},
    },
    layers,
    sequences: [[...layers.keys()]],
    configs: names === null ? [] : [{ fileName: json.name, config: topology }],
    version: isObject(topology) && typeof topology.keras_version === 'string' ? topology.keras_version : null,
    producer,
    metadata,
    quantizedAs: quantizedTypes(groups),
    shards: groups.flatMap(({ paths }) => paths.map(baseName)),
    graph,
    signature,
    types: new Map(groups.flatMap(({ weights }) => weights.map(({ name, dtype }) => [name, dtype]))),
  };
}

/** Returns the types of stored integers that tensors are computed from. */
function quantizedTypes(groups: TfjsManifest): readonly string[] {
  const types = groups.flatMap(({ weights }) => weights.map(({ quantization }) => quantization?.dtype));
  return [...new Set(types.filter((type) => type !== undefined))];
}

/** Returns the names of layers, and of those of models among them. */
function namesOf(layers: readonly ConfiguredLayer[]): string[] {
  return layers.flatMap(({ name, layers: inner }) => [name, ...(inner === undefined ? [] : namesOf(inner))]);
}

/**
 * Returns the layer whose name ends furthest right in a tensor's path, the longest if several do.
 * Without names, returns the whole path.
 */
export function layerOf(tensor: string, names: readonly string[] | null): string | undefined {
  const folders = tensor.slice(0, Math.max(0, tensor.lastIndexOf('/')));
  if (names === null) return folders;
  const endOf = (name: string) => {
    const start = `/${folders}/`.lastIndexOf(`/${name}/`);
    return start < 0 ? -1 : start + name.length;
  };
  return names
    .filter((name) => endOf(name) >= 0)
    .toSorted((a, b) => endOf(b) - endOf(a) || b.length - a.length)[0];
}

/**
 * Returns the files of a tfjs model in a fixed order: `json`, then the shards as listed in its
 * manifest. Other `files` are left out. Throws AssetError if one is missing.
 */
export async function tfjsParts(json: AssetFile, files: readonly AssetFile[]): Promise<AssetFile[]> {
  const { groups } = await readManifest(json);
  return [json, ...findShards(json.name, groups, files).flat()];
}

async function readManifest({ name, blob }: AssetFile): Promise<{
  readonly groups: TfjsManifest;
  readonly topology: unknown;
  readonly producer: string;
  readonly metadata: string | null;
  readonly signature: unknown;
}> {
  if (blob.size > MAX_JSON_BYTES) {
    throw new AssetError(name, t`The file has ${blob.size} bytes: expected at most ${MAX_JSON_BYTES}`);
  }
  const value = parseJson(await blob.text(), name, t`the model.json of tfjs`);
  const json = isObject(value) ? value : {};
  const { modelTopology: topology, weightsManifest, userDefinedMetadata: own } = json;
  const producers = [json.generatedBy, json.convertedBy].filter((text) => typeof text === 'string');
  return {
    groups: parseTfjsManifest(name, weightsManifest),
    topology,
    producer: producers.join(', '),
    metadata: own === undefined || own === null ? null : JSON.stringify(own),
    signature: json.signature,
  };
}

async function decode(jsonName: string, blob: Blob, spec: { readonly name: string }): Promise<Float32Array> {
  const bytes = await blob.arrayBuffer();
  try {
    const { [spec.name]: tensor } = tf.io.decodeWeights(bytes, [spec as tf.io.WeightsManifestEntry]);
    const values = tensor!.dataSync();
    tensor!.dispose();
    return Float32Array.from(values);
  } catch (cause) {
    throw new AssetError(jsonName, t`Tensor ${spec.name} cannot be decoded: expected a tensor of tfjs`, {
      cause,
    });
  }
}
