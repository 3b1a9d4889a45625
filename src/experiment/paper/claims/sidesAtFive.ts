import { t } from '../../../core/language/t';
import { checkModel } from '../../../core/network/catalog';
import { ratioWithInterval } from '../../text/ratioWords';
import { type TickRatio, tickRatio } from '../../ticks/tolerance';
import type { PaperResult } from '../paperResult';

/**
 * Returns the side of `limit` that contains the whole interval of a ratio, or the whole range of
 * its bound if the interval is not resolved. Null if the measurement does not decide.
 */
export function sideOf(
  { ratio, interval }: Pick<TickRatio, 'ratio' | 'interval'>,
  limit: number,
): 'above' | 'below' | null {
  const low = interval === null && ratio?.bound === 'atLeast' ? ratio.value : (interval?.low ?? null);
  const high = interval === null && ratio?.bound === 'atMost' ? ratio.value : (interval?.high ?? null);
  if (low !== null && low > limit) return 'above';
  return high !== null && high < limit ? 'below' : null;
}

/**
 * Compares the ticks at 5 points of two results per network: the ratios as text, and the number of
 * networks whose ratio is certainly above or below `limit`. `results`: [2 × models], the two of a
 * network adjacent.
 */
export function sidesAtFive(models: readonly string[], results: readonly PaperResult[], limit: number) {
  const ratios = models.map((model, index) => ({
    title: checkModel(model).title,
    five: tickRatio(results[2 * index]!, results[2 * index + 1]!)![2]!,
  }));
  const count = (side: 'above' | 'below') => ratios.filter(({ five }) => sideOf(five, limit) === side).length;
  return {
    ours: t`at 5 points ${ratios.map(({ title, five }) => `${title} ${ratioWithInterval(five)}`).join(', ')}`,
    above: count('above'),
    below: count('below'),
  };
}
