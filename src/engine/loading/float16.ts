/**
 * Converts `values` to IEEE 754 half precision, rounded to nearest, ties to even. Values beyond the
 * range become infinite; NaN stays NaN. Counterpart of tfjs's decoder.
 */
export function float16Of(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, halfBits);
}

function halfBits(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const magnitude = single & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65,520 and above round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  const exponent = (magnitude >>> 23) - 112;
  if (exponent >= 1) return sign + roundedShift(magnitude - (112 << 23), 13);
  // Subnormal: adds the implicit one to the fraction, and shifts right to steps of 2^-24.
  if (exponent < -10) return sign;
  return sign + roundedShift((magnitude & 0x7fffff) | 0x800000, 14 - exponent);
}

/** Divides `value` by 2^`places` and rounds to the nearest integer, ties to even. */
function roundedShift(value: number, places: number): number {
  const half = 2 ** (places - 1);
  const kept = value >>> places;
  const rest = value - kept * 2 ** places;
  return kept + (rest > half || (rest === half && kept % 2 === 1) ? 1 : 0);
}
