import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';
import { type ModelDescription, numWeights } from '../../core/network/model';
import { concatenate } from '../inference/concatenate';
import type { Network } from '../nodes/network';
import { float16Of } from './float16';
import type { ModelManifest } from './manifest';

type StoredTensors = Pick<ModelManifest, 'weightType' | 'tensors'>;

/**
 * Loads the tensors of `weights.bin` into a network. Throws AssetError naming `manifestName` if the
 * manifest's tensors are not those of the network, or `name` if the file's size does not match
 * them.
 */
export function readWeights(
  network: Network,
  { weightType, tensors }: StoredTensors,
  bytes: Uint8Array,
  manifestName: string,
  name: string,
): void {
  const { stored } = network;
  for (const [index, tensor] of stored.entries()) {
    const found = tensorText(tensors[index]);
    const wanted = tensorText(tensor);
    if (found !== wanted)
      throw new AssetError(manifestName, t`Tensor ${index} is ${found}: expected ${wanted}`);
  }
  if (tensors.length > stored.length) {
    throw new AssetError(manifestName, t`There are ${tensors.length} tensors: expected ${stored.length}`);
  }
  const numValues = stored.reduce((sum, { shape }) => sum + tf.util.sizeFromShape([...shape]), 0);
  const wantedBytes = numValues * (weightType === 'float16' ? 2 : 4);
  if (bytes.length !== wantedBytes) {
    throw new AssetError(
      name,
      t`The file has ${bytes.length} bytes: expected ${wantedBytes} for its tensors`,
    );
  }
  const quantization = { dtype: 'float16', original_dtype: 'float32' } as const;
  let offset = 0;
  for (const tensor of stored) {
    const shape = [...tensor.shape];
    const numBytes = (wantedBytes / numValues) * tf.util.sizeFromShape(shape);
    const entry = { name: 'value', shape, dtype: 'float32' } as const;
    const { value } = tf.io.decodeWeights(bytes.slice(offset, offset + numBytes).buffer, [
      weightType === 'float16' ? { ...entry, quantization } : entry,
    ]);
    network.write(tensor.name, value!);
    offset += numBytes;
  }
}

/** Models with larger float32 weights ship as float16. In bytes. */
const MAX_FLOAT32_BYTES = 4e6;

/** Returns the number type of a shipped model's weights. */
export function shippedWeightType({ layers }: ModelDescription): StoredTensors['weightType'] {
  const numValues = layers.reduce((sum, layer) => sum + numWeights(layer), 0);
  return 4 * numValues > MAX_FLOAT32_BYTES ? 'float16' : 'float32';
}

/**
 * Returns the bytes of `weights.bin` for a network, and the tensors for its manifest. Equal weights
 * give equal bytes.
 */
export async function writeWeights(
  network: Network,
  weightType: StoredTensors['weightType'],
): Promise<StoredTensors & { readonly bytes: Uint8Array }> {
  const parts: Uint8Array[] = [];
  for (const { name } of network.stored) {
    const values = await network.read(name).data<'float32'>();
    const { buffer, byteOffset, byteLength } = weightType === 'float16' ? float16Of(values) : values;
    parts.push(new Uint8Array(buffer, byteOffset, byteLength).slice());
  }
  const bytes = concatenate(parts);
  return {
    weightType,
    tensors: network.stored.map(({ name, shape }) => ({ name, shape: [...shape] })),
    bytes,
  };
}

function tensorText(
  tensor: { readonly name: string; readonly shape: readonly number[] } | undefined,
): string {
  return tensor === undefined ? 'missing' : `${tensor.name} ${tensor.shape.join(' x ')}`;
}
