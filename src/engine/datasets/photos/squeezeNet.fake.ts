import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';

const FOLDER = join(
  import.meta.dirname,
  '../../../../../shared/data/models/imagenet/derived-tfjs/squeezenet_v1.0',
);

export const hasSqueezeNet = existsSync(FOLDER);

/**
 * Loads SqueezeNet 1.0 with ImageNet's weights, [227, 227, 3] to [1000]. The caller disposes it.
 */
export function loadSqueezeNet(): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(FOLDER, 'model.json'), 'utf8'));
  const [{ paths, weights }] = weightsManifest;
  const weightData = new Uint8Array(readFileSync(join(FOLDER, paths[0]))).buffer;
  return loadLayersModel({ load: async () => ({ modelTopology, weightSpecs: weights, weightData }) });
}
