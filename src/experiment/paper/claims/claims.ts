import type { Claim } from './claim';
import { FRAMEWORK_CLAIMS } from './frameworkClaims';
import { LAYER_CLAIMS } from './layerClaims';
import { MODEL_CLAIMS } from './modelClaims';
import { STRUCTURE_CLAIMS } from './structureClaims';

/** Every claim of the paper that has a number, in the paper's order. */
export const CLAIMS: readonly Claim[] = [
  ...FRAMEWORK_CLAIMS,
  ...MODEL_CLAIMS,
  ...LAYER_CLAIMS,
  ...STRUCTURE_CLAIMS,
];
