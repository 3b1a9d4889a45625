import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A stored tensor of a model: a kernel, a bias, or a constant of a batch normalisation. */
export interface ModelVariable {
  /** Names of layer and tensor: `fc-1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  read(): Tensor;
  /** Replaces the tensor. The variable refers to `value` afterwards; the values are not copied. */
  write(value: Tensor): unknown;
}

/** Returns all stored tensors of a model, in the order of weight files. */
export function modelVariables(model: LayersModel): ModelVariable[] {
  return model.layers.flatMap((layer) =>
    layer.weights.map((variable) => ({
      name: variable.originalName,
      shape: variable.shape as number[],
      trainable: layer.trainableWeights.includes(variable),
      read: () => variable.read(),
      write: (value) => variable.write(value),
    })),
  );
}
