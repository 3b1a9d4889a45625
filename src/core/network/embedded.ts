import type { CatalogKind } from './model';

/** Number of samples in the embedded test set of each kind. No photographs are embedded. */
export const EMBEDDED_SAMPLES = {
  digits: 10_000,
  pictures: 1_000,
  speech: 1_000,
  photos: 0,
  text: 2_000,
} as const satisfies Record<CatalogKind, number>;
