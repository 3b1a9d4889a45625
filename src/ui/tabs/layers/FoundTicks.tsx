import { t } from '../../../core/language/t';
import { decimalsOf } from '../../../experiment/curve/evidence';
import { lossLabel } from '../../../experiment/text/lossWords';
import { grouped } from '../../../experiment/text/numberWords';
import { foundTick } from '../../../experiment/ticks/search/foundTick';
import type { TickEstimate } from '../../../experiment/ticks/search/tickSearch';
import { TICK_LOSSES } from '../../../experiment/ticks/tickLoss';
import { hasAllTicks, tickSearchKey } from '../../../store/runs/tickSearches';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { useExplorer } from '../../hooks/useExplorer';
import { intervalText } from '../../text/format';
import { tickRate } from '../../text/tickWords';

/**
 * Button that starts and stops the adaptive search for ticks, and a table of the ticks found, with
 * a row for each series.
 */
export function FoundTicks({ series }: { readonly series: readonly MeasuredSeries[] }) {
  const { found, running } = useExplorer((state) => state.tickSearches);
  const canRun = useExplorer((state) => state.engine.kind === 'ready' && state.data !== null);
  const isBusy = useExplorer((state) => Object.values(state.typeSearches).some((search) => search.running));
  const searchTicks = useExplorer((state) => state.searchTicks);
  const stopSearch = useExplorer((state) => state.stopSearch);
  const rows = series.map((item) => {
    const key = tickSearchKey(item.spec);
    return { item, key, ticks: found[key] ?? [] };
  });
  const isComplete = series.every(({ spec }) => hasAllTicks(found, spec));
  const now = rows.find(({ key }) => key === running);
  const shown = rows.filter(({ ticks }) => ticks.length > 0);
  return (
    <div className="found-ticks">
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={running === null && (!canRun || isBusy || isComplete)}
          onClick={running === null ? searchTicks : stopSearch}
        >
          {running === null ? t`Find ticks` : t`Stop the search`}
        </button>
        <span className="note tabular">
          {now === undefined
            ? isComplete && shown.length > 0
              ? t`All ticks are found and saved. The comparison uses them when losses are in points.`
              : t`Measures each tick more precisely, with about 220 to 500 new trials near it.`
            : t`${now.item.label}: ${now.ticks.length} of ${TICK_LOSSES.length} ticks. The curves continue afterwards.`}
        </span>
      </div>
      {shown.length > 0 && (
        <ScrolledTable label={t`Ticks from the adaptive search`}>
          <table className="data-table layer-table tabular">
            <caption>
              {t`Adaptive search: the highest bit error rate at each loss in percentage points, its 95 % interval
              over trials, and the number of trials with flipped bits`}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t`Layer`}</th>
                {TICK_LOSSES.map((loss) => (
                  <th key={loss} scope="col">
                    {lossLabel(loss, 'points')}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ item, ticks }) => (
                <tr key={item.id}>
                  <th scope="row">{item.label}</th>
                  {TICK_LOSSES.map((loss, index) => (
                    <td key={loss}>
                      <FoundTick tick={ticks[index]} series={item} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrolledTable>
      )}
    </div>
  );
}

interface FoundTickProps {
  readonly tick: TickEstimate | undefined;
  readonly series: MeasuredSeries;
}

function FoundTick({ tick, series: { tolerance, trials } }: FoundTickProps) {
  if (tick === undefined) return '–';
  const curveTick = tolerance?.ticks.find(({ loss }) => loss === tick.loss);
  return (
    <>
      {tickRate(tick.ber)}
      <small>{intervalText(foundTick(tick))}</small>
      {tick.ber.bound !== 'exact' && curveTick?.ber.bound === 'exact' && (
        <small>
          {t`the curve, from other trials, gives ${tickRate(curveTick.ber, decimalsOf(trials))}: too few trials
          lose accuracy to decide`}
        </small>
      )}
      <small>{t`${grouped(tick.evaluations)} trials`}</small>
    </>
  );
}
