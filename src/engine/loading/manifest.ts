import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { TRAINING_SETS } from '../../core/network/model';

// Each message is what was wanted; `fieldError` says where and what was found.
const WHOLE = 'a whole number from 0';
const count = z.int(WHOLE).check(z.nonnegative(WHOLE));
const text = z.string('text');
const DIGEST = '64 hex digits of a sha-256';
const sha256Hex = z.string(DIGEST).check(z.regex(/^[0-9a-f]{64}$/, DIGEST));
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, 'an object');

const WEIGHT_TYPES = ['float32', 'float16'] as const;

const PLAIN_SETTING = z.union([text, z.number(), z.boolean()], 'text or a number');
const RECIPE_SETTING = z.union([PLAIN_SETTING, z.record(z.string(), PLAIN_SETTING)], 'text or a number');

const MODEL_MANIFEST = z.readonly(
  object({
    formatVersion: z.literal(2, '2'),
    /** Id in the catalogue. */
    model: text,
    trainingSet: z.enum(TRAINING_SETS, TRAINING_SETS.join(' or ')),
    /**
     * Digests of the set that was learnt and of the one that `testError` counts, as `SampleSet` has
     * them.
     */
    data: object({ trainSha256: z.optional(sha256Hex), testSha256: sha256Hex }),
    /** How `weights.bin` holds its numbers, little-endian; networks run in float32 either way. */
    weightType: z.enum(WEIGHT_TYPES, WEIGHT_TYPES.join(' or ')),
    /** The tensors of `weights.bin`, one after the other: `fc-1/kernel`. */
    tensors: z.array(
      object({ name: text, shape: z.array(count, 'a list of whole numbers') }),
      'a list of tensors',
    ),
    /** Kernels only; biases are not counted (Table 1). */
    numWeights: count,
    /** What happens to a sample before the first layer, in words. */
    preprocessing: text,
    /** Every setting of the training, and its departures from the paper's in words. */
    recipe: z.record(z.string(), RECIPE_SETTING, 'an object'),
    /** Left out, like the digest of the training set, where the training was not this program's. */
    seed: z.optional(count),
    /** Wrong predictions of the float weights on the test set that belongs to `trainingSet`. */
    testError: object({ wrong: count, total: count }),
    sha256: object({ 'weights.bin': sha256Hex }),
  }),
);

/**
 * What is known of a set of trained weights, and the digests that its files must have:
 * `manifest.json` beside them.
 */
export type ModelManifest = z.infer<typeof MODEL_MANIFEST>;

/**
 * Reads a manifest from the text of `manifest.json`; `name` is the file that errors speak of.
 * Throws AssetError.
 */
export function parseManifest(json: string, name: string): ModelManifest {
  const value = parseJson(json, name, 'a model manifest');
  const result = z.safeParse(MODEL_MANIFEST, value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
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
