/**
 * Returns true if `bytes` start like a gzip file. Servers may decode `.gz` files in transit, so the
 * name is not enough.
 */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
