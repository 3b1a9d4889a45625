import * as tf from '@tensorflow/tfjs-core';
import { initializers, layers, type Shape } from '@tensorflow/tfjs-layers';
import { gru, inferGru } from './gru';
import type { GruInference, GruInputs } from './gruStep';

/** Settings of a `GruLayer`. */
interface GruLayerOptions {
  readonly name?: string;
  readonly units: number;
  /** How both kernels start; left out, they start at 0, to be loaded. Not stored with the model. */
  readonly kernelInitializer?: ReturnType<typeof initializers.zeros>;
}

/**
 * `gru` as a layer: [batch, steps, features] in, every hidden state [batch, steps, units] out.
 * Weights in Keras's order and form: kernel [features, 3 · units], recurrentKernel [units, 3 ·
 * units], bias [3 · units], which starts at 0. One draw of the initialiser, [features + units, 3 ·
 * units], gives both kernels, so that one seed does not give both the same numbers. Keras starts
 * the recurrent kernel orthogonal, which tfjs is slow at for a large cell.
 */
export class GruLayer extends layers.Layer {
  static readonly className = 'AresGru';
  private readonly units: number;
  /** How what it computes is stored and looked through on the way; null: it is used as it comes. */
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
