import { AssetError } from '../../core/errors';
import type { StoredWeight } from './storedLayers';

/**
 * What a tensor is to its layer, spelled as tfjs does, by the end of its name; Keras 1's letters
 * beside today's words.
 */
const ROLES: Readonly<Record<string, string>> = {
  kernel: 'kernel',
  w: 'kernel',
  bias: 'bias',
  b: 'bias',
  gamma: 'gamma',
  beta: 'beta',
  moving_mean: 'moving_mean',
  running_mean: 'moving_mean',
  moving_variance: 'moving_variance',
  // Keras 1 called the variance a deviation.
  running_std: 'moving_variance',
  recurrent_kernel: 'recurrent_kernel',
  depthwise_kernel: 'depthwise_kernel',
  pointwise_kernel: 'pointwise_kernel',
};

const ROLE_NAMES = Object.keys(ROLES).sort((a, b) => b.length - a.length);
const ROLE = new RegExp(`(?:^|[_/])(${ROLE_NAMES.join('|')})(?:_\\d+)?(?::0)?$`, 'i');

/**
 * `block1_conv1_W_1:0` and `block1_conv1/kernel:0` are kernels; undefined for a name that says
 * nothing.
 */
export function weightRole(name: string): string | undefined {
  const found = ROLE.exec(name)?.[1]?.toLowerCase();
  return found && ROLES[found];
}

/** Keras's order of the tensors of a layer. */
const ROLE_ORDER = ['kernel', 'recurrent_kernel', 'gamma', 'beta', 'moving_mean', 'moving_variance', 'bias'];

/**
 * Puts a layer's tensors in Keras's order where every name tells a different role, else leaves them
 * as they are stored.
 */
export function sortByRole(stored: readonly StoredWeight[]): readonly StoredWeight[] {
  const places = stored.map(({ name }) => ROLE_ORDER.indexOf(weightRole(name) ?? ''));
  if (places.includes(-1) || new Set(places).size < places.length) return stored;
  return stored.toSorted((a, b) => places[stored.indexOf(a)]! - places[stored.indexOf(b)]!);
}

/**
 * Puts a layer's tensors in the order of `wanted` roles: by role where every name tells a different
 * one, else as they are stored, which is Keras's own rule. Throws AssetError when their number
 * differs.
 */
export function orderWeights(
  fileName: string,
  layerName: string,
  stored: readonly StoredWeight[],
  wanted: readonly (string | undefined)[],
): readonly StoredWeight[] {
  if (stored.length !== wanted.length) {
    const found = stored.length === 0 ? '' : ` (${stored.map(({ name }) => name).join(', ')})`;
    throw new AssetError(
      fileName,
      `Layer ${layerName} has ${stored.length} tensors${found}: expected ${wanted.length} (${wanted.join(', ')})`,
    );
  }
  const roles = new Map(stored.map((weight) => [weightRole(weight.name), weight]));
  const ordered = wanted.map((role) => (role === undefined ? undefined : roles.get(role)));
  const isByRole = new Set(ordered).size === wanted.length && !ordered.includes(undefined);
  return isByRole ? (ordered as StoredWeight[]) : stored;
}
