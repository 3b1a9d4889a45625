/** The byte of a sample 0; G.711 counts towards it from both sides. */
export const MULAW_SILENCE = 0xff;

const BIAS = 132;
const CLIP = 32_635;

const DECODED = Float32Array.from({ length: 256 }, (_, byte) => expand(byte) / 32_768);

/**
 * The G.711 µ-law byte of `sample`, an integer from -32,768 to 32,767. Loud samples are rounded
 * coarsely, quiet ones finely: 14 bits of range in 8.
 */
export function encodeMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const biased = Math.min(CLIP, Math.abs(sample)) + BIAS;
  const exponent = 24 - Math.clz32(biased);
  const mantissa = (biased >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Samples [bytes.length] in -1 to 1 of G.711 µ-law `bytes`. */
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

/** `bytes` up to the last one that is not µ-law silence, without a copy. */
export function trimSilence(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === MULAW_SILENCE) end--;
  return bytes.subarray(0, end);
}
