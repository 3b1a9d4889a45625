/** Byte of a sample 0. */
export const MULAW_SILENCE = 0xff;

const BIAS = 132;
const CLIP = 32_635;

const DECODED = Float32Array.from({ length: 256 }, (_, byte) => expand(byte) / 32_768);

/**
 * Encodes `sample`, an integer from -32,768 to 32,767, as a G.711 µ-law byte. Loud samples are
 * rounded coarsely, quiet ones finely: 14 bits of range in 8.
 */
export function encodeMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(CLIP, Math.abs(sample)) + BIAS;
  const exponent = 24 - Math.clz32(biased);
  const mantissa = (biased >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Decodes G.711 µ-law `bytes` to samples [bytes.length] in -1 to 1. */
export function decodeMulaw(bytes: Uint8Array): Float32Array {
  const samples = new Float32Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) samples[index] = DECODED[bytes[index]!]!;
  return samples;
}

function expand(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** Returns `bytes` without the µ-law silence at the end, as a view. */
export function trimSilence(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === MULAW_SILENCE) end--;
  return bytes.subarray(0, end);
}
