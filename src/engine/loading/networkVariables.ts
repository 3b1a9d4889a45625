import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A stored tensor of a network: kernel, bias, or what batch normalisation keeps. */
export interface NetworkVariable {
  /** Layer and tensor: `fc-1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  read(): Tensor;
  /** Copies the reference, not the values: a new tensor becomes the variable's. */
  write(value: Tensor): unknown;
}

/**
 * Every stored tensor of a network layer by layer, in the order in which weight files hold them.
 */
export function networkVariables(network: LayersModel): NetworkVariable[] {
  return network.layers.flatMap((layer) =>
    layer.weights.map((variable) => ({
      name: variable.originalName,
      shape: variable.shape as number[],
      trainable: layer.trainableWeights.includes(variable),
      read: () => variable.read(),
      write: (value) => variable.write(value),
    })),
  );
}
