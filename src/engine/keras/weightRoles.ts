import { AssetError } from '../../core/errors';
import type { StoredWeight } from './storedLayers';

/** What a tensor is to its layer, spelled as tfjs does, by the end of its name; Keras 1's letters beside today's words. */
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

/** `block1_conv1_W_1:0` and `block1_conv1/kernel:0` are kernels; undefined for a name that says nothing. */
export function weightRole(name: string): string | undefined {
  const found = ROLE.exec(name)?.[1]?.toLowerCase();
  return found && ROLES[found];
}

/**
 * Puts a layer's tensors in the order of `wanted` roles: by role where every name tells a different one, else as they are
 * stored, which is Keras's own rule. Throws AssetError when their number differs.
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
