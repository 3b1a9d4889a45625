import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
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
  const { dataKind, title } = description;
  const follows = weights === defaultWeights(data, description);
  const samples = dataTitle(data, dataKind);
  if (dataKind === 'own') return t`In use: ${title} on ${samples}`;
  const used = weightsInUse(weights, dataKind);
  const isOwn = isUserFile(weights);
  if (before === null || before === weights) {
    if (isOwn) return t`In use: ${samples} with ${used}`;
    return follows
      ? t`In use: ${samples} with ${used}, as those samples ask for`
      : t`In use: ${samples} with ${used}, as chosen`;
  }
  const old = weightsInUse(before, dataKind);
  if (isOwn) return t`In use: ${samples} with ${used}, in place of ${old}`;
  return follows
    ? t`In use: ${samples} with ${used}, as those samples ask for, in place of ${old}`
    : t`In use: ${samples} with ${used}, as chosen, in place of ${old}`;
}

/** Describes weights: `weights trained on MNIST` or `weight file fedcba98…`. */
export function weightsInUse(id: WeightsId, dataKind: DataKind): string {
  const title = weightsTitle(id, dataKind);
  return isUserFile(id) ? title : t`weights trained on ${title}`;
}

/** Names the given files that are not used, without a full stop. */
export function unusedSentence(names: readonly string[]): string {
  return t`Not used: ${listNames(names)}`;
}
