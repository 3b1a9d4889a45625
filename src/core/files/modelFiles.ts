import { AssetError } from '../errors';
import type { AssetFile, ModelFiles } from './assetFiles';
import { baseName, listNames } from './folderFiles';

/** The most that a JSON file of a model takes; ResNet50's topology has 107 kB. */
export const MAX_JSON_BYTES = 64 * 2 ** 20;

/** What a JSON file is to a model, by its content. */
export type ModelJsonKind = 'tfjsModel' | 'explorerManifest' | 'kerasTopology' | 'otherJson';

/**
 * What a file may be to a model, by its content. A `binary` may be a shard of tfjs or
 * `weights.bin`: its content does not say which. An `other` is of no use to any model.
 */
export type ModelFileKind = Exclude<ModelJsonKind, 'otherJson'> | 'hdf5' | 'zip' | 'binary' | 'other';

/** A file that may be of a model. */
export interface FoundFile {
  readonly kind: ModelFileKind;
  /** Its name, behind those of the folders in which it lies below what was given. */
  readonly path: string;
  /** Its content, asked for where it is used. */
  open(): AssetFile;
}

/** A model, and the files that were given with it for nothing. */
interface FoundModel<File extends FoundFile> {
  readonly files: ModelFiles;
  readonly unused: readonly File[];
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
 * The one model that files make: weights in one form, with the topology that came beside weights of
 * Keras. Of a folder's models the one in the fewest folders is taken, with a topology beside it or
 * in no folder. All binaries beside a model of tfjs, or in folders below, are taken for its shards.
 * Of `name` and `name.gz` the first is taken. Null where no file is of a model. Throws AssetError
 * naming a file that is missing or too many.
 */
export function modelOfFiles<File extends FoundFile>(given: readonly File[]): FoundModel<File> | null {
  const paths = new Set(given.map(({ path }) => path));
  const files = given.filter(({ path }) => !(path.endsWith('.gz') && paths.has(path.slice(0, -3))));
  const models = inFewestFolders(files.filter(({ kind }) => HOLDS_MODEL[kind]));
  const [first, second] = models;
  if (first === undefined) {
    const topology = files.find(({ kind }) => kind === 'kerasTopology');
    if (topology === undefined) return null;
    throw new AssetError(
      topology.path,
      'The file describes a model and holds no weights: expected its .weights.h5 beside it',
    );
  }
  if (second !== undefined) {
    const others = models.filter((model) => model !== second).map(({ path }) => path);
    throw new AssetError(second.path, `The file is a second model beside ${listNames(others)}: expected one`);
  }
  const folder = folderOf(first.path);
  const [topology, otherTopology] = files.filter(
    ({ kind, path }) => kind === 'kerasTopology' && ['', folder].includes(folderOf(path)),
  );
  const binaries = files.filter(
    ({ kind, path }) => kind === 'binary' && (path.startsWith(folder) || folderOf(path) === ''),
  );
  const found = (model: ModelFiles, used: readonly (File | undefined)[]) => ({
    files: model,
    unused: given.filter((file) => file !== first && !used.includes(file)),
  });
  if (first.kind === 'hdf5' || first.kind === 'zip') {
    if (otherTopology !== undefined) {
      throw new AssetError(
        otherTopology.path,
        `The file is a second topology beside ${topology!.path}: expected one`,
      );
    }
    const weights = first.open();
    const keras = { format: 'keras', weights, ...(topology && { topology: topology.open() }) } as const;
    return found(keras, [topology]);
  }
  if (topology !== undefined) {
    throw new AssetError(
      topology.path,
      `The file describes a model beside ${first.path}, which says itself what it is: expected one of them`,
    );
  }
  if (first.kind === 'tfjsModel') {
    const shards = binaries.map((file) => file.open());
    return found({ format: 'tfjs', weights: first.open(), shards }, binaries);
  }
  const named = binaries.filter(({ path }) => /^weights\.bin(?:\.gz)?$/.test(baseName(path)));
  const [weights, other] = named.length > 0 ? inFewestFolders(named) : binaries;
  if (weights === undefined || other !== undefined) {
    throw new AssetError(
      first.path,
      `The manifest comes with ${binaries.length} files of weights: expected one, weights.bin`,
    );
  }
  return found({ format: 'explorer', manifest: first.open(), weights: weights.open() }, [weights]);
}

const HOLDS_MODEL: Record<ModelFileKind, boolean> = {
  hdf5: true,
  zip: true,
  tfjsModel: true,
  explorerManifest: true,
  kerasTopology: false,
  binary: false,
  other: false,
};

function inFewestFolders<File extends FoundFile>(files: readonly File[]): readonly File[] {
  const depthOf = ({ path }: File) => path.split('/').length;
  const fewest = Math.min(...files.map(depthOf));
  return files.filter((file) => depthOf(file) === fewest);
}

/** The folders before a file's name, with the slash behind them; empty where there is none. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
