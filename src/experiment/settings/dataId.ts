import { t } from '../../core/language/t';
import { REAL_SETS, trainingSetTitle } from '../../core/network/catalog';
import type { DataKind, ModelDescription, TrainingSet } from '../../core/network/model';
import { settingError } from './settingError';

/**
 * Identifies a test set: the embedded one of the model's kind, a real one that is recognised by its
 * digest, or imported files. Imported files are named by the first 16 hex digits of the SHA-256 of
 * their decoded contents: `idx-` for IDX files of digits, `file-` for all others.
 */
export type DataId = TrainingSet | `idx-${string}` | `file-${string}`;

/**
 * Identifies trained weights: those that ship for a training set, or an imported file, which is
 * named as data are.
 */
export type WeightsId = TrainingSet | `file-${string}`;

/** True for data or weights that were imported by the reader. */
export function isUserFile<Id extends DataId | WeightsId>(id: Id): id is Exclude<Id, TrainingSet> {
  return id.startsWith('idx-') || id.startsWith('file-');
}

/** Returns `data` if it is a test set of the model's kind. Throws SpecError otherwise. */
export function checkData(data: string, { dataKind }: ModelDescription): DataId {
  const named: string[] = dataKind === 'photos' || dataKind === 'own' ? [] : ['generated'];
  if (dataKind !== 'own') named.push(REAL_SETS[dataKind]);
  if (dataKind === 'text' && data !== 'generated') throw settingError('data', t`data`, data, 'generated');
  const prefix = dataKind === 'digits' ? 'idx-' : 'file-';
  if (named.includes(data) || isFileId(data, prefix)) return data as DataId;
  const wanted =
    named.length > 0
      ? t`${named.join(', ')} or ${prefix} with 16 hex digits`
      : t`${prefix} with 16 hex digits`;
  throw settingError('data', t`data`, data, wanted);
}

/** Returns `weights` if they are weights of the model. Throws SpecError otherwise. */
export function checkWeights(weights: string, model: ModelDescription): WeightsId {
  if (model.dataKind === 'own' && weights !== model.id) {
    throw settingError('weights', t`weights`, weights, t`${model.id}, those in the file of the network`);
  }
  const named: readonly string[] = model.weights.length > 0 ? model.weights : ['imagenet'];
  if (named.includes(weights) || isFileId(weights, 'file-')) return weights as WeightsId;
  throw settingError('weights', t`weights`, weights, t`${named.join(', ')} or ${'file-'} with 16 hex digits`);
}

/**
 * Returns the default weights for a test set. Imported files get the weights that were trained on
 * the real set, and a reader's network those in its own file.
 */
export function defaultWeights(data: DataId, { id, dataKind, weights }: ModelDescription): WeightsId {
  if (dataKind === 'own') return id as WeightsId;
  const [generated = 'imagenet', real = generated] = weights;
  return data === 'generated' ? generated : real;
}

function filesTitle(kind: DataKind, id: string): string {
  switch (kind) {
    case 'digits':
      return t`IDX files ${id}`;
    case 'pictures':
      return t`CIFAR files ${id}`;
    case 'speech':
      return t`recordings ${id}`;
    case 'photos':
      return t`photos ${id}`;
    case 'text':
    case 'own':
      return t`samples ${id}`;
    default:
      return kind satisfies never;
  }
}

/** Returns the title of a test set: `generated digits`, `MNIST`, `IDX files 3f9a01c2…`. */
export function dataTitle(data: DataId, kind: DataKind): string {
  if (!isUserFile(data)) return trainingSetTitle(data, kind);
  return filesTitle(kind, `${data.replace(/^[a-z]+-/, '').slice(0, 8)}…`);
}

/** Returns the title of weights, from their training set: `MNIST`, `weight file 3f9a01c2…`. */
export function weightsTitle(weights: WeightsId, kind: DataKind): string {
  return isUserFile(weights) ? t`weight file ${`${weights.slice(5, 13)}…`}` : trainingSetTitle(weights, kind);
}

function isFileId(id: string, prefix: string): boolean {
  return id.startsWith(prefix) && /^[0-9a-f]{16}$/.test(id.slice(prefix.length));
}
