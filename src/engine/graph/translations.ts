import type { Translation } from './operation';
import { CONSTANTS } from './operations/constants';
import { CONVOLUTIONS } from './operations/convolutions';
import { ELEMENTWISE } from './operations/elementwise';
import { NORMS } from './operations/norms';
import { POOLS } from './operations/pools';
import { PRODUCTS } from './operations/products';
import { QUANTIZED } from './operations/quantized';
import { RECURRENT } from './operations/recurrent';
import { REDUCING } from './operations/reductions';
import { RESIZES } from './operations/resize';
import { SHAPES } from './operations/shapes';
import { VIEWS } from './operations/views';

/** Translations of ONNX's operators, by name. */
export const TRANSLATIONS: ReadonlyMap<string, Translation> = new Map(
  [
    CONSTANTS,
    CONVOLUTIONS,
    ELEMENTWISE,
    NORMS,
    POOLS,
    PRODUCTS,
    QUANTIZED,
    RECURRENT,
    REDUCING,
    RESIZES,
    SHAPES,
    VIEWS,
  ].flatMap((group) => Object.entries(group)),
);
