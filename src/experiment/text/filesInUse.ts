import { listNames } from '../../core/files/folderFiles';
import { checkModel } from '../../core/network/catalog';
import type { DataKind } from '../../core/network/model';
import { dataTitle, defaultWeights, isUserFile, type WeightsId, weightsTitle } from '../settings/dataId';
import type { ExperimentSpec } from '../settings/experimentSpec';

/**
 * Describes the samples and weights of an experiment and why those weights are used, without a full
 * stop. `before` are the weights used until now, or null.
 */
export function inUseSentence(
  { model, data, weights }: Pick<ExperimentSpec, 'model' | 'data' | 'weights'>,
  before: WeightsId | null,
): string {
  const description = checkModel(model);
  const { dataKind } = description;
  const follows = weights === defaultWeights(data, description);
  const why = isUserFile(weights) ? '' : follows ? ', as those samples ask for' : ', as chosen';
  const instead =
    before === null || before === weights ? '' : `, in place of ${weightsInUse(before, dataKind)}`;
  return `In use: ${dataTitle(data, dataKind)} with ${weightsInUse(weights, dataKind)}${why}${instead}`;
}

/** Describes weights: `weights trained on MNIST` or `weight file fedcba98…`. */
export function weightsInUse(id: WeightsId, dataKind: DataKind): string {
  return `${isUserFile(id) ? '' : 'weights trained on '}${weightsTitle(id, dataKind)}`;
}

/** Names the given files that are not used, without a full stop. */
export function unusedSentence(names: readonly string[]): string {
  return `Not used: ${listNames(names)}`;
}
