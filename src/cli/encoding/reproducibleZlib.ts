import { constants, gzipSync, type ZlibOptions } from 'node:zlib';

/**
 * Run-length matches only: zlib's general match search hashes differently in builds for different processors, so its
 * output would change from machine to machine. Digits lose little, most of a picture is runs of paper.
 */
export const REPRODUCIBLE: ZlibOptions = { level: 9, memLevel: 9, strategy: constants.Z_RLE };

/** Compresses to gzip without a time stamp and with the operating system "unknown": equal bytes for equal input. */
export function gzipReproducibly(bytes: Uint8Array): Uint8Array {
  const compressed = gzipSync(bytes, REPRODUCIBLE);
  const OPERATING_SYSTEM_BYTE = 9;
  compressed[OPERATING_SYSTEM_BYTE] = 255;
  return compressed;
}
