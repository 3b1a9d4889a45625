import { dataPaths, modelPaths } from '../../core/network/assetPaths';
import { CATALOG } from '../../core/network/catalog';
import type { CatalogModel } from '../../core/network/model';
import { isUserFile } from '../../experiment/settings/dataId';
import type { ExperimentSpec } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import type { KeptFile } from '../../offline/siteFiles';

/**
 * Returns the bytes that the first experiment of each model lacks in this browser, by model id.
 * Models that lack nothing, or that run on the reader's own files, have no entry.
 */
export function lackingModels(files: readonly KeptFile[], spec: ExperimentSpec): Record<string, number> {
  const lacking = new Map(files.filter(({ isKept }) => !isKept).map(({ path, bytes }) => [path, bytes]));
  const bytesOf = (model: CatalogModel) =>
    pathsOf(model, specOfModel(model.id, spec)).reduce((sum, path) => sum + (lacking.get(path) ?? 0), 0);
  const all = [...CATALOG.values()].map((model) => [model.id, bytesOf(model)] as const);
  return Object.fromEntries(all.filter(([, bytes]) => bytes > 0));
}

function pathsOf({ id, dataKind }: CatalogModel, spec: ExperimentSpec): readonly string[] {
  if (isUserFile(spec.weights) || spec.data !== 'generated') return [];
  const { manifest, weights } = modelPaths(id, spec.weights);
  const { samples, labels } = dataPaths(dataKind, spec.numSamples);
  return [manifest, weights, ...samples, ...labels];
}
