import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { ModelFiles } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { parseJson } from '../../core/jsonFile';
import type { ModelDescription } from '../../core/model';
import { readBytes } from '../readBytes';
import { type ModelManifest, parseManifest, verifySha256 } from './manifest';

/** A network ready to run, and what is known of its training. The caller disposes the network. */
export interface LoadedNetwork {
  readonly network: LayersModel;
  readonly manifest: ModelManifest;
}

/**
 * Loads a trained network after its manifest has vouched for every byte and the layers match the catalogue.
 * Throws AssetError naming the file at fault, the value found and the value wanted.
 */
export async function loadNetwork(files: ModelFiles, description: ModelDescription): Promise<LoadedNetwork> {
  const manifest = parseManifest(await files.manifest.blob.text(), files.manifest.name);
  if (manifest.model !== description.id) {
    throw new AssetError(
      files.manifest.name,
      `The manifest is of model ${manifest.model}: expected ${description.id}`,
    );
  }
  const topologyBytes = await readBytes(files.topology);
  const weightBytes = await readBytes(files.weights);
  verifySha256(topologyBytes, manifest.sha256['model.json'], files.topology.name);
  verifySha256(weightBytes, manifest.sha256['weights.bin'], files.weights.name);

  const topologyText = new TextDecoder().decode(topologyBytes);
  const topology = parseJson(topologyText, files.topology.name, 'a tfjs LayersModel') as tf.io.ModelJSON;
  const network = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology: topology.modelTopology,
      weightSpecs: topology.weightsManifest.flatMap(({ weights }) => weights),
      weightData: weightBytes.slice().buffer,
    }),
  );
  for (const { name, kernelShape } of description.layers) {
    const found = network.layers.find((layer) => layer.name === name)?.weights[0]?.shape;
    if (found?.join('x') !== kernelShape.join('x')) {
      network.dispose();
      throw new AssetError(
        files.topology.name,
        `Layer ${name} is ${found?.join(' x ') ?? 'missing'}: expected ${kernelShape.join(' x ')}`,
      );
    }
  }
  return { network, manifest };
}
