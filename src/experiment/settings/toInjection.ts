import type { FaultSite, Injection } from '../../core/site/injection';
import type { ExperimentSpec } from './experimentSpec';

/** Returns the engine's input for one trial at one BER. */
export function toInjection(spec: ExperimentSpec, ber: number, trial: number): Injection {
  const { sampling, rateCoupling, seed, numSamples } = spec;
  return { site: siteOf(spec), sampling, rateCoupling, seed, ber, trial, numSamples };
}

/** Returns the site of a spec: the words whose bits may flip. */
export function siteOf(spec: ExperimentSpec): FaultSite {
  const { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime } = spec;
  return { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime };
}
