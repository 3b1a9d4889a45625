// Bernoulli faults, one invocation for each block. Requires faults.wgsl and the binding `limits`.

// Counterpart of drawBernoulliBlock. `stream_window` holds the first word and the number of words.
// A cut of 0 stands for 2^32 and keeps every hit.
fn draw_bernoulli_block(
  tensor: u32, stream_window: vec2<u32>, width: u32, key: vec2<u32>, segment: u32, plane: u32, level: u32, block_index: u32,
  cut: u32
) {
  let log2_words = block_words_log2(level);
  let row = (level - 1u) * MAX_HITS_PER_BLOCK;
  let stream = (tensor << 11u) | (plane << 6u) | level;
  let draw = philox_4x32(vec4<u32>(block_index, 0u, stream, segment), key).x;
  var num_hits = 0u;
  // No draw exceeds the last limit of a row, so the loop ends within the row.
  while (draw > bitcast<u32>(limits[row + num_hits])) {
    num_hits = num_hits + 1u;
  }
  var positions: array<u32, MAX_HITS_PER_BLOCK>;
  var hit = 0u;
  for (var attempt = 1u; hit < num_hits; attempt = attempt + 1u) {
    let out = philox_4x32(vec4<u32>(block_index, attempt, stream, segment), key);
    let position = out.x >> (32u - log2_words);
    var known = 0u;
    while (known < hit && positions[known] != position) {
      known = known + 1u;
    }
    if (known < hit) {
      continue;
    }
    positions[hit] = position;
    hit = hit + 1u;
    // A word before the window wraps to a large number.
    let word_index = (block_index << log2_words) + position - stream_window.x;
    if (word_index < stream_window.y && (cut == 0u || out.y < cut)) {
      flip_bit(word_index, width - 1u - plane, width, false);
    }
  }
}
