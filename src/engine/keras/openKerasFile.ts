import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { parseJson } from '../../core/jsonFile';
import { type LayerSettings, readLayerSettings } from './checkSettings';
import { isKeras3, readKeras3Layers } from './keras3Layers';
import { type KerasConfig, readKerasConfig } from './kerasConfig';
import { readKerasZip } from './kerasZip';
import { openWeightFile } from './openWeightFile';
import { readLayerNames, type StoredLayers } from './storedLayers';
import type { WeightFile } from './weightFile';

/** An open file of Keras: what layers it stores, and its model's configuration where it has one, read when it is wanted. */
export interface KerasFile {
  readonly file: WeightFile;
  readonly layers: StoredLayers;
  /** What the file says of its layers, be it buildable or not; undefined where it holds weights only. Throws AssetError. */
  readSettings(): LayerSettings | undefined;
  /** Undefined where the file holds weights only. Throws AssetError where tfjs-layers could not build the model. */
  readConfig(): KerasConfig | undefined;
}

/**
 * Opens a `.h5` or `.keras` file, whole models and weights alone. `topology` is the configuration that came beside weights.
 * Throws AssetError and nothing else. The caller closes `file`.
 */
export async function openKerasFile(asset: AssetFile, topology?: KerasConfig): Promise<KerasFile> {
  if (await isZip(asset)) {
    const { config, weights } = await readKerasZip(asset);
    const readSettings = () => readLayerSettings(config, asset.name);
    return { ...(await openWeights(weights, () => readKerasConfig(config, asset.name))), readSettings };
  }
  return openWeights(asset, topology && (() => topology));
}

async function openWeights(asset: AssetFile, given: (() => KerasConfig) | undefined): Promise<KerasFile> {
  const file = await openWeightFile(asset);
  try {
    const stored = (await file.attribute('/', 'model_config'))?.[0];
    const parse = () => parseJson(stored ?? '{}', file.name, 'a Keras configuration');
    const readConfig = () =>
      given?.() ?? (stored === undefined ? undefined : readKerasConfig(parse(), file.name));
    const readSettings = () => readLayerSettings(parse(), file.name);
    const named = await readLayerNames(file);
    if (named !== undefined) return { file, layers: named, readSettings, readConfig };
    if (!(await isKeras3(file))) {
      const groups = (await file.children('/')).slice(0, 5).join(', ') || 'nothing';
      throw new AssetError(
        file.name,
        `The file holds ${groups} and no layer_names: expected weights of Keras`,
      );
    }
    const config = readConfig();
    if (config === undefined) {
      throw new AssetError(
        file.name,
        "The file has Keras 3's weights, which do not name their layers: expected a .keras file, or the topology beside it",
      );
    }
    const layers = await readKeras3Layers(file, config.layers);
    return { file, layers, readSettings, readConfig: () => config };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** True for a zip file, by its first bytes. */
async function isZip({ blob }: AssetFile): Promise<boolean> {
  const [p, k] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
  return p === 0x50 && k === 0x4b;
}
