import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import type { StoredWeight } from './storedLayers';

/**
 * Role of a tensor in its layer as spelled by tfjs, by the end of its name. Includes Keras 1's
 * letters.
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
 * Returns the role of a tensor: `block1_conv1_W_1:0` and `block1_conv1/kernel:0` are kernels.
 * Undefined if the name gives none.
 */
export function weightRole(name: string): string | undefined {
  const found = ROLE.exec(name)?.[1]?.toLowerCase();
  return found && ROLES[found];
}

/** Keras's order of a layer's tensors. */
const ROLE_ORDER = ['kernel', 'recurrent_kernel', 'gamma', 'beta', 'moving_mean', 'moving_variance', 'bias'];

/**
 * Sorts a layer's tensors into Keras's order if all names give different roles; otherwise keeps
 * their order.
 */
export function sortByRole(stored: readonly StoredWeight[]): readonly StoredWeight[] {
  const places = stored.map(({ name }) => ROLE_ORDER.indexOf(weightRole(name) ?? ''));
  if (places.includes(-1) || new Set(places).size < places.length) return stored;
  return stored.toSorted((a, b) => places[stored.indexOf(a)]! - places[stored.indexOf(b)]!);
}

/**
 * Sorts a layer's tensors into the order of `wanted` roles if all names give different roles;
 * otherwise keeps their order, which is Keras's own rule. Throws AssetError if their number
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
      t`Layer ${layerName} has ${stored.length} tensors${found}: expected ${wanted.length} (${wanted.join(', ')})`,
    );
  }
  const roles = new Map(stored.map((weight) => [weightRole(weight.name), weight]));
  const ordered = wanted.map((role) => (role === undefined ? undefined : roles.get(role)));
  const isByRole = new Set(ordered).size === wanted.length && !ordered.includes(undefined);
  return isByRole ? (ordered as StoredWeight[]) : stored;
}
