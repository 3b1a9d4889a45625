import { t } from '../../core/language/t';
import { errorOf } from '../../core/site/injection';
import { errorText } from '../../experiment/text/errorWords';
import { faultFreeTitle } from '../../experiment/text/measureWords';
import { selectCounted } from '../../store/selectors/selectors';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import { useExplorer } from '../hooks/useExplorer';

/**
 * Note of the fault-free errors of several series, and of the formats that cost accuracy without
 * any fault.
 */
export function FaultFreeNote({ series }: { readonly series: readonly MeasuredSeries[] }) {
  const images = useExplorer(selectCounted);
  const known = series.flatMap(({ label, baseline }) => (baseline === null ? [] : [{ label, ...baseline }]));
  const [first] = known;
  if (first === undefined) return null;
  const { measure } = series[0]!.spec;
  const errors = [
    t`float ${errorText(errorOf(first.float), measure)}`,
    ...known.map(({ label, quantized }) => `${label} ${errorText(errorOf(quantized), measure)}`),
  ];
  const costly = known.filter(({ float, quantized }) => errorOf(quantized) > errorOf(float));
  const title = faultFreeTitle(measure);
  const list = errors.join(', ');
  return (
    <p className="note tabular">
      {costly.length === 0
        ? t`${title} on ${images}: ${list}. Losses are measured from each series’ own.`
        : t`${title} on ${images}: ${list}. Losses are measured from each series’ own; types that lose accuracy without any fault: ${costly.map(({ label }) => label).join(', ')}.`}
    </p>
  );
}
