import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type RawSamples, samplesAtOnce } from './rawSamples';

/**
 * Returns the SHA-256 in hex of all samples in their order: for each its number type, rate, shape
 * and values, then its label. Values are little-endian. It does not depend on compression, file
 * names and the splitting into files, nor on the names of classes. Reads all samples.
 */
export async function digestSamples(raw: RawSamples): Promise<string> {
  const hash = sha256.create();
  const text = new TextEncoder();
  const atOnce = samplesAtOnce(raw);
  for (let first = 0; first < raw.numSamples; first += atOnce) {
    const end = Math.min(raw.numSamples, first + atOnce);
    for (const [index, { shape, values, rate }] of (await raw.read(first, end)).entries()) {
      const type = values.constructor.name.replace('Array', '');
      const label = raw.labels?.[first + index] ?? 'none';
      hash.update(text.encode(`${type} ${rate ?? 'none'} ${shape.join('x')} ${label}\n`));
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  return bytesToHex(hash.digest());
}
