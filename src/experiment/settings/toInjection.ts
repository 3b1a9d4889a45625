import type { FaultFreeRun, FaultSite, Injection } from '../../core/site/injection';
import type { ExperimentSpec } from './experimentSpec';

/** Returns the engine's input for one trial at one BER. */
export function toInjection(spec: ExperimentSpec, ber: number, trial: number): Injection {
  const { sampling, rateCoupling, seed } = spec;
  return { ...faultFreeRun(spec), sampling, rateCoupling, seed, ber, trial };
}

/** Returns the engine's input for the runs without faults. */
export function faultFreeRun(spec: ExperimentSpec): FaultFreeRun {
  const { numSamples, measure } = spec;
  return { site: siteOf(spec), numSamples, ...(measure !== 'top1' && { measure }) };
}

/** Returns the site of a spec: the words whose bits may flip. */
export function siteOf(spec: ExperimentSpec): FaultSite {
  const { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime } = spec;
  return { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime };
}
