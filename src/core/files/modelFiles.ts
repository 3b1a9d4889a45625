import { AssetError } from '../errors';
import { t } from '../language/t';
import type { AssetFile, ModelFiles } from './assetFiles';
import { baseName } from './folderFiles';
import { listNames } from './listNames';

/** Maximum size of a model's JSON file, in bytes. ResNet50's topology has 107 kB. */
export const MAX_JSON_BYTES = 64 * 2 ** 20;

/** Role of a JSON file in a model, by its content. */
export type ModelJsonKind = 'tfjsModel' | 'explorerManifest' | 'kerasTopology' | 'otherJson';

/**
 * Role of a file in a model, by its content. A `binary` is a tfjs shard or a `weights.bin`; the
 * content does not say which. An `other` belongs to no model.
 */
export type ModelFileKind =
  | Exclude<ModelJsonKind, 'otherJson'>
  | 'hdf5'
  | 'zip'
  | 'arrays'
  | 'binary'
  | 'other';

/** A file that may belong to a model. */
export interface FoundFile {
  readonly kind: ModelFileKind;
  /** File name after the names of its folders, relative to the given folder. */
  readonly path: string;
  /** Returns the file. It is called only for files that are used. */
  open(): AssetFile;
}

/** A model, and the given files that do not belong to it. */
interface FoundModel<File extends FoundFile> {
  readonly files: ModelFiles;
  readonly unused: readonly File[];
}

/** Returns the role of a JSON file in a model. Text that is not JSON is `otherJson`. */
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
 * Finds the one model among the given files: weights in one format, with a topology file if Keras
 * weights have one.
 *
 * If a folder holds several models, the one at the smallest depth is taken. Its topology file lies
 * beside it or in no folder. All binaries beside a tfjs model, in folders below it or in no folder
 * are taken for its shards. `name` is preferred to `name.gz`.
 *
 * Returns null if no file belongs to a model. Throws AssetError naming a file that is missing or
 * redundant.
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
      t`The file describes a model and holds no weights: expected its .weights.h5 beside it`,
    );
  }
  if (second !== undefined) {
    const others = models.filter((model) => model !== second).map(({ path }) => path);
    throw new AssetError(
      second.path,
      t`The file is a second model beside ${listNames(others)}: expected one`,
    );
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
  if (first.kind === 'arrays' && topology === undefined)
    return found({ format: 'arrays', weights: first.open() }, []);
  if (first.kind === 'hdf5' || first.kind === 'zip') {
    if (otherTopology !== undefined) {
      throw new AssetError(
        otherTopology.path,
        t`The file is a second topology beside ${topology!.path}: expected one`,
      );
    }
    const weights = first.open();
    const keras = { format: 'keras', weights, ...(topology && { topology: topology.open() }) } as const;
    return found(keras, [topology]);
  }
  if (topology !== undefined) {
    throw new AssetError(
      topology.path,
      t`The file describes a model beside ${first.path}, which describes itself: expected one of them`,
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
      t`The manifest comes with ${binaries.length} files of weights: expected one, weights.bin`,
    );
  }
  return found({ format: 'explorer', manifest: first.open(), weights: weights.open() }, [weights]);
}

const HOLDS_MODEL: Record<ModelFileKind, boolean> = {
  hdf5: true,
  zip: true,
  arrays: true,
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

/** Folders before a file's name, with the slash at the end. Empty if there are none. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
