import { readEmbeddedData, readModelFiles } from '../../cli/session/assets';
import { checkCatalogModel } from '../../core/network/catalog';
import { loadNetwork } from '../loading/loadNetwork';
import { loadSamples } from '../loading/loadSamples';
import { Engine, type EngineOptions } from './engine';

/**
 * Returns an engine with shipped weights and the first embedded samples, on the current tfjs
 * backend. It is a real engine, for tests only.
 */
export async function shippedEngine(
  id: string,
  numSamples: number,
  options: EngineOptions = {},
): Promise<Engine> {
  const model = checkCatalogModel(id);
  const data = await loadSamples(readEmbeddedData(model.dataKind, numSamples), false);
  const { network } = await loadNetwork(readModelFiles(id, 'generated'), model);
  return new Engine(network, data, options);
}
