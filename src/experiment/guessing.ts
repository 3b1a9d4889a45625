import { checkModel } from '../core/catalog';
import { sampleNoun } from '../core/sampleNoun';
import { countOf, percentOf } from './numberWords';
import type { Baseline } from './results';
import type { ExperimentSpec } from './spec/experimentSpec';

/** Normal quantile of a 95 % interval. */
const Z = 1.96;
/** A network that goes less than this share of the way from guessing to no error has learnt something else. */
const LEAST_SKILL = 0.1;

/**
 * What `wrong` of `total` samples of `numClasses` classes say of a network without faults, by the 95 % interval (Wilson's) of
 * its share of right answers. `useless`: the interval ends below a tenth of the way from guessing to no error, so that the
 * network has learnt nothing of these samples, as with transposed pictures: 13 % right of 1,000 in ten classes is more than
 * chance, and useless. `tooFew`: the interval holds guessing, 1 / numClasses, and more samples could tell. Null: it has learnt.
 */
export function judgeGuessing(
  { wrong, total }: { readonly wrong: number; readonly total: number },
  numClasses: number,
): 'useless' | 'tooFew' | null {
  const right = (total - wrong) / total;
  const centre = right + Z ** 2 / (2 * total);
  const reach = Z * Math.sqrt((right * (1 - right)) / total + Z ** 2 / (4 * total ** 2));
  const scale = 1 + Z ** 2 / total;
  const chance = 1 / numClasses;
  if ((centre + reach) / scale < chance + LEAST_SKILL * (1 - chance)) return 'useless';
  return (centre - reach) / scale <= chance ? 'tooFew' : null;
}

/** Whether a network may guess on its data, so that no tick is read; false while nobody has counted its fault-free error. */
export function mayGuess({
  spec,
  baseline,
}: {
  readonly spec: Pick<ExperimentSpec, 'model'>;
  readonly baseline: Pick<Baseline, 'float'> | null;
}): boolean {
  return baseline !== null && judgeGuessing(baseline.float, checkModel(spec.model).numClasses) !== null;
}

/** What is to be said of a network that may guess on the data of `spec`, null of one that does not. */
export function guessingSentence(
  { model }: Pick<ExperimentSpec, 'model'>,
  { float }: Pick<Baseline, 'float'>,
): string | null {
  const { title, numClasses, dataKind } = checkModel(model);
  const judged = judgeGuessing(float, numClasses);
  if (judged === null) return null;
  const { wrong, total } = float;
  const noun = sampleNoun(dataKind);
  const found = `without any fault it is wrong on ${wrong} of ${total} (${percentOf(wrong / total)})`;
  const guessing = `guessing among ${numClasses} classes on ${percentOf(1 - 1 / numClasses)}`;
  return judged === 'tooFew'
    ? `${countOf(total, noun)} cannot tell ${title} from guessing: ${found}, and ${guessing} on average. ` +
        `No tolerance is read off such a curve: more ${noun}s are needed.`
    : `${title} cannot be used on these ${noun}s: ${found}, and ${guessing}. ` +
        'No tolerance is read off such a curve. Check that data and weights belong together' +
        (noun === 'image' ? ', and that no image is turned or inverted.' : '.');
}
