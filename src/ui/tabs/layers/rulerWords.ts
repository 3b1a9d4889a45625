import { t } from '../../../core/language/t';
import { drawRule } from '../../../experiment/settings/drawRule';
import { capitalized } from '../../../experiment/text/capitalized';
import { ratioRule, ratioSentence, tooEarlyToCompare } from '../../../experiment/text/ratioWords';
import type { LossUnit } from '../../../experiment/ticks/tickLoss';
import { searchedSpec } from '../../../store/runs/tickSearches';
import type { TickRuler } from '../../../store/selectors/tickRuler';
import { ruleSentence } from '../../text/tickWords';

/**
 * Describes a ruler: the ratio of the rows, the sources of their ticks, and whether the sampling
 * rule determines one of them.
 */
export function rulerWords(ruler: TickRuler, unit: LossUnit): string {
  const { more, less, trials, ratio } = ruler;
  if (ratio === null) return tooEarlyToCompare(more.series.label, less.series.label, trials);
  const read = [more, less].filter(({ isFound }) => !isFound).map(({ series }) => series);
  const apart = ratioSentence(more.series.label, less.series.label, ratio, { unit });
  const rule = read.length === 0 ? foundRatioRule(ruler) : ratioRule(more.series, less.series);
  return `${apart}${sourceSentence(ruler)} ${rule}${ruleSentence(read, ratio.loss)}`;
}

/**
 * Names the source of each tick in a sentence that starts with a space. Empty if both were read off
 * curves.
 */
function sourceSentence({ more, less }: TickRuler): string {
  if (more.isFound && less.isFound) return ` ${t`Both ticks are from the adaptive search.`}`;
  if (!more.isFound && !less.isFound) return '';
  const [found, read] = more.isFound ? [more, less] : [less, more];
  return ` ${t`The tick of ${found.series.label} is from the adaptive search, the tick of ${read.series.label} from its curve.`}`;
}

/**
 * Describes how an adaptive search draws flips. It gives no number of trials, because each tick has
 * its own.
 */
function foundRatioRule({ more, less }: TickRuler): string {
  return `${capitalized(drawRule([more, less].map(({ series }) => searchedSpec(series.spec))))}.`;
}
