import { z } from 'zod/mini';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { baseName } from '../../core/files/folderFiles';
import { listNames } from '../../core/files/listNames';
import { t } from '../../core/language/t';

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
  const place = parsed.error.issues[0]!.path.join('.');
  throw new AssetError(jsonName, t`Field "weightsManifest.${place}" is wrong: expected a tfjs manifest`);
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
  const [first, ...others] = paths;
  if (first !== undefined && others.length === 0) {
    throw new AssetError(
      baseName(first),
      t`The file has ${numBytes} bytes: expected ${numWanted} by the manifest`,
    );
  }
  throw new AssetError(
    jsonName,
    t`${paths.length} shards have ${numBytes} bytes: expected ${numWanted} by the manifest`,
  );
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
    const others = files.map(({ name }) => name).filter((name) => !listed.includes(baseName(name)));
    throw new AssetError(jsonName, missingText(missing, others));
  }
  return groups.map(({ paths }) =>
    paths.map((path) => {
      const [file, second] = files.filter(({ name }) => baseName(name) === baseName(path));
      if (second === undefined) return file!;
      throw new AssetError(jsonName, t`The shard ${baseName(path)} occurs twice: expected it once`);
    }),
  );
}

/** Names the missing shards and the files that the manifest does not list. */
function missingText(missing: readonly string[], others: readonly string[]): string {
  const [shards, unlisted] = [listNames(missing), listNames(others)];
  if (missing.length === 1) {
    return others.length === 0
      ? t`The shard ${shards} is missing: expected it beside the file`
      : t`The shard ${shards} is missing: expected it beside the file, which does not list ${unlisted}`;
  }
  return others.length === 0
    ? t`The shards ${shards} are missing: expected them beside the file`
    : t`The shards ${shards} are missing: expected them beside the file, which does not list ${unlisted}`;
}
