// Words with scales: counterparts of core/words/scales and core/words/storedWords. Values are
// handled as bits, because an implementation may assume that Infinity and NaN do not occur.

// Exponent bits of a float32 number. All are set in Infinity and NaN.
const EXPONENT = 0x7f800000u;

// Counterpart of scaleIndex.
fn scale_index(word_index: u32, inner: u32, outputs: u32, span: u32, per_output: u32) -> u32 {
  let row = word_index / inner;
  let output = row % outputs;
  let place = (row / outputs) * inner + (word_index - row * inner);
  return output * per_output + place / span;
}

// Counterpart of wordValue: the bits of the value. Infinity and NaN keep theirs.
fn word_value(decoded: u32, scale: f32) -> u32 {
  if ((decoded & EXPONENT) == EXPONENT) {
    return decoded;
  }
  let bits = bitcast<u32>(bitcast<f32>(decoded) * scale);
  let is_small = (bits & EXPONENT) == 0u || (bitcast<u32>(scale) & EXPONENT) == 0u;
  return select(bits, 0u, is_small);
}
