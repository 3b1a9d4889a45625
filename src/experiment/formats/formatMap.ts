import type { DataKind } from '../../core/network/model';
import type { QuantizedStructure } from '../../core/site/quantization';
import { MAX_WORD_BITS, MIN_WORD_BITS, type QFormat, wordBits } from '../../core/words/qformat';

/** What one type did to the predictions of the first `images` of a test set, beside float on the same images. */
export interface FormatCell {
  readonly format: QFormat;
  /** Wrong predictions. */
  readonly wrong: number;
  /** Images that float gets right and this type wrong. */
  readonly lost: number;
  /** Images that float gets wrong and this type right. */
  readonly gained: number;
}

/** The errors of one structure over integer and fraction bits: what a minimal type is read from. */
export interface FormatMap {
  readonly structure: QuantizedStructure;
  readonly images: number;
  /** Wrong predictions of the float network. */
  readonly floatWrong: number;
  /** Every tested type once. */
  readonly cells: readonly FormatCell[];
  /** The fewest bits that cost at most `TOLERATED_POINTS`; null where the widest tested type costs more. */
  readonly minimal: QFormat | null;
  /** The same with no more wrong images than float. */
  readonly strict: QFormat | null;
}

/** Percentage points that a type may add to the float error and still count as lossless. */
export const TOLERATED_POINTS = 0.05;

/** Integer bits up to 5: trained weights stay within a few units. */
const WEIGHT_BITS = { integer: 5, fraction: 14 };
const ACTIVATION_BITS = { integer: 10, fraction: 12 };
/** Photographs come in as bytes less a mean, so their activations reach thousands: VGG16's type is Q13.4 (Table 1). */
const PHOTO_ACTIVATION_BITS = { integer: 14, fraction: 12 };

/**
 * The types that a search tests, the paper's well inside. They begin at the fewest bits that a type can have, so a minimal type
 * is never bounded from below by the grid. In coarse order: every eighth of both widths first, then every fourth, and so on,
 * so that a map that fills shows its outline early.
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

/** The largest power of two, up to 8, that divides both places in the grid. */
function coarseness({ integerBits, fractionBits }: QFormat): number {
  const places = (integerBits - 1) | fractionBits | 8;
  return places & -places;
}

/** The map of tested types with what it says about the fewest bits. `cells` in any order, each type once. */
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
 * The fewest bits, ties to fewer integer bits, such that the type and every tested wider one (no fewer bits on either side of
 * the point) get at most `mostWrong` images wrong. Null when no tested type does.
 */
function fewestBits(cells: readonly FormatCell[], mostWrong: number): QFormat | null {
  const failing = cells.filter(({ wrong }) => wrong > mostWrong).map(({ format }) => format);
  const passing = cells
    .map(({ format }) => format)
    .filter((format) => !failing.some((wide) => isWithin(format, wide)));
  const byBits = (a: QFormat, b: QFormat) => wordBits(a) - wordBits(b) || a.integerBits - b.integerBits;
  return passing.sort(byBits)[0] ?? null;
}

/** True when `format` has no more bits on either side of the point than `other`; equal types are within each other. */
export function isWithin(format: QFormat, other: QFormat): boolean {
  return format.integerBits <= other.integerBits && format.fractionBits <= other.fractionBits;
}

/** What a type adds to the float error, in percentage points; negative where it gets more images right. */
export function addedPoints({ lost, gained }: FormatCell, images: number): number {
  return (100 * (lost - gained)) / images;
}
