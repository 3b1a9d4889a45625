import { checkModel } from '../../../core/network/catalog';
import { type TickRatio, tickRatio } from '../../ticks/tolerance';
import type { PaperResult } from '../paperResult';
import { ratioText } from './claim';

/**
 * The side of `limit` that all of a ratio's interval lies on, or all that its bound allows where no interval is resolved. Null:
 * what was measured does not tell.
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
 * Of each network the ratio of its two results' ticks at 5 points, in words, and in how many of them it surely lies above or
 * below `limit`. `results`: [2 × models], the two of a network one after the other.
 */
export function sidesAtFive(models: readonly string[], results: readonly PaperResult[], limit: number) {
  const ratios = models.map((model, index) => ({
    title: checkModel(model).title,
    five: tickRatio(results[2 * index]!, results[2 * index + 1]!)![2]!,
  }));
  const count = (side: 'above' | 'below') => ratios.filter(({ five }) => sideOf(five, limit) === side).length;
  return {
    ours: `at 5 points ${ratios.map(({ title, five }) => `${title} ${ratioText(five)}`).join(', ')}`,
    above: count('above'),
    below: count('below'),
  };
}
