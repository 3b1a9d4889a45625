import type { QFormat } from '../words/qformat';

/**
 * What can be stored as words, all of it in one type, while the rest of the network stays float.
 */
export type QuantizedStructure = 'weights' | 'activations';

/** One structure of a network as two's-complement words of one type, without faults. */
export interface Quantization {
  readonly structure: QuantizedStructure;
  readonly format: QFormat;
}
