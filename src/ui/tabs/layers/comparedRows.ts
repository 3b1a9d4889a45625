/** Rows that are compared: at most two. */
interface ComparedRows {
  readonly ids: readonly string[];
  /** True if the reader selected none of them. */
  readonly isDefault: boolean;
}

/**
 * Returns the selected ones of `rows`, the newest last. Returns the first and the last row if
 * nothing was ever selected or no selected row is shown. Measurements do not change the compared
 * rows.
 */
export function comparedRows(rows: readonly string[], selected: readonly string[] | null): ComparedRows {
  const shown = selected?.filter((id) => rows.includes(id)) ?? [];
  if (shown.length > 0 || selected?.length === 0) return { ids: shown, isDefault: false };
  const ends = rows.length < 2 ? [] : [rows[0]!, rows.at(-1)!];
  return { ids: ends, isDefault: true };
}

/**
 * Returns the selected rows after a click on the box of row `id`. A third row replaces the oldest.
 */
export function toggleRow({ ids }: ComparedRows, id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id].slice(-2);
}
