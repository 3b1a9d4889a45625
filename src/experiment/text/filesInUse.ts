import { listNames } from '../../core/files/folderFiles';
import { checkModel } from '../../core/network/catalog';
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
  const titleOf = (id: WeightsId) =>
    `${isUserFile(id) ? '' : 'weights trained on '}${weightsTitle(id, dataKind)}`;
  const follows = weights === defaultWeights(data, description);
  const why = isUserFile(weights) ? '' : follows ? ', as those samples ask for' : ', as chosen';
  const instead = before === null || before === weights ? '' : `, in place of ${titleOf(before)}`;
  return `In use: ${dataTitle(data, dataKind)} with ${titleOf(weights)}${why}${instead}`;
}

/** Names the given files that are not used, without a full stop. */
export function unusedSentence(names: readonly string[]): string {
  return `Not used: ${listNames(names)}`;
}
