import { checkModel } from '../core/network/catalog';
import type { ModelDescription } from '../core/network/model';
import { overflowingNodes, type TrainedMagnitudes } from '../core/network/overflowBound';
import type { ExperimentSpec } from '../experiment/settings/experimentSpec';
import { siteOf } from '../experiment/settings/toInjection';
import type { LoadedAssets } from './protocol';

/**
 * Counts up when a change of the engine changes error counts, so that older results are not joined
 * to newer ones.
 */
const ENGINE_VERSION = 1;
/**
 * The same where values may leave float32's range. 2: their images are wrong on every device, and
 * counted.
 */
const OVERFLOW_VERSION = 2;
/**
 * No input of a network has a larger value: pixels are bytes less their mean or divided by their
 * deviation, and the bands of sounds span 60 dB.
 */
const LARGEST_INPUT = 2 ** 16;
/**
 * Which decoder made the pixels of photos. The digest of a set covers its files alone, so that
 * links stay the same; other pixels give other counts.
 */
const PHOTO_PIXELS = 'libjpeg';

/**
 * Engine version and digests of weights and data, of counts without faults in types that a search
 * tries.
 */
export function assetsFingerprint(
  { digests }: Pick<LoadedAssets, 'digests'>,
  model: Pick<ModelDescription, 'dataKind'>,
): string {
  return fingerprint(ENGINE_VERSION, digests, model);
}

/**
 * The same of an experiment's trials: results of equal fingerprints may be joined. Where no value
 * of any trial can leave float32's range, they are what every engine so far has counted.
 */
export function trialsFingerprint(
  { digests, magnitudes }: Pick<LoadedAssets, 'digests' | 'magnitudes'>,
  spec: ExperimentSpec,
): string {
  const version = mayOverflow(magnitudes, spec) ? OVERFLOW_VERSION : ENGINE_VERSION;
  return fingerprint(version, digests, checkModel(spec.model));
}

/**
 * What was found of a network's magnitudes by site: the page asks for every batch of trials, and an
 * answer takes milliseconds.
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
