import type { FaultSite, Injection } from '../../core/site/injection';
import type { ExperimentSpec } from './experimentSpec';

/** The record that goes down to the engine for one trial at one rate. */
export function toInjection(spec: ExperimentSpec, ber: number, trial: number): Injection {
  const { sampling, rateCoupling, seed, numSamples } = spec;
  return { site: siteOf(spec), sampling, rateCoupling, seed, ber, trial, numSamples };
}

/** The site of a spec: the stored words that may fault. */
export function siteOf(spec: ExperimentSpec): FaultSite {
  const { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime } = spec;
  return { structures, layers, format, activationFormat, encoding, reluWords, bitPositions, lifetime };
}
