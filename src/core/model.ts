/** Where bits are stored that may fault. Issue 2 injects into weights; the others follow the same words and streams. */
export type Structure = 'weights';

/** A layer with weights, as the fault engine sees it. */
export interface LayerDescription {
  /** The paper's name in lower case, unique in the model; also the tfjs layer name: `fc-1`. */
  readonly name: string;
  readonly kind: 'dense';
  /** Kernel shape [inputs, units]. */
  readonly kernelShape: readonly [number, number];
  /** Fixed number of the kernel in every fault stream: part of the meaning of each link, never renumbered. */
  readonly kernelTensor: number;
}

/** One network of Table 1 as plain data: enough for panels and link validation without loading tfjs. */
export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  /** Height and width of the input picture, one grey channel. */
  readonly inputShape: readonly [number, number];
  readonly numClasses: number;
  readonly layers: readonly LayerDescription[];
  /** Weight type and float error of the paper's Table 1. */
  readonly paper: { readonly weightFormat: string; readonly errorPercent: number };
}

/** Number of weights of a layer; biases are not counted (Table 1). */
export function numWeights(layer: LayerDescription): number {
  return layer.kernelShape[0] * layer.kernelShape[1];
}

/** Stored weight bits of the named layers at `width` bits a word. */
export function numWeightBits(model: ModelDescription, layerNames: readonly string[], width: number): number {
  let numWords = 0;
  for (const layer of model.layers) if (layerNames.includes(layer.name)) numWords += numWeights(layer);
  return numWords * width;
}
