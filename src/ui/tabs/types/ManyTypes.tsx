import { useState } from 'react';
import { t } from '../../../core/language/t';
import { formatText } from '../../../core/words/numberFormat';

import { addCandidate, candidateTypes } from '../../../experiment/sweep/candidateTypes';
import { endsText } from '../../../experiment/text/boundWords';
import { capitalized } from '../../../experiment/text/capitalized';
import { lossLabel, readAtNoLoss } from '../../../experiment/text/lossWords';
import { multiple } from '../../../experiment/text/numberWords';
import { pointsText } from '../../../experiment/text/percentWords';
import { ratioText } from '../../../experiment/text/ratioWords';
import { type Tick, whyUnresolved } from '../../../experiment/ticks/tick';
import { isReadAtNoLoss, TICK_LOSSES } from '../../../experiment/ticks/tickLoss';
import { selectModel } from '../../../store/selectors/selectors';
import { seriesRatio } from '../../../store/selectors/seriesRatio';
import { selectTypeRows } from '../../../store/selectors/typeRows';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { TextInput } from '../../controls/TextInput';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { expectedBits, intervalText, typeset } from '../../text/format';
import { evidence, pendingWords, tickDecimals, tickRate, UNMEASURED } from '../../text/tickWords';
import '../../styles/manyTypes.css';
import {
  intervalReasons,
  lacksInterval,
  nextOrder,
  type Order,
  type SortKey,
  sortRows,
  type TableRow,
  tableRow,
} from './typeColumns';

/**
 * Table of many types of weights, with their costs and tolerance. Types are swept only while it is
 * open.
 */
export function ManyTypes() {
  const isOpen = useExplorer((state) => state.view.types.length > 0);
  const setView = useExplorer((state) => state.setView);
  const model = useExplorer(selectModel);
  const canVary = useExplorer((state) => state.spec.structures.includes('weights'));
  if (!canVary) return null;
  return (
    <section className="panel many-types" aria-labelledby="many-types-title">
      <div className="panel-head">
        <h2 id="many-types-title">{t`Many types in one table`}</h2>
        {isOpen && <ExportButton />}
        <button
          type="button"
          className="button"
          aria-expanded={isOpen}
          onClick={() => setView({ types: isOpen ? [] : candidateTypes(model) })}
        >
          {isOpen ? t`Close` : t`Compare more types`}
        </button>
      </div>
      {isOpen ? (
        <TypeTable />
      ) : (
        <p className="note">
          {t`Bits, fault-free loss and tolerated rate of as many types as you like. Each is a sweep of its own.`}
        </p>
      )}
    </section>
  );
}

