/**
 * Quantises `values` [numValues] and writes the values of the words to `words`. Steps are powers of
 * two and words have at most 24 bits, so float32 is exact. TypeScript counterpart: `quantizeAll` in
 * ../wordKernels.ts.
 */
export function quantizeValues(
  values: usize,
  words: usize,
  numValues: u32,
  scale: f32,
  step: f32,
  least: f32,
  most: f32,
): void {
  const end = numValues & ~3;
  for (let index: u32 = 0; index < end; index += 4) {
    const place = (<usize>index) << 2;
    v128.store(words + place, quantize(v128.load(values + place), scale, step, least, most));
  }
  for (let index = end; index < numValues; index++) {
    const place = (<usize>index) << 2;
    store<f32>(
      words + place,
      f32x4.extract_lane(quantize(v128.load32_splat(values + place), scale, step, least, most), 0),
    );
  }
}

function quantize(values: v128, scale: f32, step: f32, least: f32, most: f32): v128 {
  // NaN, which does not equal itself, becomes 0. Adding 0 turns -0, which no word holds, into 0.
  const numbers = v128.and(values, f32x4.eq(values, values));
  const steps = f32x4.min(
    f32x4.max(f32x4.mul(numbers, f32x4.splat(scale)), f32x4.splat(least)),
    f32x4.splat(most),
  );
  return f32x4.mul(f32x4.add(f32x4.nearest(steps), f32x4.splat(0)), f32x4.splat(step));
}
