import type { QFormat } from '../words/qformat';

/** Structures that can be quantised while the rest of the network stays float32. */
export type QuantizedStructure = 'weights' | 'activations';

/** One structure of a network and the format of its two's-complement words, without faults. */
export interface Quantization {
  readonly structure: QuantizedStructure;
  readonly format: QFormat;
}
