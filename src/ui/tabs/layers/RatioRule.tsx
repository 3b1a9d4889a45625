import { ratioRule } from '../../../experiment/text/ratioWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** Line below a headline that names the sampling rule and the trials behind its ratio. */
export function RatioRule({ a, b }: { readonly a: MeasuredSeries; readonly b: MeasuredSeries }) {
  return (
    <>
      {' '}
      <small className="ratio-rule">{ratioRule(a, b)}</small>
    </>
  );
}
