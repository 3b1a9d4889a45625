import type { AssetFile } from '../../core/files/assetFiles';
import type { SourceModel } from '../source/sourceModel';
import { openTfjsLayers } from './openKerasNetwork';

/** Opens a model of TensorFlow.js as a network of the reader. Throws AssetError. */
export async function openTfjsNetwork(json: AssetFile, files: readonly AssetFile[]): Promise<SourceModel> {
  return openTfjsLayers(json, files);
}
