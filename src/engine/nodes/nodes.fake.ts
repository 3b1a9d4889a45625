import * as tf from '@tensorflow/tfjs-core';
import type { NetworkNode } from '../../core/network/network';
import type { ValueType } from '../../core/network/operators';
import { type NodeInference, PLAIN_NODE } from './nodeFunction';
import { runNode } from './runNode';

/** Values in the order of tensors, the last axis innermost. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly type?: ValueType;
}

/** Computes each value from its index. */
export function tabulate(
  shape: readonly number[],
  value: (...index: number[]) => number,
  type: ValueType = 'float32',
): Values {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Array.from({ length: size }, (_, place) => {
    let rest = place;
    const index = shape.toReversed().map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    });
    return value(...index.toReversed());
  });
  return { shape, data, type };
}

/** Reads a value. Places outside of the shape hold `outside`. */
export function at({ shape, data }: Values, index: readonly number[], outside = 0): number {
  if (index.some((place, axis) => place < 0 || place >= shape[axis]!)) return outside;
  return data[index.reduce((sum, place, axis) => sum * shape[axis]! + place, 0)]!;
}

/** Numbers from -2 to 2 that look random, with 11 bits, so that float32 holds them. */
export function numbers(shape: readonly number[], seed = 1): Values {
  let state = seed * 2_654_435_761;
  return tabulate(shape, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32) * 4 * 512 - 2 * 512) / 512;
  });
}

export function toTensor({ shape, data, type = 'float32' }: Values): tf.Tensor {
  return tf.tensor([...data], [...shape], type);
}

/** A node without its name. */
export type Operation<Node = NetworkNode> = Node extends NetworkNode ? Omit<Node, 'name'> : never;

/** Runs a node on the current device. */
export function run(
  operation: Operation,
  inputs: readonly Values[],
  tensors: readonly Values[] = [],
  how: NodeInference = PLAIN_NODE,
): Values {
  return tf.tidy(() => {
    const node = { ...operation, name: 'node' } as NetworkNode;
    const output = runNode(node, inputs.map(toTensor), tensors.map(toTensor), how);
    return { shape: output.shape, data: [...output.dataSync()], type: output.dtype as ValueType };
  });
}

/** Devices that a test in Node has. */
export const DEVICES = ['cpu', 'wasm'] as const;
