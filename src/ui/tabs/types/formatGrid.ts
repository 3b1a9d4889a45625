import { formatQFormat, type QFormat } from '../../../core/words/qformat';
import {
  addedPoints,
  type FormatCell,
  type FormatMap,
  isWithin,
  TOLERATED_POINTS,
} from '../../../experiment/formats/formatMap';

/** Losses in percentage points that the legend names, from lossless to guessing. */
export const LEGEND_POINTS = [0.1, 1, 10, 90] as const;

const MOST_POINTS = 90;

/**
 * Returns the shade of a cell in [0, 1] for a loss in percentage points: 0 up to the tolerated
 * loss, then growing with its logarithm.
 */
export function shadeOf(points: number): number {
  if (points <= TOLERATED_POINTS) return 0;
  const share = Math.log(points / TOLERATED_POINTS) / Math.log(MOST_POINTS / TOLERATED_POINTS);
  return 0.08 + 0.87 * Math.min(1, share);
}

/** Tested format with its loss. */
export interface GridCell extends FormatCell {
  readonly name: string;
  /** Percentage points above the float error. */
  readonly points: number;
  /** True if it and every tested wider format stay within the tolerated loss. */
  readonly isLossless: boolean;
}

/** Sorts the cells of a map by integer bits, then by fraction bits. */
export function gridCells({ cells, images }: Pick<FormatMap, 'cells' | 'images'>): readonly GridCell[] {
  const costly = cells.filter((cell) => addedPoints(cell, images) > TOLERATED_POINTS);
  return cells
    .map((cell) => ({
      ...cell,
      name: formatQFormat(cell.format),
      points: addedPoints(cell, images),
      isLossless: !costly.some(({ format }) => isWithin(cell.format, format)),
    }))
    .toSorted(
      ({ format: a }, { format: b }) => a.integerBits - b.integerBits || a.fractionBits - b.fractionBits,
    );
}

/**
 * Returns the border between lossless formats and the others as edges [integerBits, fractionBits,
 * side].
 */
export function frontier(
  cells: readonly GridCell[],
): readonly { readonly format: QFormat; readonly side: 'left' | 'top' }[] {
  const at = new Map(cells.map((cell) => [cell.name, cell]));
  return cells.flatMap(({ format, isLossless }) => {
    if (!isLossless) return [];
    const { integerBits, fractionBits } = format;
    const isCostly = (other: QFormat) => at.get(formatQFormat(other))?.isLossless === false;
    const steps: { readonly format: QFormat; readonly side: 'left' | 'top' }[] = [];
    if (isCostly({ integerBits, fractionBits: fractionBits - 1 })) steps.push({ format, side: 'left' });
    if (isCostly({ integerBits: integerBits - 1, fractionBits })) steps.push({ format, side: 'top' });
    return steps;
  });
}
