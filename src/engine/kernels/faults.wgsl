// Fault patterns: counterparts of core/pattern/philox, faultLevels and faultPattern. Only integers
// are used, so every GPU draws the same bits. The host binds `limits` (HIT_COUNT_LIMITS) and
// `result`, the mask, as atomics.

const TAIL_LEVEL = 20u;
const MAX_HITS_PER_BLOCK = 16u;

// Counterpart of mulHi.
fn mul_hi(a: u32, b: u32) -> u32 {
  let a_low = a & 0xffffu;
  let a_high = a >> 16u;
  let b_low = b & 0xffffu;
  let b_high = b >> 16u;
  let middle = a_high * b_low + ((a_low * b_low) >> 16u);
  let cross = a_low * b_high + (middle & 0xffffu);
  return a_high * b_high + (middle >> 16u) + (cross >> 16u);
}

// Counterpart of philox4x32.
fn philox_4x32(counter: vec4<u32>, key: vec2<u32>) -> vec4<u32> {
  var c = counter;
  var k = key;
  for (var i = 0u; i < 10u; i = i + 1u) {
    c = vec4<u32>(
      mul_hi(0xcd9e8d57u, c.z) ^ c.y ^ k.x,
      0xcd9e8d57u * c.z,
      mul_hi(0xd2511f53u, c.x) ^ c.w ^ k.y,
      0xd2511f53u * c.x
    );
    k = k + vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}

// Counterpart of blockWordsLog2.
fn block_words_log2(level: u32) -> u32 {
  return min(level, TAIL_LEVEL - 1u) + 1u;
}

// Counterpart of blockRange: the first block and the number of blocks. A window ends below 2^32;
// rounding its end up must not wrap.
fn block_range(first_word: u32, num_words: u32, level: u32) -> vec2<u32> {
  let log2_words = block_words_log2(level);
  let first_block = first_word >> log2_words;
  let last_block = (first_word + num_words - 1u) >> log2_words;
  return vec2<u32>(first_block, last_block - first_block + 1u);
}

// Sets or toggles one bit of the mask. The place of a word is as in core/words/packing.
fn flip_bit(word_index: u32, bit: u32, width: u32, toggle: bool) {
  let words_per_lane = 32u / width;
  let lane_index = word_index / words_per_lane;
  let lane_bit = bitcast<i32>(1u << ((word_index - lane_index * words_per_lane) * width + bit));
  if (toggle) {
    atomicXor(&result[lane_index], lane_bit);
  } else {
    atomicOr(&result[lane_index], lane_bit);
  }
}
