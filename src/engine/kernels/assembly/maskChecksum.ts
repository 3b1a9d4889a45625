/** Bijection of 32-bit numbers in which each input bit changes about half of the output bits. */
function scramble(bits: u32): u32 {
  bits = (bits ^ (bits >>> 16)) * 0x7feb352d;
  bits = (bits ^ (bits >>> 15)) * 0x846ca68b;
  return bits ^ (bits >>> 16);
}

/** Checksum of `numLanes` lanes. TypeScript counterpart: `laneChecksum`. */
export function maskChecksum(mask: usize, numLanes: u32): u32 {
  let sum: u32 = 0;
  for (let lane: u32 = 0; lane < numLanes; lane++) {
    const bits = load<u32>(mask + ((<usize>lane) << 2));
    if (bits !== 0) sum += scramble(bits ^ scramble(lane + 1));
  }
  return sum;
}
