import type { CatalogOperation } from './network';
import type { Operator } from './operators';

/** Operation of a reader's network: an operator, or a kind that it shares with the catalogue. */
export type GraphOperation =
  | Operator
  | Extract<
      CatalogOperation,
      { readonly kind: 'add' | 'relu' | 'flatten' | 'globalAveragePool' | 'dropout' }
    >;
