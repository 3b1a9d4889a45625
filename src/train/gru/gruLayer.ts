import type * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import type { GruInputs } from '../../engine/gru/gruStep';
import { gru } from './gru';

/**
 * `gru` as a tfjs layer: input [batch, steps, features], output all hidden states [batch, steps,
 * units]. Weights have the names, order and shapes of a GRU node's tensors and start with 0.
 */
export class GruLayer extends layers.Layer {
  static readonly className = 'AresGru';

  constructor(
    name: string,
    private readonly units: number,
  ) {
    super({ name });
  }

  override build(inputShape: Shape | Shape[]): void {
    const [, , features] = inputShape as number[];
    const columns = 3 * this.units;
    const zeros = initializers.zeros();
    this.addWeight('kernel', [features!, columns], 'float32', zeros);
    this.addWeight('recurrentKernel', [this.units, columns], 'float32', zeros);
    this.addWeight('bias', [columns], 'float32', zeros);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, steps] = inputShape as Shape;
    return [batch!, steps!, this.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    return gru(...([x, ...this.weights.map((weight) => weight.read())] as GruInputs));
  }
}
