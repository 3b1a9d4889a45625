export { drawBernoulliMask, SCRATCH_BYTES } from './drawBernoulli';
export { drawCountMask } from './drawCount';
export { countFlips, injectFaults } from './injectFaults';
export { maskChecksum } from './maskChecksum';
export { outputChanges } from './outputChanges';
export { finiteValues, markOverflows } from './overflow';
export { quantizeValues } from './quantizeValues';
