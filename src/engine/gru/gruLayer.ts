import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { gru, inferGru } from './gru';
import type { GruInference, GruInputs } from './gruStep';

/** Settings of a `GruLayer`. */
interface GruLayerOptions {
  readonly name?: string;
  readonly units: number;
  /**
   * Initialiser of both kernels. Undefined: they are 0 until weights are loaded. Not saved with the
   * model.
   */
  readonly kernelInitializer?: ReturnType<typeof initializers.zeros>;
}

/**
 * `gru` as a tfjs layer: input [batch, steps, features], output all hidden states [batch, steps,
 * units].
 *
 * Weights have Keras's order and shapes: kernel [features, 3 · units], recurrentKernel [units, 3 ·
 * units] and bias [3 · units], which is initialised with 0. The initialiser draws both kernels at
 * once, [features + units, 3 · units], so that they do not get the same numbers from one seed.
 * Keras initialises the recurrent kernel as an orthogonal matrix, which tfjs computes slowly for a
 * large cell.
 */
export class GruLayer extends layers.Layer {
  static readonly className = 'AresGru';
  private readonly units: number;
  /** Storage and checks of an inference. Null: values are used as computed. */
  inference: GruInference | null = null;
  private readonly kernelInitializer: ReturnType<typeof initializers.zeros> | undefined;

  constructor({ units, kernelInitializer, ...options }: GruLayerOptions) {
    super(options);
    this.units = units;
    this.kernelInitializer = kernelInitializer;
  }

  override build(inputShape: Shape | Shape[]): void {
    const features = lastLength(inputShape);
    const columns = 3 * this.units;
    const zeros = initializers.zeros();
    const kernel = this.addWeight('kernel', [features, columns], 'float32', zeros);
    const recurrentKernel = this.addWeight('recurrentKernel', [this.units, columns], 'float32', zeros);
    this.addWeight('bias', [columns], 'float32', zeros);
    if (this.kernelInitializer !== undefined) {
      const drawn = this.kernelInitializer.apply([features + this.units, columns], 'float32');
      const parts = tf.split(drawn, [features, this.units]);
      kernel.write(parts[0]!);
      recurrentKernel.write(parts[1]!);
      tf.dispose([drawn, parts]);
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [batch, steps] = inputShape as Shape;
    return [batch!, steps!, this.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const gruInputs = [x, ...this.weights.map((weight) => weight.read())] as GruInputs;
    return this.inference === null ? gru(...gruInputs) : inferGru(gruInputs, this.inference);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units };
  }
}

tf.serialization.registerClass(GruLayer);

function lastLength(inputShape: Shape | Shape[]): number {
  const shape = inputShape as Shape;
  const features = shape.at(-1);
  if (shape.length !== 3 || typeof features !== 'number') {
    throw new RangeError(
      `Cannot build a GRU for inputs [${shape.join(', ')}]: expected [batch, steps, features]`,
    );
  }
  return features;
}
