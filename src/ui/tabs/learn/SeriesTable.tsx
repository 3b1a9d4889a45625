import { t } from '../../../core/language/t';
import { wordBits } from '../../../core/words/numberFormat';
import { expectedFlipsOf } from '../../../experiment/curve/curve';
import { grouped } from '../../../experiment/text/numberWords';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { measureValue } from './measureValue';

/** Compares the series of a figure: stored bits, error without faults, tolerated rates. */
export function SeriesTable({ series }: { readonly series: readonly MeasuredSeries[] }) {
  return (
    <ScrolledTable label={t`The series of the figure`}>
      <table className="data-table tabular">
        <caption className="sr-only">{t`The series of the figure`}</caption>
        <thead>
          <tr>
            {[
              t`Experiment`,
              t`Bits a weight`,
              t`Bits that may flip`,
              t`Error without faults`,
              t`Rate that costs 1 point`,
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.label}</th>
              <td>{wordBits(one.spec.format)}</td>
              <td>{grouped(expectedFlipsOf({ ...one.spec, sampling: 'bernoulli' }, 1))}</td>
              {(['baseline', 'tolerance'] as const).map((show) => {
                const value = measureValue({ of: one.label, show, rate: 0, loss: 1 }, series);
                return (
                  <td key={show} title={value?.source}>
                    {value?.text ?? '…'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrolledTable>
  );
}
