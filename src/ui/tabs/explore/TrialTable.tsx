import { t } from '../../../core/language/t';
import { isCount, type Measure } from '../../../core/samples/measure';
import { errorOf } from '../../../core/site/injection';
import type { ScoredTrial } from '../../../experiment/sweep/results';
import { errorCell } from '../../../experiment/text/errorCells';
import { withUnit } from '../../../experiment/text/errorWords';
import { shortErrorTitle } from '../../../experiment/text/measureWords';
import { grouped } from '../../../experiment/text/numberWords';

interface TrialTableProps {
  readonly trials: readonly ScoredTrial[];
  readonly measure: Measure;
}

/** Lists the trials in the order of the strip plot's keys: by error, lowest first. */
export function TrialTable({ trials, measure }: TrialTableProps) {
  const isCounted = isCount(measure);
  const hasDue = trials.some(({ due }) => due !== undefined);
  return (
    <table className="data-table tabular">
      <caption className="sr-only">{t`The trials as a table`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Trial`}</th>
          {isCounted && <th scope="col">{measure === 'changed' ? t`Changed` : t`Wrong`}</th>}
          <th scope="col">{withUnit(shortErrorTitle(measure), measure)}</th>
          {hasDue && <th scope="col">{t`No answer (overflow)`}</th>}
        </tr>
      </thead>
      <tbody>
        {trials
          .toSorted((a, b) => errorOf(a) - errorOf(b) || a.trial - b.trial)
          .map((result) => (
            <tr key={result.trial}>
              <th scope="row">{result.trial}</th>
              {isCounted && <td>{grouped(result.wrong)}</td>}
              <td>{errorCell(errorOf(result), measure)}</td>
              {hasDue && <td>{grouped(result.due ?? 0)}</td>}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
