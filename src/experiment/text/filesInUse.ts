import { listNames } from '../../core/files/folderFiles';
import { checkModel } from '../../core/network/catalog';
import { dataTitle, defaultWeights, isUserFile, type WeightsId, weightsTitle } from '../settings/dataId';
import type { ExperimentSpec } from '../settings/experimentSpec';

/**
 * Which samples and which weights an experiment uses and why those weights, in a sentence without a full stop. `before` are the
 * weights that it used until now, null where there were none.
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

/** The files that were given and have no use, in a sentence without a full stop. */
export function unusedSentence(names: readonly string[]): string {
  return `Not used: ${listNames(names)}`;
}
