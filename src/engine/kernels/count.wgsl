// The count rule, one invocation for each draw. Requires faults.wgsl.

// Counterpart of drawCountFault.
fn draw_count_fault(tensor: u32, num_words: u32, width: u32, planes: u32, key: vec2<u32>, draw: u32) {
  // 2^32 mod range without a 33-bit literal.
  let word_reject = (0u - num_words) % num_words;
  let bit_reject = (0u - width) % width;
  var word_index = 0u;
  var bit = 0u;
  var has_word = false;
  var has_bit = false;
  for (var attempt = 0u; !(has_word && has_bit); attempt = attempt + 1u) {
    let out = philox_4x32(vec4<u32>(draw, attempt, tensor << 11u, 0u), key);
    if (!has_word && out.x * num_words >= word_reject) {
      word_index = mul_hi(out.x, num_words);
      has_word = true;
    }
    if (!has_bit && out.y * width >= bit_reject) {
      bit = mul_hi(out.y, width);
      has_bit = true;
    }
  }
  if (((planes >> (width - 1u - bit)) & 1u) == 1u) {
    flip_bit(word_index, bit, width, true);
  }
}
