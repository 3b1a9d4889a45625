import { checkModel } from '../core/catalog';
import { sampleNoun } from '../core/sampleNoun';
import type { Baseline } from './results';
import type { ExperimentSpec } from './spec/experimentSpec';

/** Normal quantile of a 95 % interval. */
const Z = 1.96;
/** A network that goes less than this share of the way from guessing to no error has learnt something else. */
const LEAST_SKILL = 0.1;

/**
 * Whether a network without faults says as little about its samples as guessing does: `wrong` of `total` samples of
 * `numClasses` classes. It does where its 95 % interval (Wilson's) of right answers holds 1 / numClasses or lies below, so that
 * the samples cannot tell it from guessing; and where the interval ends below a tenth of the way from there to no error. The
 * second rule is for mistakes such as transposed pictures: 13 % right of 1,000 in ten classes is more than chance, and useless.
 */
export function isGuessing(
  { wrong, total }: { readonly wrong: number; readonly total: number },
  numClasses: number,
): boolean {
  const right = (total - wrong) / total;
  const centre = right + Z ** 2 / (2 * total);
  const reach = Z * Math.sqrt((right * (1 - right)) / total + Z ** 2 / (4 * total ** 2));
  const scale = 1 + Z ** 2 / total;
  const chance = 1 / numClasses;
  return (centre - reach) / scale <= chance || (centre + reach) / scale < chance + LEAST_SKILL * (1 - chance);
}

/** What is to be said of a network that guesses on the data of `spec`, null of one that does not. */
export function guessingSentence(
  { model }: Pick<ExperimentSpec, 'model'>,
  { float }: Pick<Baseline, 'float'>,
): string | null {
  const { title, numClasses, dataKind } = checkModel(model);
  if (!isGuessing(float, numClasses)) return null;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return (
    `${title} cannot be used on these ${sampleNoun(dataKind)}s: without any fault it is wrong on ${float.wrong} of ${float.total} ` +
    `(${percent(float.wrong / float.total)}), and guessing among ${numClasses} classes on ${percent(1 - 1 / numClasses)}. ` +
    'No tolerance is read off such a curve. Are data and weights those that belong together, and is no picture turned or inverted?'
  );
}
