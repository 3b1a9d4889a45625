/** Identifier of TensorFlow Lite's files, behind the first offset. */
const TFLITE = 'TFL3';

/** Returns true if the first bytes of a file are those of a TensorFlow Lite file. */
export function isTflite(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(4, 8)) === TFLITE;
}
