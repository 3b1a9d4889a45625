import type { DataKind } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { wordBits } from '../../core/words/numberFormat';
import { MAX_WORD_BITS, MIN_WORD_BITS, type QFormat } from '../../core/words/qformat';

/**
 * Effect of one format on the predictions of the first `images` of a test set, compared with float.
 */
export interface FormatCell {
  readonly format: QFormat;
  /** Wrong predictions. */
  readonly wrong: number;
  /** Images that float classifies right and this format wrong. */
  readonly lost: number;
  /** Images that float classifies wrong and this format right. */
  readonly gained: number;
}

/**
 * Errors of one structure over integer and fraction bits, from which its minimal format is read.
 */
export interface FormatMap {
  readonly structure: QuantizedStructure;
  readonly images: number;
  /** Wrong predictions of the float network. */
  readonly floatWrong: number;
  /** Each tested format once. */
  readonly cells: readonly FormatCell[];
  /**
   * Format with the fewest bits that adds at most `TOLERATED_POINTS`; null if the widest tested
   * format adds more.
   */
  readonly minimal: QFormat | null;
  /** Format with the fewest bits that has no more wrong images than float. */
  readonly strict: QFormat | null;
}

/** Percentage points that a format may add to the float error and still count as lossless. */
export const TOLERATED_POINTS = 0.05;

/** Most bits of weights. Trained weights stay within a few units, so 5 integer bits suffice. */
const WEIGHT_BITS = { integer: 5, fraction: 14 };
const ACTIVATION_BITS = { integer: 10, fraction: 12 };
/**
 * Photographs are bytes minus a mean, so their activations reach thousands: VGG16's format is Q13.4
 * (Table 1).
 */
const PHOTO_ACTIVATION_BITS = { integer: 14, fraction: 12 };

/**
 * Returns the formats that a search tests. They include the paper's and start at the fewest bits
 * that a format can have, so the grid never bounds a minimal format from below. The order is coarse
 * to fine, every eighth of both widths first, then every fourth and so on, so that a partial map
 * shows its shape.
 */
export function testedFormats(structure: QuantizedStructure, dataKind: DataKind): readonly QFormat[] {
  const most =
    structure === 'weights' ? WEIGHT_BITS : dataKind === 'photos' ? PHOTO_ACTIVATION_BITS : ACTIVATION_BITS;
  const formats: QFormat[] = [];
  for (let integerBits = 1; integerBits <= most.integer; integerBits++) {
    for (let fractionBits = 0; fractionBits <= most.fraction; fractionBits++) {
      const width = integerBits + fractionBits;
      if (width >= MIN_WORD_BITS && width <= MAX_WORD_BITS) formats.push({ integerBits, fractionBits });
    }
  }
  return formats.sort((a, b) => coarseness(b) - coarseness(a));
}

/** Returns the largest power of two, up to 8, that divides both positions in the grid. */
function coarseness({ integerBits, fractionBits }: QFormat): number {
  const places = (integerBits - 1) | fractionBits | 8;
  return places & -places;
}

/**
 * Makes the map of the tested formats with its minimal formats. `cells` are in any order, each
 * format once.
 */
export function formatMap(
  structure: QuantizedStructure,
  images: number,
  floatWrong: number,
  cells: readonly FormatCell[],
): FormatMap {
  const tolerated = floatWrong + (TOLERATED_POINTS * images) / 100;
  return {
    structure,
    images,
    floatWrong,
    cells,
    minimal: fewestBits(cells, tolerated),
    strict: fewestBits(cells, floatWrong),
  };
}

/**
 * Returns the format with the fewest bits (ties: fewer integer bits) such that it and every tested
 * wider format get at most `mostWrong` images wrong. Wider means no fewer bits on either side of
 * the point. Null if there is none.
 */
function fewestBits(cells: readonly FormatCell[], mostWrong: number): QFormat | null {
  const failing = cells.filter(({ wrong }) => wrong > mostWrong).map(({ format }) => format);
  const passing = cells
    .map(({ format }) => format)
    .filter((format) => !failing.some((wide) => isWithin(format, wide)));
  const byBits = (a: QFormat, b: QFormat) => wordBits(a) - wordBits(b) || a.integerBits - b.integerBits;
  return passing.sort(byBits)[0] ?? null;
}

/** Returns true when `format` has at most as many bits on either side of the point as `other`. */
export function isWithin(format: QFormat, other: QFormat): boolean {
  return format.integerBits <= other.integerBits && format.fractionBits <= other.fractionBits;
}

/**
 * Returns the percentage points that a format adds to the float error; negative if it gets more
 * images right.
 */
export function addedPoints({ lost, gained }: FormatCell, images: number): number {
  return (100 * (lost - gained)) / images;
}
