import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { TRAINING_SETS } from '../../core/catalog';
import { AssetError } from '../../core/errors';

const count = z.int().check(z.nonnegative());
const sha256Hex = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const MODEL_MANIFEST = z.readonly(
  z.object({
    formatVersion: z.literal(1),
    /** Id in the catalogue. */
    model: z.string(),
    trainingSet: z.enum(TRAINING_SETS),
    layers: z.array(z.object({ name: z.string(), kernelShape: z.tuple([count, count]) })),
    /** Kernels only; biases are not counted (Table 1). */
    numWeights: count,
    /** What happens to a picture before the first layer, in words. */
    preprocessing: z.string(),
    /** Every setting of the training, and its departures from the paper's in words. */
    recipe: z.record(z.string(), z.union([z.string(), z.number()])),
    seed: count,
    /** Wrong predictions of the float weights on the test set that belongs to `trainingSet`. */
    testError: z.object({ wrong: count, total: count }),
    sha256: z.object({ 'model.json': sha256Hex, 'weights.bin': sha256Hex }),
  }),
);

/** What is known of a set of trained weights, and the digests that its files must have: `manifest.json` beside them. */
export type ModelManifest = z.infer<typeof MODEL_MANIFEST>;

/** Reads a manifest from the text of `manifest.json`; `name` is the file that errors speak of. Throws AssetError. */
export function parseManifest(json: string, name: string): ModelManifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new AssetError(name, 'The file is not JSON: expected a model manifest', { cause });
  }
  const result = z.safeParse(MODEL_MANIFEST, value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const field = path.length > 0 ? `Field "${path.join('.')}"` : 'The content';
  throw new AssetError(name, `${field} cannot be used: ${message}`, { cause: result.error });
}

/** The sha-256 of `bytes` in hex, as manifests write it. */
export function sha256HexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** Throws AssetError naming both digests unless the sha-256 of `bytes` is `expectedHex`. */
export function verifySha256(bytes: Uint8Array, expectedHex: string, name: string): void {
  const found = sha256HexOf(bytes);
  if (found !== expectedHex) {
    throw new AssetError(name, `The sha-256 of the file is ${found}: expected ${expectedHex}`);
  }
}
