import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { parseJson } from '../../core/files/jsonFile';
import { MAX_JSON_BYTES } from '../../core/files/modelFiles';
import { t } from '../../core/language/t';
import { isObject } from './json';
import { isKeras3, readKeras3Layers, readKerasClasses } from './keras3Layers';
import { readKerasZip } from './kerasZip';
import { openWeightFile } from './openWeightFile';
import { readLayerNames, type StoredLayers } from './storedLayers';
import { configuredLayers } from './topology';
import type { WeightFile } from './weightFile';

/** A model's configuration and the name of its file. */
interface NamedConfig {
  readonly fileName: string;
  readonly config: unknown;
}

/** An open Keras file: its stored layers and the known properties of its model. */
export interface KerasFile {
  readonly file: WeightFile;
  readonly layers: StoredLayers;
  /**
   * Lists of layer names, each in the model's order: one list, or for Keras 3's weights alone one
   * for each class, because they have no order between classes.
   */
  readonly sequences: readonly (readonly string[])[];
  /** The file's own configuration, then a separate one. Empty for weights only. */
  readonly configs: readonly NamedConfig[];
  /** Version of Keras that wrote the file. Null: the file does not say it. */
  readonly version: string | null;
}

/**
 * Opens a `.h5` or `.keras` file with a whole model or weights only. `topology` is a separate
 * configuration file. Throws only AssetError. The caller closes `file`.
 */
export async function openKerasFile(asset: AssetFile, topology?: AssetFile): Promise<KerasFile> {
  const beside = topology === undefined ? [] : [await readConfigFile(topology)];
  if (!(await isZip(asset))) return openWeights(asset, beside);
  const { config, weights, version } = await readKerasZip(asset);
  const opened = await openWeights(weights, [{ fileName: asset.name, config }, ...beside]);
  return { ...opened, version: version ?? opened.version };
}

/** Reads a topology from a separate file. Throws AssetError. */
async function readConfigFile({ name, blob }: AssetFile): Promise<NamedConfig> {
  if (blob.size > MAX_JSON_BYTES) {
    throw new AssetError(name, t`The file has ${blob.size} bytes: expected at most ${MAX_JSON_BYTES}`);
  }
  return { fileName: name, config: parseJson(await blob.text(), name, t`the topology of a Keras model`) };
}

async function openWeights(asset: AssetFile, known: readonly NamedConfig[]): Promise<KerasFile> {
  const file = await openWeightFile(asset);
  try {
    const text = (await file.attribute('/', 'model_config'))?.[0];
    const own =
      text === undefined
        ? []
        : [{ fileName: file.name, config: parseJson(text, file.name, t`a Keras configuration`) }];
    const configs = [...own, ...known];
    const said = (await file.attribute('/', 'keras_version'))?.[0] ?? configs.map(versionIn).find(Boolean);
    const version = said ?? null;
    const named = await readLayerNames(file);
    if (named !== undefined) return { file, layers: named, sequences: [[...named.keys()]], configs, version };
    if (!(await isKeras3(file))) {
      const groups = (await file.children('/')).slice(0, 5).join(', ') || t`nothing`;
      throw new AssetError(
        file.name,
        t`The file holds ${groups} and no layer_names: expected weights of Keras`,
      );
    }
    const [first] = configs;
    if (first === undefined) {
      return { file, ...(await readKerasClasses(file)), configs, version };
    }
    const layers = await readKeras3Layers(file, configuredLayers(first.config, first.fileName));
    return { file, layers, sequences: [[...layers.keys()]], configs, version };
  } catch (error) {
    file.close();
    throw error;
  }
}

function versionIn({ config }: NamedConfig): string | undefined {
  const version = isObject(config) ? config.keras_version : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** Returns true for a zip file, by its first bytes. */
async function isZip({ blob }: AssetFile): Promise<boolean> {
  const [p, k] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return p === 0x50 && k === 0x4b;
}
