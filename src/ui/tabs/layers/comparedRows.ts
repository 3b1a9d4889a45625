/** The rows between which a ruler lies: at most two. */
interface ComparedRows {
  readonly ids: readonly string[];
  /** The reader ticked none of these. */
  readonly isDefault: boolean;
}

/**
 * Those of `rows` that the reader ticked, the newest last; before any tick, and where none of the ticked rows is on show, the
 * first and the last row. What a run measures has no say: compared rows stay until their reader changes them.
 */
export function comparedRows(rows: readonly string[], ticked: readonly string[] | null): ComparedRows {
  const shown = ticked?.filter((id) => rows.includes(id)) ?? [];
  if (shown.length > 0 || ticked?.length === 0) return { ids: shown, isDefault: false };
  const ends = rows.length < 2 ? [] : [rows[0]!, rows.at(-1)!];
  return { ids: ends, isDefault: true };
}

/** The ticked rows after one more press of a box: a third one takes the place of the oldest. */
export function tickRow({ ids }: ComparedRows, id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id].slice(-2);
}
