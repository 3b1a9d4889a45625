import { type TypeRow, typeRow } from '../../../experiment/formats/typeRow';
import { type Tick, whyUnresolved } from '../../../experiment/ticks/tick';
import { isReadAtNoLoss } from '../../../experiment/ticks/tickLoss';
import type { TickRatio } from '../../../experiment/ticks/tolerance';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';

/** One row of the table of many types. */
export interface TableRow extends TypeRow {
  readonly series: MeasuredSeries;
  /** Ratio of the tick at 1 to that of the chosen type. Null: not known, or the row's own type. */
  readonly ratio: TickRatio | null;
}

/** Joins a measured type with its ratio to the chosen type. */
export function tableRow(series: MeasuredSeries, ratio: TickRatio | null): TableRow {
  return { ...typeRow(series), series, ratio };
}

/** True for a rate inside the tested ones that has no interval. */
export function lacksInterval(tick: Tick): boolean {
  return tick.interval === null && tick.ber.bound === 'exact' && !isReadAtNoLoss(tick);
}

/** Returns the reasons why rates have no interval, each once, in the order of the rows. */
export function intervalReasons(rows: readonly TableRow[]): readonly string[] {
  const ticks = rows.flatMap((row) => [row.ticks[0], row.ticks[1]]);
  const lacking = ticks.filter((tick) => tick !== null && lacksInterval(tick));
  return [...new Set(lacking.map((tick) => whyUnresolved(tick!)))];
}

/** Columns by which the table can be sorted, each with the number of a row; null comes last. */
const KEYS = {
  bits: (row: TableRow) => row.bits,
  megabits: (row: TableRow) => row.megabits,
  loss: (row: TableRow) => row.lossPoints,
  none: (row: TableRow) => row.ticks[0]?.ber.value ?? null,
  one: (row: TableRow) =>
    row.ticks[1] === null || isReadAtNoLoss(row.ticks[1]) ? null : row.ticks[1].ber.value,
  flips: (row: TableRow) => row.flips,
  ratio: (row: TableRow) => row.ratio?.ratio?.value ?? null,
} as const;
export type SortKey = keyof typeof KEYS;

/** Order of the rows. Null: as the types were added, the chosen one first. */
export type Order = { readonly by: SortKey; readonly descending: boolean } | null;

/** Returns the rows in an order. Equal rows keep their places; rows without a number are last. */
export function sortRows(rows: readonly TableRow[], order: Order): readonly TableRow[] {
  if (order === null) return rows;
  const value = KEYS[order.by];
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return sign * (first - second);
  });
}

/** Returns the order after a press on a heading: ascending, descending, then as added. */
export function nextOrder(order: Order, by: SortKey): Order {
  if (order?.by !== by) return { by, descending: false };
  return order.descending ? null : { by, descending: true };
}
