import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawFaultPattern } from './faultPattern';
import goldenPatterns from './goldenPatterns.json';
import {
  anyPatternCase,
  type PatternCase,
  referenceKey,
  referencePattern,
} from './referencePattern.arbitrary';
import { deriveTrialKey } from './trialKey';

/**
 * Links depend on these patterns. The reference wrote them once, and they never change. Long ones
 * are stored as the SHA-256 of their addresses, four bytes each, least significant first.
 *
 * The last five cover events that happen at most once in 2^28 draws: a hit whose place is the cut,
 * and one below it; a draw that equals a threshold, and one below it; a bit that is drawn again.
 */
type GoldenPattern = PatternCase & {
  /** Two u32 in hex. */
  readonly key: string;
  readonly flips: number;
} & ({ readonly addresses: readonly number[] } | { readonly sha256: string });

const GOLDEN = goldenPatterns as readonly GoldenPattern[];

function title({
  seed,
  trial,
  ber,
  protocol,
  sampling,
  tensor,
  numWords,
  width,
  segment,
}: PatternCase): string {
  const when = segment === undefined ? '' : `, segment ${segment}`;
  return `seed ${seed}, trial ${trial}, ${ber} ${protocol} ${sampling}, tensor ${tensor} of ${numWords} x ${width} bits${when}`;
}

function drawnPattern(pattern: PatternCase): number[] {
  const { segment } = pattern;
  const space = segment === undefined ? pattern : { ...pattern, streamWindow: { firstWord: 0, segment } };
  return [...drawFaultPattern(space, { ...pattern, key: keyOf(pattern) })];
}

function keyOf({ seed, trial, ber, protocol, sampling }: PatternCase) {
  return deriveTrialKey(seed, trial, ber, protocol, sampling);
}

function hexWords(words: readonly (number | bigint)[]): string {
  return words.map((word) => word.toString(16).padStart(8, '0')).join(' ');
}

/** Converts a pattern to the form in which the fixture stores it. */
function recordOf(golden: GoldenPattern, key: string, addresses: readonly number[]): GoldenPattern {
  const body =
    'sha256' in golden
      ? { sha256: createHash('sha256').update(littleEndian(addresses)).digest('hex') }
      : { addresses };
  return { ...golden, key, flips: addresses.length, ...body };
}

function littleEndian(addresses: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * addresses.length));
  addresses.forEach((address, index) => {
    bytes.setUint32(4 * index, address, true);
  });
  return new Uint8Array(bytes.buffer);
}

describe('golden patterns', () => {
  test.each(GOLDEN.map((golden) => [title(golden), golden] as const))(
    'still are those of %s',
    (_title, golden) => {
      expect(recordOf(golden, hexWords(keyOf(golden)), drawnPattern(golden))).toEqual(golden);
      expect(recordOf(golden, hexWords(referenceKey(golden)), referencePattern(golden))).toEqual(golden);
    },
  );

  test('span both protocols, both samplings, 1 to 1,610,612,736 words and 2 to 24 bits, transient ones too (control)', () => {
    const seen = (field: keyof PatternCase) => [...new Set(GOLDEN.map((golden) => golden[field]))];
    expect(GOLDEN).toHaveLength(31);
    expect(seen('protocol')).toEqual(['nested', 'independent']);
    expect(seen('sampling')).toEqual(['bernoulli', 'count']);
    expect(seen('segment')).toEqual([undefined, 1, 2]);
    expect(seen('numWords')).toEqual(expect.arrayContaining([1, 1_610_612_736]));
    expect(seen('width')).toEqual(expect.arrayContaining([2, 6, 8, 12, 14, 16, 24]));
  });
});

test('drawFaultPattern draws what an independent implementation of docs/engine.md draws', () => {
  fc.assert(
    fc.property(anyPatternCase, (pattern) => {
      expect(keyOf(pattern).map(BigInt)).toEqual(referenceKey(pattern));
      expect(drawnPattern(pattern)).toEqual(referencePattern(pattern));
    }),
    { numRuns: 200 },
  );
});
