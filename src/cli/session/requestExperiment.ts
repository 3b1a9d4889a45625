import { SpecError } from '../../core/errors';
import { linkedFile, linkedNetwork } from '../../experiment/link/linkedNetwork';
import { networkTitle } from '../../experiment/settings/networkTitle';
import { isModelFile } from '../options/rejectModelFile';
import { type LinkedExperiment, readExperiment, type SpecOptions } from '../options/specOptions';
import { openNetworkFile } from './openNetworkFile';

/**
 * Reads the experiment that options and link name. A `--model` that is a path is opened first, so
 * that the link may name its layers; `--weights` is then a file of weights for it. Throws SpecError
 * for an option that cannot be used and for a link to a network of the reader without its file, and
 * AssetError for a network that cannot be run.
 */
export async function requestExperiment(
  options: SpecOptions,
  warn: (sentence: string) => void,
): Promise<LinkedExperiment> {
  const { model, link, weights, ...others } = options;
  const linked = linkedNetwork(link ?? '');
  if (model === undefined && linked !== undefined)
    throw new SpecError(
      'model',
      `The link runs the network ${titleOf(linked, link!)}: expected --model <file> with it`,
    );
  if (model === undefined || !isModelFile(model)) return readExperiment(options, warn);
  const { files, opened } = await openNetworkFile(model, weights);
  const { id } = opened.description;
  if (linked !== undefined && linked !== id)
    throw new SpecError('model', `${model} holds the network ${id}: expected ${linked}, as the link says`);
  return {
    ...readExperiment({ ...others, ...(link !== undefined && { link }), model: id }, warn),
    network: files,
  };
}

function titleOf(id: string, link: string): string {
  const file = linkedFile(link);
  return file === undefined ? id : networkTitle({ id, title: id, file });
}
