import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../core/network/model';
import type { TensorPart, TensorUse } from '../../core/network/network';
import type { StoredTensor } from '../../core/network/storedTensors';
import { moved } from './rearrange';
import { sliceAxis } from './sliceAxis';

/**
 * The stored tensors of a network, on the current tfjs backend. It starts without any: whoever
 * makes it writes all of them before it runs.
 */
export class Network {
  /** In the order of weight files. */
  readonly stored: readonly StoredTensor[];
  private readonly shapes: ReadonlyMap<string, readonly number[]>;
  private readonly usesOf: ReadonlyMap<string, readonly TensorUse[]>;
  private readonly tensors = new Map<string, tf.Tensor>();
  /** Copies of a stored tensor with other axes, by its name and theirs. */
  private readonly views = new Map<string, Map<string, tf.Tensor>>();

  constructor(readonly description: ModelDescription) {
    this.stored = description.stored;
    this.shapes = new Map(this.stored.map(({ name, shape }) => [name, shape]));
    this.usesOf = new Map(description.nodes.map(({ node, tensors }) => [node.name, tensors]));
  }

  /** Returns the tensor with a name such as `fc-1/kernel`, as it is stored. The network owns it. */
  read(name: string): tf.Tensor {
    const tensor = this.tensors.get(name);
    if (tensor === undefined) throw new RangeError(`Cannot read ${name}: expected a tensor that was written`);
    return tensor;
  }

  /** Returns the tensors of a node as it reads them, in their order. The network owns them. */
  tensorsOf(node: string): tf.Tensor[] {
    return this.usesOf.get(node)!.map((use) => this.view(use));
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
    this.disposeViews(name);
    this.tensors.set(name, tf.keep(value));
  }

  dispose(): void {
    tf.dispose([...this.tensors.values()]);
    this.tensors.clear();
    for (const name of this.views.keys()) this.disposeViews(name);
  }

  private view({ tensor: name, shape, part, permutation }: TensorUse): tf.Tensor {
    const stored = this.read(name);
    if (part === undefined && permutation === undefined && stored.shape.join() === shape.join())
      return stored;
    const key = `${part ? Object.values(part) : ''} ${permutation ?? ''} ${shape}`;
    const known = this.views.get(name)?.get(key);
    if (known !== undefined) return known;
    const view = tf.tidy(() => {
      const read = part === undefined ? stored : partOf(stored, part);
      const turned = permutation ? moved(read, (values) => tf.transpose(values, [...permutation])) : read;
      return tf.keep(withShape(turned, shape));
    });
    this.views.set(name, (this.views.get(name) ?? new Map<string, tf.Tensor>()).set(key, view));
    return view;
  }

  private disposeViews(name: string): void {
    for (const view of this.views.get(name)?.values() ?? []) view.dispose();
    this.views.delete(name);
  }
}

/**
 * Returns a tensor with another shape. A vector is copied: WASM's fused kernels take the rank of a
 * bias from its data, which keep the shape that they were written with
 * (`findings/tfjs-wasm-bias-rank.sh`).
 */
function withShape(tensor: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const shaped = tf.reshape(tensor, [...shape]);
  return shape.length === 1 && tensor.rank !== 1 ? tf.slice(shaped, [0], [...shape]) : shaped;
}

/** Returns a part of a tensor along one of its axes. */
function partOf(tensor: tf.Tensor, { axis, begin, length }: TensorPart): tf.Tensor {
  return sliceAxis(tensor, axis, begin, length);
}
