// Values that left float32's range, told by their bits: an implementation may assume that neither
// infinity nor NaN occurs.

// Counterpart of hasOverflowed.
fn has_overflowed(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u;
}
