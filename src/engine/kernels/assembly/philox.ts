const ROUNDS = 10;

/** Outputs 0 and 1 of the last four calls of `philox4x32`. */
export let first = i32x4.splat(0);
export let second = i32x4.splat(0);

/**
 * Computes four Philox4x32-10 calls in the four SIMD lanes, into `first` and `second`. Counter
 * words 0 and 1, the draw and its attempt, differ by lane. Stream, segment and key are the same in
 * all lanes. TypeScript counterpart: `philox4x32` in core/pattern/philox.ts.
 */
export function philox4x32(c0: v128, c1: v128, c2: u32, c3: u32, k0: u32, k1: u32): void {
  const multiplier0 = i32x4.splat(0xd2511f53);
  const multiplier1 = i32x4.splat(0xcd9e8d57);
  let word0 = c0;
  let word1 = c1;
  let word2 = i32x4.splat(c2);
  let word3 = i32x4.splat(c3);
  for (let round = 0; round < ROUNDS; round++) {
    const low0 = i64x2.extmul_low_i32x4_u(word0, multiplier0);
    const high0 = i64x2.extmul_high_i32x4_u(word0, multiplier0);
    const low1 = i64x2.extmul_low_i32x4_u(word2, multiplier1);
    const high1 = i64x2.extmul_high_i32x4_u(word2, multiplier1);
    word0 = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), word1), i32x4.splat(k0));
    word2 = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), word3), i32x4.splat(k1));
    word1 = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    word3 = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  first = word0;
  second = word1;
}
