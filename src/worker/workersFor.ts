import { CATALOG } from '../core/network/catalog';
import { numWeights } from '../core/network/model';

/** Bytes of weights, with what running them takes, that all engine workers may hold together. */
const POOL_BYTES = 2.5e9;
/**
 * A network's weights, its packed copy, the stored words and a layer on its way: VGG16 peaks at
 * four times its 553 MB.
 */
const COPIES = 4;

/**
 * Engine workers that may hold a model at once: of VGG16 one, of ResNet50 six, of small models any
 * number.
 */
export function workersFor(modelId: string): number {
  const layers = CATALOG.get(modelId)?.layers ?? [];
  const numValues = layers.reduce((sum, layer) => sum + numWeights(layer), 0);
  return Math.max(1, Math.floor(POOL_BYTES / (COPIES * 4 * numValues)));
}
