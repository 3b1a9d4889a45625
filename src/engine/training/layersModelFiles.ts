import * as tf from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';

/** A model as the two files of tfjs's LayersModel format. */
export interface LayersModelFiles {
  /** Text of `model.json`: the topology, and where in `weights.bin` each tensor lies. */
  readonly modelJson: string;
  /** All tensors one after the other, float32 little-endian, in the order of the model's weights. */
  readonly weightsBin: Uint8Array;
}

/** Writes `model` as files that `tf.loadLayersModel` reads; equal weights give equal bytes. */
export async function layersModelFiles(model: layers.LayersModel): Promise<LayersModelFiles> {
  let files: LayersModelFiles | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const { modelTopology, format, generatedBy, weightSpecs, weightData } = artifacts;
      const modelJson = {
        format,
        generatedBy,
        convertedBy: null,
        modelTopology,
        weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
      };
      files = {
        modelJson: `${JSON.stringify(modelJson, null, 1)}\n`,
        weightsBin: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
      };
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return files!;
}
