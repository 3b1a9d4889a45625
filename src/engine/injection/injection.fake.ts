import type { ModelDescription } from '../../core/network/model';
import type { FaultSite, Injection } from '../../core/site/injection';
import { parseQFormat } from '../../core/words/qformat';

/**
 * An injection for tests: weights of all layers in the model's formats, BER 0.02, trial 0, one
 * image. `site` and `change` override these.
 */
export function injectionOf(
  model: ModelDescription,
  site: Partial<FaultSite> = {},
  change: Partial<Injection> = {},
): Injection {
  return {
    site: {
      structures: ['weights'],
      layers: model.layers.map(({ name }) => name),
      format: parseQFormat(model.weightFormat),
      activationFormat: parseQFormat(model.activationFormat),
      encoding: 'twosComplement',
      reluWords: 'signed',
      bitPositions: null,
      lifetime: 'permanent',
      ...site,
    },
    sampling: 'bernoulli',
    rateCoupling: 'nested',
    seed: 7,
    ber: 0.02,
    trial: 0,
    numSamples: 1,
    ...change,
  };
}
