import { z } from 'zod/mini';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName, listNames } from '../../core/files/folderFiles';

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

/** Content of a `weightsManifest`: groups of tensors, each split into shards. */
export type TfjsManifest = z.infer<typeof manifestSchema>;

const BYTES = { uint8: 1, uint16: 2, float16: 2, float32: 4, int32: 4, bool: 1 };

/**
 * Parses the groups of tensors in a `weightsManifest`. Throws AssetError naming the wrong field.
 */
export function parseTfjsManifest(jsonName: string, manifest: unknown): TfjsManifest {
  const parsed = manifestSchema.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.');
  throw new AssetError(jsonName, `Field "weightsManifest.${place}" is wrong: expected a tfjs manifest`);
}

/** Number of bytes of a tensor in its shard. */
export function storedBytes({ shape, dtype, quantization }: TfjsManifest[number]['weights'][number]): number {
  return shape.reduce((product, size) => product * size, 1) * BYTES[quantization?.dtype ?? dtype];
}

/** Throws AssetError if the shards of a group are longer or shorter than its tensors. */
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

/**
 * Finds the shards of each group by their file names without folders. Throws AssetError naming
 * missing shards and unlisted files, or a shard that occurs twice.
 */
export function findShards(
  jsonName: string,
  groups: TfjsManifest,
  files: readonly AssetFile[],
): AssetFile[][] {
  const listed = groups.flatMap(({ paths }) => paths.map(baseName));
  const missing = listed.filter((shard) => !files.some(({ name }) => baseName(name) === shard));
  if (missing.length > 0) {
    const [noun, them] =
      missing.length === 1 ? ['shard', 'is missing: expected it'] : ['shards', 'are missing: expected them'];
    const others = files.map(({ name }) => name).filter((name) => !listed.includes(baseName(name)));
    const found = others.length === 0 ? '' : `, which does not list ${listNames(others)}`;
    throw new AssetError(jsonName, `The ${noun} ${listNames(missing)} ${them} beside the file${found}`);
  }
  return groups.map(({ paths }) =>
    paths.map((path) => {
      const [file, second] = files.filter(({ name }) => baseName(name) === baseName(path));
      if (second === undefined) return file!;
      throw new AssetError(jsonName, `The shard ${baseName(path)} occurs twice: expected it once`);
    }),
  );
}
