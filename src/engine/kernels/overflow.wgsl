// Detection of values beyond float32's range by their bits. An implementation may assume that
// infinity and NaN do not occur.

// Counterpart of hasOverflowed.
fn has_overflowed(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u;
}
