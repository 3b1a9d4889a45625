import { useEffect, useRef, useState } from 'react';
import { formatQFormat } from '../../../core/words/qformat';
import { addCandidate, candidateTypes } from '../../../experiment/sweep/candidateTypes';
import { lossLabel, READ_AT_NO_LOSS } from '../../../experiment/text/lossWords';
import { pointsText } from '../../../experiment/text/percentWords';
import { ratioWithInterval } from '../../../experiment/text/ratioWords';
import type { Tick } from '../../../experiment/ticks/tick';
import { isReadAtNoLoss, TICK_LOSSES } from '../../../experiment/ticks/tickLoss';
import { selectModel } from '../../../store/selectors/selectors';
import { seriesRatio } from '../../../store/selectors/seriesRatio';
import { selectTypeRows } from '../../../store/selectors/typeRows';
import { TextInput } from '../../controls/TextInput';
import { useExplorer } from '../../hooks/useExplorer';
import { expectedBits, intervalText, typeset } from '../../text/format';
import { evidence, pendingWords, tickDecimals, tickRate } from '../../text/tickWords';
import '../../styles/manyTypes.css';
import { nextOrder, type Order, type SortKey, sortRows, type TableRow, tableRow } from './typeColumns';

/**
 * Table of many types of weights, with their costs and tolerance. Types are swept only while it is
 * open.
 */
export function ManyTypes() {
  const types = useExplorer((state) => state.typeCandidates);
  const setTypes = useExplorer((state) => state.setTypeCandidates);
  const model = useExplorer(selectModel);
  const canVary = useExplorer((state) => state.spec.structures.includes('weights'));
  const isOpen = types.length > 0;
  const shown = useRef(model);
  useEffect(() => {
    if (shown.current === model) return;
    shown.current = model;
    if (isOpen) setTypes(candidateTypes(model));
  }, [model, isOpen, setTypes]);
  if (!canVary) return null;
  return (
    <section className="panel many-types" aria-labelledby="many-types-title">
      <div className="panel-head">
        <h2 id="many-types-title">Many types in one table</h2>
        <button
          type="button"
          className="button"
          aria-expanded={isOpen}
          onClick={() => setTypes(isOpen ? [] : candidateTypes(model))}
        >
          {isOpen ? 'Close' : 'Compare more types'}
        </button>
      </div>
      {isOpen ? (
        <TypeTable />
      ) : (
        <p className="note">
          Bits, fault-free loss and tolerated rate of as many types as you like. Each is a sweep of its own.
        </p>
      )}
    </section>
  );
}

function TypeTable() {
  const series = useExplorer(selectTypeRows);
  const types = useExplorer((state) => state.typeCandidates);
  const setTypes = useExplorer((state) => state.setTypeCandidates);
  const setSettings = useExplorer((state) => state.setSettings);
  const unit = useExplorer((state) => state.view.loss);
  const desk = useExplorer((state) => state.tickDesk);
  const [order, setOrder] = useState<Order>(null);
  const own = series[0]!;
  const rows = series.map((item) =>
    tableRow(item, item === own ? null : (seriesRatio(item, own, unit, desk)?.ticks[ONE] ?? null)),
  );
  const ownType = own.label;
  const headings: readonly (readonly [SortKey, string])[] = [
    ['bits', 'Bits of a word'],
    ['megabits', 'Megabits stored'],
    ['loss', 'Lost without faults, points'],
    ['none', `Tolerated rate at ${lossLabel(0, unit)}`],
    ['one', `Tolerated rate at ${lossLabel(1, unit)}`],
    ['flips', 'Flips at that rate'],
    ['ratio', `Ratio to ${ownType}`],
  ];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className="tables" tabIndex={0} aria-label="Types of the weights">
        <table className="data-table tabular">
          <thead>
            <tr>
              <th scope="col">Type</th>
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
                isOwn={row.series === own}
                onChoose={() => setSettings({ format: row.series.spec.format })}
                onRemove={
                  types.length > 1 && row.series !== own
                    ? () => setTypes(types.filter((type) => formatQFormat(type) !== row.series.id))
                    : null
                }
              />
            ))}
          </tbody>
        </table>
      </section>
      <TextInput
        label="Add a type, such as Q1.5"
        text=""
        parse={(text) => addCandidate(types, text)}
        onCommit={setTypes}
      />
      <p className="note">
        Ratios and flips are at {lossLabel(1, unit)}. Rates have their 95 % interval over trials, or the
        reason why there is none. Results stay in this browser.
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
  readonly isOwn: boolean;
  readonly onChoose: () => void;
  /** Null: this row stays. */
  readonly onRemove: (() => void) | null;
}

function Row({ row, isOwn, onChoose, onRemove }: RowProps) {
  const { series, bits, megabits, lossPoints, ticks, flips, ratio } = row;
  return (
    <tr className={isOwn ? 'type-own' : undefined}>
      <th scope="row">
        {isOwn ? (
          <strong>{series.label}</strong>
        ) : (
          <button type="button" className="class-button" title={`Choose ${series.label}`} onClick={onChoose}>
            {series.label}
          </button>
        )}
        <small>{isOwn ? `chosen; ${evidence(series)}` : evidence(series)}</small>
      </th>
      <td>{bits}</td>
      <td>{Number(megabits.toPrecision(3))}</td>
      <td>{lossPoints === null ? '–' : pointsText(lossPoints)}</td>
      <td>
        <Rate tick={ticks[0]} series={series} />
      </td>
      <td>
        <Rate tick={ticks[1]} series={series} />
      </td>
      <td>{flips === null ? '–' : expectedBits(flips)}</td>
      <td>{isOwn ? '1' : ratio === null ? '–' : typeset(ratioWithInterval(ratio))}</td>
      <td>
        {onRemove !== null && (
          <button type="button" className="button" aria-label={`Remove ${series.label}`} onClick={onRemove}>
            ✕
          </button>
        )}
      </td>
    </tr>
  );
}

function Rate({ tick, series }: { readonly tick: Tick | null; readonly series: TableRow['series'] }) {
  if (tick === null) return <small>{pendingWords(series)}</small>;
  if (isReadAtNoLoss(tick)) return <small>{READ_AT_NO_LOSS}</small>;
  return (
    <>
      {tickRate(tick.ber, tickDecimals(tick, series.trials))}
      <small>{typeset(intervalText(tick))}</small>
    </>
  );
}
