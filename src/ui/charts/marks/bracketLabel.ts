/** A tick that a ruler is laid to: pixels along the axis, and the place of its row from 0. */
export interface RulerEnd {
  readonly x: number;
  readonly row: number;
}

/** Pixels between the ruler's upright and its label. */
const GAP = 7;

/**
 * Where the label of a ruler stands: between two rows, which have their marks in their middles, beside the ruler's upright;
 * right of it unless there the cursor or the edge is in the way. `room` is its width, `cursor` a place on the axis, both
 * in pixels; `edge` counts rows from the top.
 */
export function bracketLabel(
  from: RulerEnd,
  to: RulerEnd,
  room: number,
  cursor: number,
  width: number,
): { readonly x: number; readonly edge: number; readonly anchor: 'start' | 'end' } {
  const isFree = (start: number) =>
    start >= 0 && start + room <= width && (cursor < start - 2 || cursor > start + room + 2);
  const leftwards = !isFree(from.x + GAP) && isFree(from.x - GAP - room);
  return {
    x: from.x + (leftwards ? -GAP : GAP),
    edge: to.row > from.row ? to.row : to.row + 1,
    anchor: leftwards ? 'end' : 'start',
  };
}
