import { ratioRule } from '../../../experiment/text/ratioWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** The rule that a headline's ratio holds for, small below its sentence. */
export function RatioRule({ a, b }: { readonly a: MeasuredSeries; readonly b: MeasuredSeries }) {
  return (
    <>
      {' '}
      <small className="ratio-rule">{ratioRule(a, b)}</small>
    </>
  );
}
