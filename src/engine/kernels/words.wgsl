// Fixed-point words: counterparts of core/words/qformat and core/words/packing. Scales, steps and
// bounds are powers of two that the host passes as uniforms. In WGSL, products with powers of two
// are exact; division and exp2 are not.

// Counterpart of wordPlace: the index of the lane, then the slot in the lane.
fn word_place(word_index: u32, width: u32) -> vec2<u32> {
  let words_per_lane = 32u / width;
  let lane_index = word_index / words_per_lane;
  return vec2<u32>(lane_index, word_index - lane_index * words_per_lane);
}

// Counterpart of unpackWord.
fn unpack_word(lane: u32, slot: u32, width: u32) -> u32 {
  return (lane >> (slot * width)) & (0xffffffffu >> (32u - width));
}

// Counterpart of packWord.
fn pack_word(lane: u32, word: u32, slot: u32, width: u32) -> u32 {
  return lane | (word << (slot * width));
}

// Counterpart of quantizeWord. least and most are whole numbers of steps, scale = 2^n and step =
// 2^-n. NaN and infinity are detected by their bits, because an implementation may assume that
// neither occurs.
fn quantize_word(
  value: f32, least: f32, most: f32, scale: f32, step: f32, width: u32, sign_magnitude: bool) -> u32 {
  let bits = bitcast<u32>(value);
  let magnitude_bits = bits & 0x7fffffffu;
  if (magnitude_bits > 0x7f800000u) {
    return 0u;
  }
  var rounded = select(most, least, (bits >> 31u) == 1u);
  if (magnitude_bits < 0x7f800000u) {
    rounded = round(clamp(value, least * step, most * step) * scale);
  }
  let steps = i32(rounded);
  if (sign_magnitude && steps < 0) {
    return u32(i32(most) + 1 - steps);
  }
  return bitcast<u32>(steps) & ((1u << width) - 1u);
}

// Counterpart of dequantizeWord. step = 2^-n.
fn dequantize_word(word: u32, most: f32, step: f32, width: u32, sign_magnitude: bool) -> f32 {
  let largest = i32(most);
  let steps = i32(word);
  if (steps <= largest) {
    return f32(steps) * step;
  }
  return f32(select(steps - (1i << width), largest + 1 - steps, sign_magnitude)) * step;
}
