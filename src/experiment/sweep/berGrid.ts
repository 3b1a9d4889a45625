import { t } from '../../core/language/t';
import { formatBer, GRID_MANTISSAS, isBer, MAX_BER, MIN_BER, parseBer } from '../../core/pattern/ber';

/**
 * Bit error rates of a sweep: a span of the common grid (`1e-6:1e-1:4`, both ends included) or a
 * list of rates. `from` and `to` are powers of ten written as literals; `perDecade` is 1, 2, 4 or
 * 8.
 */
export type BerGrid =
  | { readonly kind: 'span'; readonly from: number; readonly to: number; readonly perDecade: PerDecade }
  | { readonly kind: 'list'; readonly bers: readonly number[] };

/** Number of rates per decade of the common grid. */
type PerDecade = 1 | 2 | 4 | 8;

export const PER_DECADE = [1, 2, 4, 8] as const satisfies readonly PerDecade[];
/** Largest number of rates in a list. */
const MAX_LISTED_BERS = 200;

/**
 * Exponents of the ends of a span: 1e-12 is the smallest rate allowed, and 1e0 would exceed 0.5.
 */
const MIN_EXPONENT = -12;
const MAX_EXPONENT = -1;

/**
 * Reads a span `1e-6:1e-1:4` or a list `1e-5,3e-4,0.01`. Lists are sorted.
 *
 * Throws SyntaxError when the text has another form and RangeError when a rate or a density is out
 * of bounds or a rate occurs twice.
 */
export function parseBerGrid(text: string): BerGrid {
  const grid = readBerGrid(text);
  const bers = grid.kind === 'list' ? grid.bers : [];
  for (const [index, ber] of bers.entries()) {
    if (bers.indexOf(ber) === index) continue;
    throw new RangeError(
      t`Cannot use rate ${formatBer(ber)} at place ${index + 1} of ${bers.length}: expected each rate once`,
    );
  }
  return checkBerGrid(grid);
}

/**
 * Reads the grid of a link as `parseBerGrid` does, but takes a rate that occurs twice as one,
 * because saved links may hold it. Throws the same errors otherwise.
 */
export function parseLinkedBerGrid(text: string): BerGrid {
  return checkBerGrid(readBerGrid(text));
}

/** Reads the text of a grid without the checks of `checkBerGrid`. */
function readBerGrid(text: string): BerGrid {
  if (text.length > MAX_LISTED_BERS * 42) {
    throw new RangeError(
      t`Cannot use a grid of ${text.length} characters: expected at most ${MAX_LISTED_BERS} rates`,
    );
  }
  if (text.trim() === '') return { kind: 'list', bers: [] };
  if (!text.includes(':')) return { kind: 'list', bers: text.split(',').map(parseBer) };
  const parts = text.split(':').map((part) => part.trim());
  const [from, to, perDecade] = parts;
  if (parts.length !== 3 || from === undefined || to === undefined || !/^\d{1,3}$/.test(perDecade ?? '')) {
    throw new SyntaxError(
      t`Cannot parse grid ${JSON.stringify(text.slice(0, 40))}: expected <from>:<to>:<per decade>, for example 1e-6:1e-1:4`,
    );
  }
  return {
    kind: 'span',
    from: parseBer(from),
    to: parseBer(to),
    perDecade: Number(perDecade) as PerDecade,
  };
}

/** Formats a grid as `parseBerGrid` reads it: `1e-6:1e-1:4`, `1e-5,3e-4,0.01`. */
export function formatBerGrid(grid: BerGrid): string {
  if (grid.kind === 'list') return grid.bers.map(formatBer).join(',');
  return `1e${decadeExponent(grid.from)}:1e${decadeExponent(grid.to)}:${grid.perDecade}`;
}

/**
 * Returns the grid, with a list sorted and without duplicates. Throws RangeError when a bound of
 * `BerGrid` is violated.
 */
export function checkBerGrid(grid: BerGrid): BerGrid {
  if (grid.kind === 'list') {
    if (grid.bers.length === 0)
      throw new RangeError(t`Cannot use an empty list of rates: expected at least one, such as 1e-3`);
    const bers = [...new Set(grid.bers)].sort((a, b) => a - b);
    const refused = bers.find((ber) => ber === 0 || !isBer(ber));
    if (refused !== undefined) {
      throw new RangeError(
        t`Cannot use rate ${refused} in a grid: expected ${MIN_BER} to ${MAX_BER}; every sweep runs fault-free first`,
      );
    }
    if (bers.length > MAX_LISTED_BERS) {
      throw new RangeError(t`Cannot use ${bers.length} rates: expected at most ${MAX_LISTED_BERS}`);
    }
    return { kind: 'list', bers };
  }
  if (decadeExponent(grid.from) > decadeExponent(grid.to)) {
    throw new RangeError(t`Cannot use a span from ${grid.from} to ${grid.to}: expected the lower end first`);
  }
  if (!PER_DECADE.includes(grid.perDecade)) {
    throw new RangeError(
      t`Cannot use ${grid.perDecade} rates per decade: expected one of ${PER_DECADE.join(', ')}`,
    );
  }
  return grid;
}

/**
 * Returns the rates of a grid, ascending. Each is the double of a decimal literal, equal on every
 * machine.
 */
export function gridBers(grid: BerGrid): readonly number[] {
  if (grid.kind === 'list') return grid.bers;
  const stride = GRID_MANTISSAS.length / grid.perDecade;
  const mantissas = GRID_MANTISSAS.filter((_, index) => index % stride === 0);
  const last = decadeExponent(grid.to);
  const bers: number[] = [];
  for (let exponent = decadeExponent(grid.from); exponent < last; exponent++) {
    for (const mantissa of mantissas) bers.push(Number(`${mantissa}e${exponent}`));
  }
  bers.push(Number(`1e${last}`));
  return bers;
}

/**
 * Returns the stops of the rate slider, ascending: 0 for no faults, then eight rates per decade
 * from `from` to `to` (powers of ten from 1e-12 to 1e-1), merged with the rates of `others`.
 */
export function sliderStops(from: number, to: number, others: readonly number[] = []): readonly number[] {
  const bers = gridBers({ kind: 'span', from, to, perDecade: 8 });
  return [...new Set([0, ...bers, ...others])].sort((a, b) => a - b);
}

/**
 * Returns the index of the stop nearest to `ber` on the logarithmic scale. The stop 0 is nearest to
 * 0 alone; ties go to the lower stop.
 */
export function nearestStop(stops: readonly number[], ber: number): number {
  if (ber === 0 && stops[0] === 0) return 0;
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, stop] of stops.entries()) {
    if (stop === 0) continue;
    const distance = Math.abs(Math.log(stop) - Math.log(ber));
    if (distance < least) {
      nearest = index;
      least = distance;
    }
  }
  return Math.max(nearest, 0);
}

/** Returns k of 10^k for k from -12 to -1. Throws RangeError for any other number. */
function decadeExponent(power: number): number {
  for (let exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
    if (power === Number(`1e${exponent}`)) return exponent;
  }
  throw new RangeError(
    t`Cannot use ${power} as an end of a span: expected a power of ten from 1e${MIN_EXPONENT} to 1e${MAX_EXPONENT}`,
  );
}
