import type { ModelDescription } from '../../core/network/model';
import type { FaultSite } from '../../core/site/injection';
import { siteBuffers, trainedTensors } from '../../core/site/siteTensors';

/**
 * Key of the values that nodes from `cut` on read in a fault-free inference of the first
 * `numSamples` images. Sites with the same words before `cut` have equal keys.
 */
export function prefixKey(model: ModelDescription, cut: number, site: FaultSite, numSamples: number): string {
  const before = new Set(model.nodes.slice(0, cut).map(({ node }) => node.name));
  const { format, activationFormat, encoding, reluWords } = site;
  const trained = trainedTensors(model, site).filter(({ layer }) => before.has(layer));
  const buffers = siteBuffers(model, site).filter(({ node }) => before.has(node));
  const tensors = [...trained.map(({ kernel }) => kernel.tensor), ...buffers.map(({ tensor }) => tensor)];
  return JSON.stringify([cut, numSamples, tensors, format, activationFormat, encoding, reluWords]);
}
