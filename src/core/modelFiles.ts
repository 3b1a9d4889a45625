import type { AssetFile, ModelFiles } from './assetFiles';
import { AssetError } from './errors';

/** What a JSON file is to a model, by its content. */
export type ModelJsonKind = 'tfjsModel' | 'explorerManifest' | 'kerasTopology' | 'otherJson';

/** Files of a model by what they are. */
export interface ModelFilesByKind
  extends Readonly<Record<Exclude<ModelJsonKind, 'otherJson'>, readonly AssetFile[]>> {
  readonly hdf5: readonly AssetFile[];
  readonly zip: readonly AssetFile[];
  /** What may be a shard of tfjs or `weights.bin`: what is in them cannot be told. */
  readonly shards: readonly AssetFile[];
}

/** Tells what a JSON file is to a model; text that is no JSON is another kind. */
export function kindOfModelJson(text: string): ModelJsonKind {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return 'otherJson';
  }
  if (typeof value !== 'object' || value === null) return 'otherJson';
  if ('weightsManifest' in value) return 'tfjsModel';
  if ('formatVersion' in value) return 'explorerManifest';
  return 'model_config' in value || ('class_name' in value && 'config' in value)
    ? 'kerasTopology'
    : 'otherJson';
}

/**
 * The one model that files make: weights in one form, with the topology that came beside weights of Keras. Null where none of
 * them is of a model. Throws AssetError naming a file that is missing or too many.
 */
export function modelOfFiles(filesByKind: ModelFilesByKind): ModelFiles | null {
  const { hdf5, zip, tfjsModel, explorerManifest, kerasTopology, shards } = filesByKind;
  const [first, second] = [...hdf5, ...zip, ...tfjsModel, ...explorerManifest];
  const [topology, otherTopology] = kerasTopology;
  if (first === undefined) {
    if (topology === undefined) return null;
    throw new AssetError(
      topology.name,
      'The file describes a model and holds no weights: expected its .weights.h5 beside it',
    );
  }
  if (second !== undefined) {
    throw new AssetError(second.name, `The file is a second model beside ${first.name}: expected one`);
  }
  if (hdf5.length + zip.length > 0) {
    if (otherTopology !== undefined) {
      throw new AssetError(
        otherTopology.name,
        `The file is a second topology beside ${topology!.name}: expected one`,
      );
    }
    return { format: 'keras', weights: first, ...(topology && { topology }) };
  }
  if (topology !== undefined) {
    throw new AssetError(
      topology.name,
      `The file describes a model beside ${first.name}, which says itself what it is: expected one of them`,
    );
  }
  if (tfjsModel.length > 0) return { format: 'tfjs', weights: first, shards };
  const [weights, other] = shards;
  if (weights === undefined || other !== undefined) {
    throw new AssetError(
      first.name,
      `The manifest comes with ${shards.length} files of weights: expected one, weights.bin`,
    );
  }
  return { format: 'explorer', manifest: first, weights };
}
