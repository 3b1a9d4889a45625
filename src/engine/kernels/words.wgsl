// Fixed-point words: twins of core/qformat and core/packing. Scales, steps and bounds are powers of two that the host
// passes as uniforms: WGSL division and exp2 are not exact, products with powers of two are.

// Twin of wordPlace: the index of the lane, then the slot in it.
fn word_place(word_index: u32, width: u32) -> vec2<u32> {
  let words_per_lane = 32u / width;
  let lane_index = word_index / words_per_lane;
  return vec2<u32>(lane_index, word_index - lane_index * words_per_lane);
}

// Twin of unpackWord.
fn unpack_word(lane: u32, slot: u32, width: u32) -> u32 {
  return (lane >> (slot * width)) & ((1u << width) - 1u);
}

// Twin of packWord.
fn pack_word(lane: u32, word: u32, slot: u32, width: u32) -> u32 {
  return lane | (word << (slot * width));
}

// Twin of quantizeWord. bound = 2^(m-1) and scale = 2^n. NaN and infinity are told by their bits, because an
// implementation may assume that neither occurs.
fn quantize_word(value: f32, bound: f32, scale: f32, width: u32, sign_magnitude: bool) -> u32 {
  let bits = bitcast<u32>(value);
  let magnitude_bits = bits & 0x7fffffffu;
  if (magnitude_bits > 0x7f800000u) {
    return 0u;
  }
  let is_negative = (bits >> 31u) == 1u;
  let largest = i32((1u << (width - 1u)) - 1u);
  var steps = select(largest + 1, -largest - 1, is_negative);
  if (magnitude_bits < 0x7f800000u) {
    steps = i32(round(clamp(value, -bound, bound) * scale));
  }
  if (sign_magnitude) {
    let magnitude = u32(min(abs(steps), largest));
    return select(magnitude, magnitude + u32(largest) + 1u, steps < 0);
  }
  return bitcast<u32>(clamp(steps, -largest - 1, largest)) & ((1u << width) - 1u);
}

// Twin of dequantizeWord. step = 2^-n.
fn dequantize_word(word: u32, step: f32, width: u32, sign_magnitude: bool) -> f32 {
  let sign_bit = 1u << (width - 1u);
  let negative = word >= sign_bit;
  if (sign_magnitude) {
    let magnitude = i32(word & (sign_bit - 1u));
    return f32(select(magnitude, -magnitude, negative)) * step;
  }
  return f32(select(i32(word), i32(word) - i32(sign_bit) - i32(sign_bit), negative)) * step;
}