function TypeTable() {
  const series = useExplorer(selectTypeRows);
  const { types, loss: unit } = useExplorer((state) => state.view);
  const setView = useExplorer((state) => state.setView);
  const setSettings = useExplorer((state) => state.setSettings);
  const desk = useExplorer((state) => state.tickDesk);
  const [order, setOrder] = useState<Order>(null);
  const own = series[0]!;
  const rows = series.map((item) =>
    tableRow(item, item === own ? null : (seriesRatio(item, own, unit, desk)?.ticks[ONE] ?? null)),
  );
  const ownType = own.label;
  const reasons = intervalReasons(rows);
  const headings: readonly (readonly [SortKey, string])[] = [
    ['bits', t`Bits of a word`],
    ['megabits', t`Megabits stored`],
    ['loss', t`Lost without faults, points`],
    ['none', t`Tolerated rate at ${lossLabel(0, unit)}`],
    ['one', t`Tolerated rate at ${lossLabel(1, unit)}`],
    ['flips', t`Flips at that rate`],
    ['ratio', t`Ratio to ${ownType}`],
  ];
  return (
    <>
      <ScrolledTable label={t`Types of the weights`}>
        <table className="data-table tabular">
          <caption className="sr-only">{t`Types of the weights`}</caption>
          <thead>
            <tr>
              <th scope="col">{t`Type`}</th>
              {headings.map(([by, title]) => (
                <th key={by} scope="col" aria-sort={sortOf(order, by)}>
                  <button
                    type="button"
                    className="sort-button"
                    onClick={() => setOrder(nextOrder(order, by))}
                  >
                    {title}
                    <span aria-hidden="true">{order?.by === by ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {sortRows(rows, order).map((row) => (
              <Row
                key={row.series.id}
                row={row}
                reasons={reasons}
                isOwn={row.series === own}
                onChoose={() => setSettings({ format: row.series.spec.format })}
                onRemove={
                  types.length > 1 && row.series !== own
                    ? () => setView({ types: types.filter((type) => formatText(type) !== row.series.id) })
                    : null
                }
              />
            ))}
          </tbody>
        </table>
      </ScrolledTable>
      <TextInput
        label={t`Add a type, such as Q1.5`}
        text=""
        parse={(text) => addCandidate(types, text)}
        onCommit={(changed) => setView({ types: changed })}
      />
      <p className="note">
        {[
          t`Ratios and flips are at ${lossLabel(1, unit)}. Rates and ratios have their 95 % interval over trials.`,
          ...reasons.map((reason, index) => `(${letterOf(index)}) ${capitalized(reason)}.`),
          t`The types are part of the link; results stay in this browser.`,
        ].join(' ')}
      </p>
    </>
  );
}

const ONE = TICK_LOSSES.indexOf(1);

function sortOf(order: Order, by: SortKey): 'ascending' | 'descending' | 'none' {
  if (order?.by !== by) return 'none';
  return order.descending ? 'descending' : 'ascending';
}

interface RowProps {
  readonly row: TableRow;
  /** Reasons that stand under the table. */
  readonly reasons: readonly string[];
  readonly isOwn: boolean;
  readonly onChoose: () => void;
  /** Null: this row stays. */
  readonly onRemove: (() => void) | null;
}

function Row({ row, reasons, isOwn, onChoose, onRemove }: RowProps) {
  const { series, bits, megabits, lossPoints, ticks, flips, ratio } = row;
  return (
    <tr className={isOwn ? 'type-own' : undefined}>
      <th scope="row">
        {isOwn ? (
          <strong>{series.label}</strong>
        ) : (
          <button type="button" className="class-button" title={t`Choose ${series.label}`} onClick={onChoose}>
            {series.label}
          </button>
        )}
        <small>{isOwn ? `${t`chosen`}; ${evidence(series)}` : evidence(series)}</small>
      </th>
      <td>{bits}</td>
      <td>{Number(megabits.toPrecision(3))}</td>
      <td>{lossPoints === null ? '–' : pointsText(lossPoints)}</td>
      {series.tolerance === null ? (
        <td colSpan={2}>{series.source in UNMEASURED ? '–' : <small>{pendingWords(series)}</small>}</td>
      ) : (
        ([0, 1] as const).map((loss) => (
          <td key={loss}>
            <Rate tick={ticks[loss]!} {...{ series, reasons }} />
          </td>
        ))
      )}
      <td>{flips === null ? '–' : expectedBits(flips)}</td>
      <td>
        {isOwn ? '1' : ratio === null ? '–' : ratioText(ratio.ratio)}
        {ratio?.interval && <small>{endsText(ratio.interval, multiple)}</small>}
      </td>
      <td>
        {onRemove !== null && (
          <button type="button" className="button" aria-label={t`Remove ${series.label}`} onClick={onRemove}>
            ✕
          </button>
        )}
      </td>
    </tr>
  );
}

interface RateProps {
  readonly tick: Tick;
  readonly series: TableRow['series'];
  readonly reasons: readonly string[];
}

/** Rate of a tick with its interval, or with the letter of the reason why there is none. */
function Rate({ tick, series, reasons }: RateProps) {
  if (isReadAtNoLoss(tick)) return <small>{readAtNoLoss()}</small>;
  return (
    <>
      {tickRate(tick.ber, tickDecimals(tick, series.trials))}
      {tick.interval !== null && <small>{typeset(intervalText(tick))}</small>}
      {lacksInterval(tick) && (
        <small>{t`no interval (${letterOf(reasons.indexOf(whyUnresolved(tick)))})`}</small>
      )}
    </>
  );
}

/** Letter that refers a cell to a reason under the table. */
function letterOf(index: number): string {
  return 'abcde'[index]!;
}
