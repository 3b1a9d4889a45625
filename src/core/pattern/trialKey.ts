import type { RateCoupling, Sampling } from '../site/injection';
import { philox4x32 } from './philox';

/** Philox key of one trial: two u32 words. */
export type TrialKey = readonly [number, number];

/**
 * Domain word of the key. It keeps the draws of the two sampling rules apart. Links depend on these
 * numbers.
 */
const DOMAINS: Record<Sampling, number> = { bernoulli: 0, count: 1 };

/**
 * Derives the key for all draws of a trial: Philox of (hi32(P), lo32(P), trial, domain) under
 * (seed, 0). P is the BER as f64 for `independent` and 0 for `nested`, so nested rates share their
 * draws.
 *
 * `seed` and `trial` are u32; throws RangeError otherwise.
 */
export function deriveTrialKey(
  seed: number,
  trial: number,
  ber: number,
  rateCoupling: RateCoupling,
  sampling: Sampling,
): TrialKey {
  if (seed >>> 0 !== seed) throw new RangeError(`Seed ${seed} is not a u32: expected 0 to ${2 ** 32 - 1}`);
  if (trial >>> 0 !== trial)
    throw new RangeError(`Trial ${trial} is not a u32: expected 0 to ${2 ** 32 - 1}`);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, rateCoupling === 'independent' ? ber : 0);
  const out = new Uint32Array(4);
  philox4x32(bits.getUint32(0), bits.getUint32(4), trial, DOMAINS[sampling], seed, 0, out);
  return [out[0]!, out[1]!];
}
