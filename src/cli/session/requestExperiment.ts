import { SpecError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { linkedNetwork } from '../../experiment/link/linkedNetwork';
import { type LinkedExperiment, readExperiment, type SpecOptions } from '../options/specOptions';
import { openNetworkFile } from './openNetworkFile';

/**
 * Reads the experiment that options and link name. A `--model` that is a path is opened first, so
 * that the link may name its layers; `--weights` is then a file of weights for it. Throws SpecError
 * for an option that cannot be used and AssetError for a network that cannot be run.
 */
export async function requestExperiment(
  options: SpecOptions,
  warn: (sentence: string) => void,
): Promise<LinkedExperiment> {
  const { model, link, weights, ...others } = options;
  if (model === undefined || CATALOG.has(model) || !/[./\\]/.test(model))
    return readExperiment(options, warn);
  const { files, opened } = await openNetworkFile(model, weights);
  const { id } = opened.description;
  const linked = linkedNetwork(link ?? '');
  if (linked !== undefined && linked !== id)
    throw new SpecError('model', `${model} holds the network ${id}: expected ${linked}, as the link says`);
  return {
    ...readExperiment({ ...others, ...(link !== undefined && { link }), model: id }, warn),
    network: files,
  };
}
