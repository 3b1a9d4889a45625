import { t } from '../../core/language/t';
import { checkModel } from '../../core/network/catalog';
import type { DataKind } from '../../core/network/model';
import { samplesText, samplesWord } from '../../core/network/sampleNoun';
import { isCount, type Measure } from '../../core/samples/measure';
import { type Baseline, errorOf } from '../../core/site/injection';
import type { ExperimentSpec } from '../settings/experimentSpec';
import { typedTitle } from '../settings/siteTitle';
import { capitalized } from '../text/capitalized';
import { errorText } from '../text/errorWords';
import { errorClause, errorTitle } from '../text/measureWords';
import { grouped } from '../text/numberWords';
import { percentOf } from '../text/percentWords';
import { chanceError } from './statistics';

/** Normal quantile of a 95 % interval. */
const Z = 1.96;
/** Least skill of a trained network: its share of the way from guessing to no error. */
const LEAST_SKILL = 0.1;

/**
 * Judges the fault-free error of a network, `wrong` of `total` samples in `numClasses` classes, by
 * Wilson's 95 % interval of its accuracy.
 *
 * `useless`: the interval ends below a tenth of the way from guessing to no error, so the network
 * has not learnt these samples. Transposed pictures do this: 13 % right of 1,000 in ten classes is
 * better than chance and still useless. `tooFew`: the interval contains the accuracy of guessing,
 * and more samples could decide. Null: the network has learnt.
 */
export function judgeGuessing(
  { wrong, total }: { readonly wrong: number; readonly total: number },
  numClasses: number,
  measure: Measure = 'top1',
): 'useless' | 'tooFew' | null {
  const right = (total - wrong) / total;
  const centre = right + Z ** 2 / (2 * total);
  const reach = Z * Math.sqrt((right * (1 - right)) / total + Z ** 2 / (4 * total ** 2));
  const scale = 1 + Z ** 2 / total;
  const chance = 1 - chanceError(numClasses, measure);
  if ((centre + reach) / scale < chance + LEAST_SKILL * (1 - chance)) return 'useless';
  return (centre - reach) / scale <= chance ? 'tooFew' : null;
}

type Judged = Pick<ExperimentSpec, 'model' | 'measure'>;

/**
 * Returns the baseline that cannot be distinguished from guessing; null if there is none. Losses
 * are measured from the quantised network, so both must be better than guessing. If only the
 * quantised one is not, the number format is the cause.
 */
function guessingBaseline({ float, quantized }: Baseline, { model, measure }: Judged) {
  const { numClasses } = checkModel(model);
  if (!isCount(measure)) {
    const most = (1 - LEAST_SKILL) * chanceError(numClasses, measure);
    const judged = 'useless';
    if (errorOf(float) > most) return { judged, isFormat: false } as const;
    return errorOf(quantized) > most ? ({ judged, isFormat: true } as const) : null;
  }
  const judged = judgeGuessing(float, numClasses, measure);
  if (judged !== null) return { judged, isFormat: false };
  const judgedQuantized = judgeGuessing(quantized, numClasses, measure);
  return judgedQuantized === null ? null : { judged: judgedQuantized, isFormat: true };
}

/**
 * Returns true if a network may guess on its data, so that no tick is read. False until its
 * fault-free error is counted.
 */
export function mayGuess({
  spec,
  baseline,
}: {
  readonly spec: Judged;
  readonly baseline: Baseline | null;
}): boolean {
  if (baseline === null) return false;
  return baseline.hasOneAnswer === true || guessingBaseline(baseline, spec) !== null;
}

/** Returns the notice for a network that may guess on the data of `spec`, or null. */
export function guessingSentence(spec: ExperimentSpec, baseline: Baseline): string | null {
  const { title, numClasses, dataKind } = checkModel(spec.model);
  if (baseline.hasOneAnswer) {
    const { total } = baseline.float;
    return [
      t`${title} gives all ${samplesText(total, grouped(total), dataKind)} the same answer without any fault.`,
      t`No tolerance is read off such a curve.`,
      checkAdvice(dataKind),
    ].join(' ');
  }
  const guess = guessingBaseline(baseline, spec);
  if (guess === null) return null;
  const { judged, isFormat } = guess;
  const { measure } = spec;
  if (!isCount(measure)) {
    const found = `${title} (${typedTitle(spec)}): ${errorTitle(measure)} ${errorText(errorOf(baseline.quantized), measure)}.`;
    return [
      found,
      t`No tolerance is read off such a curve.`,
      isFormat ? t`Choose one with more bits.` : checkAdvice(dataKind),
    ].join(' ');
  }
  const { float, quantized } = baseline;
  const { wrong, total } = isFormat ? quantized : float;
  const network = isFormat ? t`${title} with ${typedTitle(spec)}` : title;
  const [error, chance] = [percentOf(wrong / total), percentOf(chanceError(numClasses, spec.measure))];
  const samples = samplesWord(dataKind);
  const clause = errorClause(spec.measure);
  const cause = t`The number format is the cause: with float values it is wrong on ${percentOf(float.wrong / float.total)}.`;
  const sentences =
    judged === 'tooFew'
      ? [
          t`${samplesText(total, grouped(total), dataKind)} cannot tell ${network} from guessing: without any fault it is wrong on ${wrong} of ${total} (${error}), and guessing among ${numClasses} classes on ${chance} on average.`,
          isFormat
            ? t`No tolerance is read off such a curve: more ${samples} or a finer format are needed.`
            : t`No tolerance is read off such a curve: more ${samples} are needed.`,
          ...(isFormat ? [cause] : []),
        ]
      : [
          t`${network} cannot be used on these ${samples}: without any fault it is wrong on ${wrong} of ${total} (${error}), and guessing among ${numClasses} classes on ${chance}.`,
          t`No tolerance is read off such a curve.`,
          ...(isFormat ? [cause, t`Choose one with more bits.`] : [checkAdvice(dataKind)]),
        ];
  // The measure says what wrong means.
  return [...sentences, ...(clause === '' ? [] : [`${capitalized(clause)}.`])].join(' ');
}

function checkAdvice(dataKind: DataKind): string {
  const together = t`Check that data and weights belong together.`;
  if (dataKind === 'own') return `${t`Check the preprocessing.`} ${together}`;
  return dataKind === 'speech' || dataKind === 'text'
    ? together
    : t`Check that data and weights belong together, and that no image is turned or inverted.`;
}
