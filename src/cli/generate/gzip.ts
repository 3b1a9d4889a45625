import { gzipSync } from 'fflate';

/** Compresses to gzip without a time stamp: equal bytes for equal input, on every machine. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}
