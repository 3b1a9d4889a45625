import { z } from 'zod/mini';
import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';

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

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
