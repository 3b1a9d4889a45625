import { readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { checkModel } from '../../core/network/catalog';
import { loadNetwork } from '../loading/loadNetwork';
import { loadSamples } from '../loading/loadSamples';
import { Engine, type EngineOptions } from './engine';

/**
 * A network as it ships over the first embedded samples, on tfjs's current backend: no fake, but
 * for tests.
 */
export async function shippedEngine(
  id: string,
  numImages: number,
  options: EngineOptions = {},
): Promise<Engine> {
  const model = checkModel(id);
  const data = await loadSamples(readEmbeddedData(model.dataKind, numImages), false);
  const { network } = await loadNetwork(readModelFiles(id, 'generated'), model);
  return new Engine(network, model, data, options);
}
