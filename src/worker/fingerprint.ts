import { checkModel } from '../core/network/catalog';
import type { ModelDescription } from '../core/network/model';
import { overflowingNodes, type TrainedMagnitudes } from '../core/network/overflowBound';
import type { RunOrigin } from '../experiment/fingerprint/fingerprint';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { siteOf } from '../experiment/settings/toInjection';
import type { LoadedAssets } from './protocol';

/**
 * Version of the engine's error counts. It is raised if a change alters counts, so that old results
 * are not merged with new ones.
 */
const ENGINE_VERSION = 1;
/**
 * Version for experiments in which values may exceed float32's range. In version 2, such images are
 * wrong on every device and counted as such.
 */
const OVERFLOW_VERSION = 2;
/**
 * Upper bound of every network input. Pixels are bytes less their mean or divided by their
 * deviation, and the bands of sounds span 60 dB.
 */
const LARGEST_INPUT = 2 ** 16;
/**
 * Decoder of photos, part of their fingerprint. The digest of a set covers only its files, so that
 * links stay the same, but other pixels give other counts.
 */
const PHOTO_PIXELS = 'libjpeg';

/**
 * Identifies fault-free counts in all formats that a search tries: the engine version and the
 * digests of weights and data.
 */
export function assetsFingerprint(
  { digests }: Pick<LoadedAssets, 'digests'>,
  model: Pick<ModelDescription, 'dataKind'>,
): string {
  return fingerprint(ENGINE_VERSION, digests, model);
}

/**
 * Identifies an experiment's trials. Results with equal fingerprints may be merged. If no value of
 * any trial can exceed float32's range, all engine versions count alike.
 */
export function trialsFingerprint(
  { digests, magnitudes }: Pick<LoadedAssets, 'digests' | 'magnitudes'>,
  spec: ExperimentSpec,
): string {
  const version = mayOverflow(magnitudes, spec) ? OVERFLOW_VERSION : ENGINE_VERSION;
  return fingerprint(version, digests, checkModel(spec.model));
}

/** Returns what a device contributes to the fingerprint of a run. `masks` are as in `RunOrigin`. */
export function runOrigin(
  assets: Pick<LoadedAssets, 'digests' | 'magnitudes'>,
  spec: ExperimentSpec,
  masks: readonly number[],
): RunOrigin {
  const [engine, weights, ...data] = trialsFingerprint(assets, spec).split(' ');
  return { engine: engine!, weights: weights!, data: data.join(' '), masks };
}

/**
 * Results of `mayOverflow` by network and site. The page asks for every batch of trials, and one
 * computation takes milliseconds.
 */
const foundBySite = new WeakMap<TrainedMagnitudes, Map<string, boolean>>();

function mayOverflow(magnitudes: TrainedMagnitudes, spec: ExperimentSpec): boolean {
  const found = foundBySite.get(magnitudes) ?? new Map<string, boolean>();
  foundBySite.set(magnitudes, found);
  const site = siteOf(spec);
  const key = JSON.stringify([spec.model, site]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const all = { ...magnitudes, input: LARGEST_INPUT };
  const answer = overflowingNodes(checkModel(spec.model), site, all).size > 0;
  found.set(key, answer);
  return answer;
}

function fingerprint(version: number, digests: string, { dataKind }: Pick<ModelDescription, 'dataKind'>) {
  return dataKind === 'photos' ? `${version} ${digests} ${PHOTO_PIXELS}` : `${version} ${digests}`;
}
