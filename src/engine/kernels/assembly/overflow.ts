/** Exponent bits of a float32. Only infinity and NaN have all of them set. */
const EXPONENT: i32 = 0x7f800000;

/**
 * Sets `due` [numSamples] to 1 for each sample with Infinity or NaN among its `perSample` values.
 * Other entries keep their value. TypeScript counterpart: `runMarkDue` in ../overflowKernels.ts.
 */
export function markOverflows(values: usize, due: usize, numSamples: u32, perSample: u32): void {
  const fours = perSample & ~3;
  for (let sample: u32 = 0; sample < numSamples; sample++) {
    let found = i32x4.splat(0);
    for (let index: u32 = 0; index < fours; index += 4)
      found = v128.or(found, overflowed(v128.load(values + ((<usize>index) << 2))));
    for (let index = fours; index < perSample; index++)
      found = v128.or(found, overflowed(v128.load32_splat(values + ((<usize>index) << 2))));
    if (v128.any_true(found)) store<i32>(due + ((<usize>sample) << 2), 1);
    values += (<usize>perSample) << 2;
  }
}

/**
 * Copies `values` [numValues] to `finite`, with 0 for Infinity and NaN, and for values below 0 if
 * `relu`. TypeScript counterpart: `runFiniteValues` in ../overflowKernels.ts.
 */
export function finiteValues(values: usize, finite: usize, numValues: u32, relu: bool): void {
  const end = numValues & ~3;
  const least = f32x4.splat(relu ? <f32>0 : -f32.MAX_VALUE);
  for (let index: u32 = 0; index < end; index += 4) {
    const place = (<usize>index) << 2;
    v128.store(finite + place, kept(v128.load(values + place), least));
  }
  for (let index = end; index < numValues; index++) {
    const place = (<usize>index) << 2;
    store<f32>(finite + place, f32x4.extract_lane(kept(v128.load32_splat(values + place), least), 0));
  }
}

function overflowed(values: v128): v128 {
  const exponents = i32x4.splat(EXPONENT);
  return i32x4.eq(v128.and(values, exponents), exponents);
}

/** Keeps finite values of at least `least` and replaces others by 0. */
function kept(values: v128, least: v128): v128 {
  return v128.andnot(v128.and(values, f32x4.ge(values, least)), overflowed(values));
}
