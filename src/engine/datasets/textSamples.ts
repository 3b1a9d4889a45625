import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AssetError } from '../../core/errors';
import type { SampleOrigin } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { CHARACTERS, CONTEXT_LENGTH } from '../../core/samples/characters';
import type { SampleSet } from './sampleSet';

/** Characters of a sample: those that a network reads, and the next one, its class. */
const SAMPLE_LENGTH = CONTEXT_LENGTH + 1;

/**
 * Cuts text into samples that follow each other without a gap: 32 characters and the next one. The
 * rest at the end is left out. `name` is the file's name in errors. A sample's thumbnail is its
 * characters in ASCII.
 *
 * Throws AssetError that names the first character that is not among `CHARACTERS`, and if the text
 * is shorter than one sample.
 */
export function textSamples(
  text: string,
  name: string,
  originOf?: (record: number) => SampleOrigin,
): SampleSet {
  const codes = new TextEncoder().encode(text);
  const classes = Uint8Array.from(text, (character, place) => classOf(character, place, name));
  const numSamples = Math.floor(classes.length / SAMPLE_LENGTH);
  if (numSamples === 0)
    throw new AssetError(name, t`The text has ${text.length} characters: expected at least ${SAMPLE_LENGTH}`);
  const sample = (index: number) =>
    classes.subarray(index * SAMPLE_LENGTH, index * SAMPLE_LENGTH + CONTEXT_LENGTH);
  return {
    kind: 'text',
    numSamples,
    labels: Uint8Array.from(
      { length: numSamples },
      (_, index) => classes[index * SAMPLE_LENGTH + CONTEXT_LENGTH]!,
    ),
    digest: bytesToHex(sha256(classes.subarray(0, numSamples * SAMPLE_LENGTH))),
    inputs(first, end) {
      const values = new Float32Array((end - first) * CONTEXT_LENGTH);
      for (let index = first; index < end; index++)
        values.set(sample(index), (index - first) * CONTEXT_LENGTH);
      return values;
    },
    thumbnailShape: [1, CONTEXT_LENGTH, 1],
    thumbnail: (index) => codes.subarray(index * SAMPLE_LENGTH, index * SAMPLE_LENGTH + CONTEXT_LENGTH),
    sound: () => null,
    notes: [],
    origins:
      originOf === undefined ? [] : Array.from({ length: numSamples }, (_, record) => originOf(record)),
  };
}

function classOf(character: string, place: number, name: string): number {
  const found = CHARACTERS.indexOf(character);
  if (found < 0)
    throw new AssetError(
      name,
      t`Character ${place} is ${JSON.stringify(character)}: expected one of ${JSON.stringify(CHARACTERS)}`,
    );
  return found;
}
