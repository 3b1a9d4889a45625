import type { AssetFile } from '../../core/files/assetFiles';
import { concatenate } from '../inference/concatenate';

/** A tensor of a tfjs model with its values. */
export interface FakeTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array<ArrayBuffer>;
  readonly quantization?: { readonly dtype: string; readonly min: number; readonly scale: number };
}

/** Returns the `model.json` of a tfjs model and its shard. */
export function tfjsModel(
  modelTopology: object,
  tensors: readonly FakeTensor[],
  more: object = {},
): { readonly weights: AssetFile; readonly others: readonly AssetFile[] } {
  const weights = tensors.map(({ name, shape, values, quantization }) => ({
    ...{ name, shape, dtype: values instanceof Int32Array ? 'int32' : 'float32' },
    ...(quantization && { quantization }),
  }));
  const json = { ...more, modelTopology, weightsManifest: [{ paths: ['shard1.bin'], weights }] };
  const bytes = concatenate([
    new Uint8Array(0),
    ...tensors.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ]);
  return {
    weights: { name: 'model.json', blob: new Blob([JSON.stringify(json)]) },
    others: [{ name: 'shard1.bin', blob: new Blob([bytes.slice()]) }],
  };
}
