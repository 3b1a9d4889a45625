import { t } from '../../core/language/t';
import { familyOf } from '../../experiment/link/view';
import { capitalized } from '../../experiment/text/capitalized';
import { lossWords, readAtNoLoss } from '../../experiment/text/lossWords';
import type { Tick } from '../../experiment/ticks/tick';
import { isReadAtNoLoss } from '../../experiment/ticks/tickLoss';
import type { ExplorerState } from '../../store/state';
import { intervalText, typeset } from '../text/format';
import { tickRate } from '../text/tickWords';
import { reportTicks } from './reportTicks';

/**
 * Draws the tolerated rates as a table with a row per curve and a column per loss. Under each rate
 * stands its 95 % interval, or why it has none.
 */
export function TickTable({ state }: { readonly state: ExplorerState }) {
  const rows = reportTicks(state);
  const losses = rows.find(({ ticks }) => ticks.length > 0)?.ticks.map(({ loss }) => loss) ?? [];
  if (losses.length === 0) return <p>{t`No tolerated rates yet: a run needs trials at every rate.`}</p>;
  const unit = familyOf(state.view) === null ? 'points' : state.view.loss;
  return (
    <table className="report-ticks">
      <thead>
        <tr>
          <th scope="col">{t`Curve`}</th>
          {losses.map((loss) => (
            <th key={loss} scope="col">
              {capitalized(lossWords(loss, unit))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, evidence, ticks }) => (
          <tr key={label}>
            <th scope="row">
              {capitalized(label)}
              <small>{evidence}</small>
            </th>
            {losses.map((loss, index) => (
              <td key={loss}>{ticks[index] === undefined ? '–' : <TickCell tick={ticks[index]} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TickCell({ tick }: { readonly tick: Tick }) {
  if (isReadAtNoLoss(tick)) return <small>{readAtNoLoss()}</small>;
  return (
    <>
      {typeset(tickRate(tick.ber))}
      <small>{typeset(intervalText(tick))}</small>
    </>
  );
}
