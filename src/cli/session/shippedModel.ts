import { join } from 'node:path';
import { type ModelDescription, numWeights, type TrainingSet } from '../../core/network/model';
import { preprocessingOf } from '../../core/network/preprocessing';
import type { SampleSet } from '../../engine/datasets/sampleSet';
import { type ModelManifest, sha256HexOf } from '../../engine/loading/manifest';
import { readWeights, shippedWeightType, writeWeights } from '../../engine/loading/weightFile';
import type { Network } from '../../engine/nodes/network';
import { percentOf } from '../../experiment/text/percentWords';
import { countWrong } from '../../train/countWrong';
import type { TrainingData } from '../../train/trainer';
import { writeWhole } from './writeWhole';

/** Description of a network that ships. */
interface ShippedModel {
  readonly trainingSet: TrainingSet;
  readonly test: SampleSet;
  readonly recipe: ModelManifest['recipe'];
  /** Absent if this program did not train it. */
  readonly training?: { readonly seed: number; readonly set: SampleSet };
}

/** Returns a whole set in the form that a training reads. */
export function trainingData(set: SampleSet, { inputShape }: ModelDescription): TrainingData {
  return { inputs: set.inputs(0, set.numSamples), labels: set.labels, shape: inputShape };
}

/**
 * Writes a network as it ships, `weights.bin` and `manifest.json`, into the folder `out`. Returns
 * the error of the written weights, which rounding to float16 may change. The network keeps the
 * rounded weights.
 */
export async function writeShippedModel(
  out: string,
  network: Network,
  { trainingSet, test, recipe, training }: ShippedModel,
): Promise<ModelManifest['testError']> {
  const model = network.description;
  const { bytes, ...stored } = await writeWeights(network, shippedWeightType(model));
  readWeights(network, stored, bytes, 'manifest.json', 'weights.bin');
  const testError = { wrong: await countWrong(network, trainingData(test, model)), total: test.numSamples };
  const manifest: ModelManifest = {
    formatVersion: 2,
    model: model.id,
    trainingSet,
    data: {
      ...(training === undefined ? {} : { trainSha256: training.set.digest }),
      testSha256: test.digest,
    },
    ...stored,
    numWeights: model.layers.reduce((sum, layer) => sum + numWeights(layer), 0),
    preprocessing: preprocessingOf(model.dataKind),
    recipe,
    ...(training === undefined ? {} : { seed: training.seed }),
    testError,
    sha256: { 'weights.bin': sha256HexOf(bytes) },
  };
  writeWhole(join(out, 'weights.bin'), bytes);
  writeWhole(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return testError;
}

/** Formats an error: `1.78 % (178 of 10000)`. */
export function formatError({ wrong, total }: ModelManifest['testError']): string {
  return `${percentOf(wrong / total, 2)} (${wrong} of ${total})`;
}
