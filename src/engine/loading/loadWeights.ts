import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import type { AssetFile, ExplorerModelFiles, ModelFiles } from '../../core/files/assetFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';
import type { ModelDescription, TrainingSet } from '../../core/network/model';
import { preprocessingOf, readablePreprocessing } from '../../core/network/preprocessing';
import { STOCK_WEIGHTS } from '../../core/network/stockWeights';
import { type CatalogWeights, openCatalogWeights } from '../keras/catalogWeights';
import { tfjsParts } from '../keras/openTfjsFile';
import { Network } from '../nodes/network';
import { digestFiles } from './digestFiles';
import { loadNetwork } from './loadNetwork';
import { unpackFiles } from './unpackFiles';

/**
 * Name of weights in links: their training set, or for imported files the first 16 hex digits of
 * their SHA-256.
 */
type WeightsId = TrainingSet | `file-${string}`;

/** A network with its weights, and information on the weights. The caller disposes the network. */
export interface LoadedWeights {
  readonly network: Network;
  readonly weightsId: WeightsId;
  /** SHA-256 of the weights in hex. */
  readonly weightsSha256: string;
  /** Description of the preprocessing of a sample before the first layer. */
  readonly preprocessing: string;
  /** Digest of the training samples, if known. */
  readonly trainSha256: string | null;
  /** Sentences on what could not be checked and on files that were not used. */
  readonly notes: readonly string[];
}

/**
 * Builds a network of the catalogue and loads its weights from files of any format, one tensor at a
 * time.
 *
 * The weights must have the name `claimed`. Null: no name is expected, and files in the explorer's
 * format are named like other imported files. Gzipped files are unpacked first.
 *
 * Throws AssetError naming the file, the value found and the value expected.
 */
export async function loadWeights(
  given: ModelFiles,
  description: ModelDescription,
  claimed: WeightsId | null,
): Promise<LoadedWeights> {
  const files = await unpackFiles(given);
  if (files.format === 'explorer') {
    const { network, manifest } = await loadNetwork(files, description);
    const weightsSha256 = manifest.sha256['weights.bin'];
    const isShipped = claimed !== null && !claimed.startsWith('file-');
    const weightsId = isShipped ? manifest.trainingSet : fileId(weightsSha256);
    try {
      checkClaim(weightsId, claimed, files.manifest.name);
    } catch (error) {
      network.dispose();
      throw error;
    }
    const trainSha256 = manifest.data.trainSha256 ?? null;
    const preprocessing = readablePreprocessing(manifest.preprocessing, description.dataKind);
    return { network, weightsId, weightsSha256, preprocessing, trainSha256, notes: [] };
  }
  const { weightsId, sha256, unlisted } = await nameOf(files, description, claimed);
  const opened = await openFile(files, description);
  const { tensors } = opened;
  const network = new Network(description);
  try {
    for await (const { name, shape, values } of tensors) network.write(name, tf.tensor(values, [...shape]));
  } catch (error) {
    network.dispose();
    throw error;
  }
  const preprocessing = preprocessingOf(description.dataKind);
  const notes = [...notesOn(weightsId, opened, files, description), ...unlisted];
  return { network, weightsId, weightsSha256: sha256, preprocessing, trainSha256: null, notes };
}

/** Files of weights that others have trained. */
type TrainedFiles = Exclude<ModelFiles, ExplorerModelFiles>;

async function openFile(files: TrainedFiles, description: ModelDescription): Promise<CatalogWeights> {
  if (files.format !== 'arrays') return openCatalogWeights(files, description);
  const { openCatalogArrays } = await import('../weights/catalogArrays');
  return openCatalogArrays(files.weights, description);
}

/**
 * Returns notes on weights that are not used, and if the weights come without a topology. Keras's
 * published files have none, but they were made for the catalogue's network.
 */
function notesOn(
  weightsId: WeightsId,
  { hasTopology, unused = [] }: CatalogWeights,
  { weights }: TrainedFiles,
  { title }: ModelDescription,
): readonly string[] {
  if (hasTopology || weightsId === 'imagenet') return [];
  const others =
    unused.length === 0 ? [] : [t`The network has no tensor for some weights: ${listNames(unused)}`];
  return [
    ...others,
    t`${weights.name} holds weights only: activations, pools and other settings run as ${title} has them and could not be checked against the model that the weights were trained in`,
  ];
}

/** Name of weights, and notes on them. */
type IdentifiedWeights = Pick<LoadedWeights, 'weightsId' | 'notes'>;

/**
 * Reads weight files completely and returns the name that `loadWeights` would give them, after the
 * same checks. A Keras file is never in memory as a whole unless it is gzipped, because a running
 * experiment may fill the memory.
 */
export async function identifyWeights(
  given: ModelFiles,
  description: ModelDescription,
  claimed: WeightsId | null,
): Promise<IdentifiedWeights> {
  const files = await unpackFiles(given);
  if (files.format === 'explorer') {
    const { network, weightsId, notes } = await loadWeights(files, description, claimed);
    network.dispose();
    return { weightsId, notes };
  }
  const { weightsId, unlisted } = await nameOf(files, description, claimed);
  const opened = await openFile(files, description);
  while (!(await opened.tensors.next()).done);
  return { weightsId, notes: [...notesOn(weightsId, opened, files, description), ...unlisted] };
}

async function nameOf(
  files: TrainedFiles,
  description: ModelDescription,
  claimed: WeightsId | null,
): Promise<{ readonly weightsId: WeightsId; readonly sha256: string; readonly unlisted: readonly string[] }> {
  const stock = STOCK_WEIGHTS[description.id];
  const parts = files.format === 'tfjs' ? await tfjsParts(files.weights, files.shards) : [files.weights];
  // For 100 MB, SHA-256 takes 0.7 s and MD5 1.3 s more. Weights with a `file-` name need no MD5.
  const isKnown = claimed?.startsWith('file-') ?? false;
  const { sha256, md5 } = await digestFiles(parts, stock !== undefined && !isKnown);
  const isStock = stock !== undefined && md5 === stock.md5;
  if (claimed === 'imagenet' && !isStock && stock !== undefined) {
    throw new AssetError(
      files.weights.name,
      t`The md5 of the file is ${md5 ?? '?'}: expected ${stock.md5}, that of Keras's file`,
    );
  }
  const weightsId = isStock ? 'imagenet' : fileId(sha256);
  checkClaim(weightsId, claimed, files.weights.name);
  return { weightsId, sha256, unlisted: unlistedShards(files, parts) };
}

/** Returns a note on shards that the manifest of a tfjs model does not list. */
function unlistedShards(files: TrainedFiles, parts: readonly AssetFile[]): readonly string[] {
  const others = files.format === 'tfjs' ? files.shards.filter((shard) => !parts.includes(shard)) : [];
  if (others.length === 0) return [];
  const names = listNames(others.map(({ name }) => name));
  return [t`${files.weights.name} does not list ${names}: not used`];
}

function fileId(sha256: string): WeightsId {
  return `file-${sha256.slice(0, 16)}`;
}

function checkClaim(weightsId: WeightsId, claimed: WeightsId | null, name: string): void {
  if (claimed !== null && claimed !== weightsId)
    throw new AssetError(name, t`The weights are ${weightsId}: expected ${claimed}`);
}
