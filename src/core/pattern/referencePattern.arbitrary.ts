import fc from 'fast-check';
import type { RateCoupling, Sampling } from '../site/injection';
import { MAX_BER, MIN_BER } from './ber';
import goldenThresholds from './goldenThresholds.json';

/** All inputs that determine the faults of one tensor in one trial. */
export interface PatternCase {
  readonly seed: number;
  readonly trial: number;
  readonly ber: number;
  readonly protocol: RateCoupling;
  readonly sampling: Sampling;
  readonly tensor: number;
  readonly numWords: number;
  readonly width: number;
  /** Segment of a transient stream, from 1. Undefined: 0. */
  readonly segment?: number;
}

const anyU32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/**
 * Any BER other than 0: any double, a double within two steps of a power of two, or a log-uniform
 * one.
 */
const anyRate = fc.oneof(
  fc.double({ min: MIN_BER, max: MAX_BER, noNaN: true }),
  fc.integer({ min: 1, max: 39 }).map((k) => 2 ** -k),
  fc
    .record({ k: fc.integer({ min: 2, max: 38 }), ulps: fc.integer({ min: -2, max: 2 }) })
    .map(({ k, ulps }) => 2 ** -k * (1 + ulps * 2 ** -52)),
  fc.double({ min: -12, max: -0.302, noNaN: true }).map((decade) => Math.max(MIN_BER, 10 ** decade)),
);

/** Any pattern of a tensor small enough for the reference. */
export const anyPatternCase: fc.Arbitrary<PatternCase> = fc.record({
  seed: anyU32,
  trial: anyU32,
  ber: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 20, arbitrary: anyRate }),
  protocol: fc.constantFrom<RateCoupling>('nested', 'independent'),
  sampling: fc.constantFrom<Sampling>('bernoulli', 'count'),
  tensor: fc.integer({ min: 0, max: 2 ** 21 - 1 }),
  numWords: fc.integer({ min: 1, max: 100 }),
  width: fc.integer({ min: 2, max: 24 }),
});

type Words = readonly bigint[];

const TWO_32 = 1n << 32n;

/**
 * Reference implementation of docs/engine.md, written from its text alone. It uses integers of any
 * size, no masks, and the hit counts of the frozen table. It is slow; only tests import it. Returns
 * the bit addresses, ascending.
 */
export function referencePattern(pattern: PatternCase): number[] {
  const faults = pattern.ber === 0 ? [] : { bernoulli, count }[pattern.sampling](pattern);
  return [...faults].sort((a, b) => a - b);
}

/** Returns the two key words for all draws of the pattern. */
export function referenceKey({ seed, trial, ber, protocol, sampling }: PatternCase): Words {
  const rate = new BigUint64Array(Float64Array.of(protocol === 'nested' ? 0 : ber).buffer)[0]!;
  const domain = sampling === 'bernoulli' ? 0n : 1n;
  return philox([rate / TWO_32, rate % TWO_32, BigInt(trial), domain], [BigInt(seed), 0n]).slice(0, 2);
}

function bernoulli(pattern: PatternCase): Set<number> {
  const { ber, tensor, numWords, width, segment = 0 } = pattern;
  const key = referenceKey(pattern);
  // Every BER is a multiple of 2^-100.
  const one = 1n << 100n;
  const rate = BigInt(ber * 2 ** 100);
  let top = 20n;
  for (let k = 1n; k < 20n; k++) if (one >> (k + 1n) < rate && rate <= one >> k) top = k;
  const share = top === 20n ? rate << 20n : (rate << (top + 1n)) - one;
  const cut = (share * TWO_32 + one - 1n) / one;

  const faults = new Set<number>();
  for (let bit = 0; bit < width; bit++) {
    const plane = BigInt(width - 1 - bit);
    for (let level = top; level <= 20n; level++) {
      const stream = (BigInt(tensor) << 11n) + (plane << 6n) + level;
      const blockWords = wordsOfBlock(level);
      for (let block = 0n; block * blockWords < numWords; block++) {
        const draw = (attempt: bigint) => philox([block, attempt, stream, BigInt(segment)], key);
        const numHits = goldenThresholds[Number(level) - 1]!.filter(
          (threshold) => threshold <= draw(0n)[0]!,
        ).length;
        const places = new Map<bigint, bigint>();
        for (let attempt = 1n; places.size < numHits; attempt++) {
          const [first, place] = draw(attempt);
          const position = (first! * blockWords) / TWO_32;
          if (!places.has(position)) places.set(position, place!);
        }
        for (const [position, place] of places) {
          const wordIndex = Number(block * blockWords + position);
          if (wordIndex < numWords && (level > top || place < cut)) faults.add(wordIndex * width + bit);
        }
      }
    }
  }
  return faults;
}

function count(pattern: PatternCase): Set<number> {
  const { ber, tensor, numWords, width } = pattern;
  const key = referenceKey(pattern);
  /** Returns the value of the draw's first attempt that rejection keeps, in [0, range). */
  const pick = (draw: number, output: number, range: number): number => {
    for (let attempt = 0n; ; attempt++) {
      const random = philox([BigInt(draw), attempt, BigInt(tensor) << 11n, 0n], key)[output]!;
      const product = random * BigInt(range);
      if (product % TWO_32 >= TWO_32 % BigInt(range)) return Number(product / TWO_32);
    }
  };
  const faults = new Set<number>();
  for (let draw = 0; draw < Math.floor(numWords * width * ber); draw++) {
    const address = pick(draw, 0, numWords) * width + pick(draw, 1, width);
    if (!faults.delete(address)) faults.add(address);
  }
  return faults;
}

function wordsOfBlock(level: bigint): bigint {
  return level === 20n ? 1n << 20n : 1n << (level + 1n);
}

/** Philox4x32-10 as printed by Salmon et al. */
export function philox(counter: Words, key: Words): bigint[] {
  let [a, b, c, d] = counter as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const first = 0xd2511f53n * a;
    const second = 0xcd9e8d57n * c;
    [a, b, c, d] = [(second / TWO_32) ^ b ^ k0, second % TWO_32, (first / TWO_32) ^ d ^ k1, first % TWO_32];
    k0 = (k0 + 0x9e3779b9n) % TWO_32;
    k1 = (k1 + 0xbb67ae85n) % TWO_32;
  }
  return [a, b, c, d];
}
