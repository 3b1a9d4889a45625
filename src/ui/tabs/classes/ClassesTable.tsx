import { t } from '../../../core/language/t';
import type { ClassTrial } from '../../../experiment/classes/classTrials';
import { grouped, signed } from '../../../experiment/text/numberWords';
import { percentNumber } from '../../../experiment/text/percentWords';
import { selectClassSummaries } from '../../../store/selectors/classSelectors';
import { varianceText } from '../../charts/ClassScatter';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific } from '../../text/format';

interface ClassesTableProps {
  /** Trials of one rate, one per row; null for one row per rate. */
  readonly trials: readonly ClassTrial[] | null;
}

/** Table of the scatter plot: the trials at one rate, or a summary of each rate. */
export function ClassesTable({ trials }: ClassesTableProps) {
  return (
    <ScrolledTable label={t`The chart as a table`}>
      {trials === null ? <RateRows /> : <TrialRows trials={trials} />}
    </ScrolledTable>
  );
}

function TrialRows({ trials }: { readonly trials: readonly ClassTrial[] }) {
  const hasDue = trials.some(({ result }) => result.due !== undefined);
  const due = hasDue ? [t`No answer (overflow)`] : [];
  return (
    <table className="data-table tabular">
      <caption>{t`Live trials at the cursor’s rate`}</caption>
      <Head
        titles={[t`Trial`, t`Error, %`, t`Class variance`, t`Normalised`, t`Wrong of each class`, ...due]}
      />
      <tbody>
        {trials.map(({ result, error, variance, normalized }) => (
          <tr key={result.trial}>
            <th scope="row">{result.trial}</th>
            <td>{percentNumber(error)}</td>
            <td>{varianceText(variance)}</td>
            <td>{normalized === null ? '–' : normalized.toFixed(3)}</td>
            <td>{result.wrongPerClass.length > 20 ? '–' : result.wrongPerClass.join(' ')}</td>
            {hasDue && <td>{result.due ?? 0}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RateRows() {
  const rates = useExplorer(selectClassSummaries);
  const correlation = (value: number | null) => (value === null ? '–' : signed(value));
  return (
    <table className="data-table tabular">
      <caption>{t`Live trials of each rate`}</caption>
      <Head
        titles={[
          t`Bit error rate`,
          t`Trials`,
          t`Mean, %`,
          t`Median, %`,
          '90 %',
          'Pearson',
          'Spearman',
          t`Pearson, normalised`,
          t`Spearman, normalised`,
        ]}
      />
      <tbody>
        {rates.map(({ ber, summary }) => (
          <tr key={ber}>
            <th scope="row">{scientific(ber)}</th>
            <td>{grouped(summary.trials)}</td>
            <td>{percentNumber(summary.mean)}</td>
            <td>{percentNumber(summary.median)}</td>
            <td>{percentNumber(summary.q90)}</td>
            <td>{correlation(summary.pearson)}</td>
            <td>{correlation(summary.spearman)}</td>
            <td>{correlation(summary.pearsonNormalized)}</td>
            <td>{correlation(summary.spearmanNormalized)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ titles }: { readonly titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
