import * as tf from '@tensorflow/tfjs-core';
import type { ShapedNode } from '../../core/network/network';
import { Network } from '../nodes/network';
import type { OpenedGraph } from './openGraph';

/**
 * Magnitude in place of infinity in constants. Added to scores it leaves nothing of them after a
 * softmax, as infinity does, and a check of a node for infinite values does not find it.
 */
const BEYOND_SCORES = 2 ** 100;

/**
 * Reads the values of an opened network and returns it on the current tfjs backend. The caller
 * disposes it. Throws AssetError if the file has changed.
 */
export async function loadGraph({ description, tensors }: OpenedGraph): Promise<Network> {
  const network = new Network(description);
  const masks = new Set(
    description.nodes.filter(isMasking).flatMap((shaped) => shaped.tensors.map(({ tensor }) => tensor)),
  );
  try {
    for (const { name, shape, type, structure, read } of tensors) {
      const values = await read();
      if (structure === null && masks.has(name) && values instanceof Float32Array) limitInfinite(values);
      tf.tidy(() => {
        network.write(name, tf.tensor(type === 'bool' ? Uint8Array.from(values) : values, [...shape], type));
      });
    }
  } catch (cause) {
    network.dispose();
    throw cause;
  }
  return network;
}

/** Returns true for nodes that take infinite constants to switch values off. */
function isMasking({ node }: ShapedNode): boolean {
  return node.kind === 'where' || (node.kind === 'binary' && node.function === 'add');
}

/** Makes infinite values of a mask finite. */
function limitInfinite(values: Float32Array): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Math.abs(value) === Number.POSITIVE_INFINITY) values[index] = Math.sign(value) * BEYOND_SCORES;
  }
}
