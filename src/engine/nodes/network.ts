import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import { nodeTensors } from '../../core/network/network';
import { type StoredTensor, storedTensors } from '../../core/network/storedTensors';

/**
 * The stored tensors of a network, on the current tfjs backend. It starts without any: whoever
 * makes it writes all of them before it runs.
 */
export class Network {
  /** In the order of weight files. */
  readonly stored: readonly StoredTensor[];
  private readonly shapes: ReadonlyMap<string, readonly number[]>;
  private readonly namesOf: ReadonlyMap<string, readonly string[]>;
  private readonly tensors = new Map<string, tf.Tensor>();

  constructor(readonly description: ModelDescription) {
    this.stored = storedTensors(description);
    this.shapes = new Map(this.stored.map(({ name, shape }) => [name, shape]));
    this.namesOf = new Map(
      description.nodes.map((shaped) => [
        shaped.node.name,
        nodeTensors(shaped).map(([tensor]) => `${shaped.node.name}/${tensor}`),
      ]),
    );
  }

  /** Returns the tensor with a name such as `fc-1/kernel`. The network owns it. */
  read(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new RangeError(`Cannot read ${name}: expected a tensor that was written`);
    return tensor;
  }

  /** Returns the tensors of a node in Keras's order (`nodeTensors`). The network owns them. */
  tensorsOf(node: string): tf.Tensor[] {
    return this.namesOf.get(node)!.map((name) => this.read(name));
  }

  /** Replaces a tensor. The network owns `value` afterwards, also beyond the current tidy. */
  write(name: string, value: tf.Tensor): void {
    const wanted = this.shapes.get(name);
    if (wanted?.join() !== value.shape.join()) {
      throw new RangeError(
        `Cannot write ${name} [${value.shape}]: expected ${wanted === undefined ? 'another name' : `[${wanted}]`}`,
      );
    }
    this.tensors.get(name)?.dispose();
    this.tensors.set(name, tf.keep(value));
  }

  dispose(): void {
    tf.dispose([...this.tensors.values()]);
    this.tensors.clear();
  }
}
