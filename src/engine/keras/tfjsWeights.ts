import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod/mini';
import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { concatenate } from '../concatenate';
import { readBytes } from '../readBytes';
import { checkFinite } from './readTensor';

const length = z.int().check(z.nonnegative());
const specSchema = z.object({
  name: z.string(),
  shape: z.array(length),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: z.optional(
    z.object({
      dtype: z.enum(['uint8', 'uint16', 'float16']),
      min: z.optional(z.number()),
      scale: z.optional(z.number()),
    }),
  ),
});
const manifestSchema = z.array(z.object({ paths: z.array(z.string()), weights: z.array(specSchema) }));

/** What a `weightsManifest` lists: groups of tensors, each cut into shards. */
export type TfjsManifest = z.infer<typeof manifestSchema>;

const BYTES = { uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4, bool: 1 };

/**
 * The tensors that a tfjs `model.json` lists, from the shards among `files`, found by their names without folders. The caller
 * disposes them. Throws AssetError and nothing else: for a shard that is missing or of another length, and values that are no
 * numbers.
 */
export async function readTfjsWeights(
  jsonName: string,
  manifest: unknown,
  files: readonly AssetFile[],
): Promise<tf.NamedTensorMap> {
  const groups = parseTfjsManifest(jsonName, manifest);
  const tensors: tf.NamedTensorMap = {};
  try {
    for (const { paths, weights } of groups) {
      const bytes = await joinShards(jsonName, paths, files);
      checkShards(jsonName, paths, bytes.length, weights);
      Object.assign(
        tensors,
        tf.io.decodeWeights(bytes.buffer as ArrayBuffer, weights as tf.io.WeightsManifestEntry[]),
      );
    }
    for (const [name, tensor] of Object.entries(tensors)) checkFinite(jsonName, name, await tensor.data());
    return tensors;
  } catch (cause) {
    tf.dispose(tensors);
    if (cause instanceof AssetError) throw cause;
    throw new AssetError(jsonName, 'The weights cannot be decoded: expected tensors of tfjs', { cause });
  }
}

/** The groups of tensors that a `weightsManifest` lists. Throws AssetError naming the field that is wrong. */
export function parseTfjsManifest(jsonName: string, manifest: unknown): TfjsManifest {
  const parsed = manifestSchema.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.');
  throw new AssetError(jsonName, `Field "weightsManifest.${place}" is wrong: expected a tfjs manifest`);
}

/** Bytes of a tensor in its shard. */
export function storedBytes({ shape, dtype, quantization }: TfjsManifest[number]['weights'][number]): number {
  return shape.reduce((product, size) => product * size, 1) * BYTES[quantization?.dtype ?? dtype];
}

/** Throws AssetError when the shards of a group are longer or shorter than its tensors. */
export function checkShards(
  jsonName: string,
  paths: readonly string[],
  numBytes: number,
  weights: TfjsManifest[number]['weights'],
): void {
  const numWanted = weights.reduce((sum, spec) => sum + storedBytes(spec), 0);
  if (numBytes === numWanted) return;
  const finding = paths.length === 1 ? `The file has` : `${paths.length} shards have`;
  const culprit = paths.length === 1 ? baseName(paths[0]!) : jsonName;
  throw new AssetError(culprit, `${finding} ${numBytes} bytes: expected ${numWanted} by the manifest`);
}

/** The shards of a group, by their names without folders. Throws AssetError naming one that is missing or there twice. */
export function findShards(
  jsonName: string,
  paths: readonly string[],
  files: readonly AssetFile[],
): AssetFile[] {
  return paths.map((path) => {
    const [file, second] = files.filter(({ name }) => baseName(name) === baseName(path));
    if (second !== undefined) {
      throw new AssetError(jsonName, `The shard ${baseName(path)} is there twice: expected it once`);
    }
    if (file !== undefined) return file;
    throw new AssetError(jsonName, `The shard ${baseName(path)} is missing: expected it beside the file`);
  });
}

async function joinShards(
  jsonName: string,
  paths: readonly string[],
  files: readonly AssetFile[],
): Promise<Uint8Array> {
  const shards: Uint8Array[] = [];
  for (const file of findShards(jsonName, paths, files)) shards.push(await readBytes(file));
  return concatenate(shards);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
