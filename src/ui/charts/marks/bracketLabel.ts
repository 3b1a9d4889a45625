/** End of a ratio bracket: a tick at `x` pixels along the axis, in row `row`, counted from 0. */
export interface BracketEnd {
  readonly x: number;
  readonly row: number;
}

/** Distance between the vertical line of a bracket and its label, in pixels. */
const GAP = 7;

/**
 * Returns the position of a bracket's label. It is at an edge between two rows, because marks are
 * in the middle of rows. It is right of the vertical line. It is left if the cursor or the end of
 * the axis is in the way on the right side only.
 *
 * `labelWidth`, the position `cursor` on the axis and the `width` of the axis are in pixels. `edge`
 * counts edges of rows from the top.
 */
export function bracketLabel(
  from: BracketEnd,
  to: BracketEnd,
  labelWidth: number,
  cursor: number,
  width: number,
): { readonly x: number; readonly edge: number; readonly anchor: 'start' | 'end' } {
  const isFree = (start: number) =>
    start >= 0 && start + labelWidth <= width && (cursor < start - 2 || cursor > start + labelWidth + 2);
  const leftwards = !isFree(from.x + GAP) && isFree(from.x - GAP - labelWidth);
  return {
    x: from.x + (leftwards ? -GAP : GAP),
    edge: to.row > from.row ? to.row : to.row + 1,
    anchor: leftwards ? 'end' : 'start',
  };
}
