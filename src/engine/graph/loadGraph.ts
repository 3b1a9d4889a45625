import * as tf from '@tensorflow/tfjs-core';
import { Network } from '../nodes/network';
import type { OpenedGraph } from './openGraph';

/**
 * Reads the values of an opened network and returns it on the current tfjs backend. The caller
 * disposes it. Throws AssetError if the file has changed.
 */
export async function loadGraph({ description, tensors }: OpenedGraph): Promise<Network> {
  const network = new Network(description);
  try {
    for (const { name, shape, type, read } of tensors) {
      const values = await read();
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
