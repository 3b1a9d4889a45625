export { drawBernoulliMask, SCRATCH_BYTES } from './drawBernoulli';
export { drawCountMask } from './drawCount';
export { quantizeValues } from './quantizeValues';
