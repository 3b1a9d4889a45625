/** Identifier of TensorFlow Lite's files, behind the first offset. */
const TFLITE = 'TFL3';

const ZIP = 'PK\x03\x04';
/** Offset of the length of the first name in a zip file, and that of the name. */
const NAME_LENGTH_AT = 26;
const NAME_AT = 30;

/** Returns true if the first bytes of a file are those of a TensorFlow Lite file. */
export function isTflite(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(4, 8)) === TFLITE;
}

/** Returns true if the first bytes of a file are those of safetensors: a length, then JSON. */
export function isSafetensors(bytes: Uint8Array): boolean {
  // The header has less than 4 GiB.
  return bytes[8] === 0x7b && bytes.subarray(4, 8).every((byte) => byte === 0);
}

/** Returns true if the first bytes are those of a zip file whose first member is an array. */
export function isNpz(bytes: Uint8Array): boolean {
  const text = String.fromCharCode(...bytes);
  if (!text.startsWith(ZIP)) return false;
  const length = text.charCodeAt(NAME_LENGTH_AT) + 256 * text.charCodeAt(NAME_LENGTH_AT + 1);
  return text.slice(NAME_AT, NAME_AT + length).endsWith('.npy');
}
