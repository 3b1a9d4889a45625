/**
 * The bit error rates of a sweep: a span of the common grid (`1e-6:1e-1:4`, both ends included), or a list of rates.
 * `from` and `to` are powers of ten written as literals; `perDecade` is 1, 2, 4 or 8.
 */
export type BerGrid =
  | { readonly kind: 'span'; readonly from: number; readonly to: number; readonly perDecade: 1 | 2 | 4 | 8 }
  | { readonly kind: 'list'; readonly bers: readonly number[] };
