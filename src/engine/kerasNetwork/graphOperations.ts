import type { GraphTranslation } from './graphContext';
import { ELEMENTWISE } from './operations/functions';
import { PRODUCTS } from './operations/products';
import { REDUCTIONS } from './operations/reductions';
import { SHAPES } from './operations/shapes';

/** Translations of TensorFlow's operations, by name. */
export const GRAPH_OPERATIONS: ReadonlyMap<string, GraphTranslation> = new Map<string, GraphTranslation>(
  [ELEMENTWISE, REDUCTIONS, SHAPES, PRODUCTS].flatMap((group) => Object.entries(group)),
);
