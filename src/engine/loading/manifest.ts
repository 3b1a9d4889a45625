import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { AssetError } from '../../core/errors';
import { fieldError, parseJson } from '../../core/files/jsonFile';
import { listChoices } from '../../core/language/listChoices';
import { t } from '../../core/language/t';
import { TRAINING_SETS } from '../../core/network/model';

const WEIGHT_TYPES = ['float32', 'float16'] as const;

/** The form of a manifest. Its messages are in the language of the page. */
function manifestForm() {
  // Each message is the value wanted; `fieldError` adds the field and the value found.
  const whole = t`a whole number from ${0}`;
  const count = z.int(whole).check(z.nonnegative(whole));
  const text = z.string(t`text`);
  const digest = t`64 hex digits of a sha-256`;
  const sha256Hex = z.string(digest).check(z.regex(/^[0-9a-f]{64}$/, digest));
  const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape, t`an object`);
  const textOrNumber = t`text or a number`;
  const plainSetting = z.union([text, z.number(), z.boolean()], textOrNumber);
  const recipeSetting = z.union([plainSetting, z.record(z.string(), plainSetting)], textOrNumber);
  return z.readonly(
    object({
      formatVersion: z.literal(2, '2'),
      /** Id of the model in the catalogue. */
      model: text,
      trainingSet: z.enum(TRAINING_SETS, listChoices(TRAINING_SETS)),
      /** Digests of the training set and of the set that `testError` counts, as in `SampleSet`. */
      data: object({ trainSha256: z.optional(sha256Hex), testSha256: sha256Hex }),
      /** Number type in `weights.bin`, little-endian. Networks always run in float32. */
      weightType: z.enum(WEIGHT_TYPES, listChoices(WEIGHT_TYPES)),
      /** Tensors of `weights.bin` in their order: `fc-1/kernel`. */
      tensors: z.array(
        object({ name: text, shape: z.array(count, t`a list of whole numbers`) }),
        t`a list of tensors`,
      ),
      /** Number of weights without biases (Table 1). */
      numWeights: count,
      /** Description of the preprocessing of a sample before the first layer. */
      preprocessing: text,
      /** All settings of the training, and descriptions of its differences from the paper. */
      recipe: z.record(z.string(), recipeSetting, t`an object`),
      /** Undefined, like the digest of the training set, if another program trained the weights. */
      seed: z.optional(count),
      /**
       * Number of wrong predictions of the float weights on the test set that belongs to
       * `trainingSet`.
       */
      testError: object({ wrong: count, total: count }),
      sha256: object({ 'weights.bin': sha256Hex }),
    }),
  );
}

/**
 * Contents of `manifest.json`: information on a set of trained weights, and the digests of its
 * files.
 */
export type ModelManifest = z.infer<ReturnType<typeof manifestForm>>;

/** Parses the text of `manifest.json`. Throws AssetError naming the file `name`. */
export function parseManifest(json: string, name: string): ModelManifest {
  const value = parseJson(json, name, t`a model manifest`);
  const result = z.safeParse(manifestForm(), value);
  if (result.success) return result.data;
  const { path, message: wanted } = result.error.issues[0]!;
  throw fieldError(name, value, { path, wanted }, result.error);
}

/** SHA-256 of `bytes` in hex, as in manifests. */
export function sha256HexOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** Throws AssetError with both digests if the SHA-256 of `bytes` is not `expectedHex`. */
export function verifySha256(bytes: Uint8Array, expectedHex: string, name: string): void {
  const found = sha256HexOf(bytes);
  if (found !== expectedHex) {
    throw new AssetError(name, t`The sha-256 of the file is ${found}: expected ${expectedHex}`);
  }
}
