import { findModel } from '../core/network/catalog';
import { numWeights } from '../core/network/model';

/**
 * Maximum number of bytes that the weights in all engine workers may take together, including
 * copies.
 */
const POOL_BYTES = 2.5e9;
/**
 * Memory for a running network, in copies of its weights: the weights, their packed copy, the
 * stored words and the current layer. VGG16 peaks at four times its 553 MB.
 */
const COPIES = 4;

/**
 * Maximum number of engine workers that may hold a model: one for VGG16, six for ResNet50, any
 * number for small models.
 */
export function workersFor(modelId: string): number {
  const layers = findModel(modelId)?.layers ?? [];
  const numValues = layers.reduce((sum, layer) => sum + numWeights(layer), 0);
  return Math.max(1, Math.floor(POOL_BYTES / (COPIES * 4 * numValues)));
}
