import { AssetError } from '../core/errors';
import type { TrainingState } from './trainer';

/**
 * One line of text with model, data, seed and recipe. A training resumes only from a checkpoint
 * with the same line.
 */
type TrainingIdentity = string;

const MAGIC = 0x41524331;

/**
 * Encodes a checkpoint, little-endian: magic, number of finished batches, length of the identity in
 * bytes (u32 each), the identity in UTF-8, then for each tensor its values and the optimizer's
 * slots as float32.
 */
export function encodeCheckpoint(state: TrainingState, identity: TrainingIdentity): Uint8Array {
  const name = new TextEncoder().encode(identity);
  const arrays = arraysOf(state);
  const bytes = new Uint8Array(12 + name.length + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint32(4, state.stepsDone, true);
  header.setUint32(8, name.length, true);
  bytes.set(name, 12);
  let offset = 12 + name.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes;
}

/**
 * Overwrites `state`, a training at its start, with the checkpoint `bytes`. Returns false and keeps
 * `state` if they belong to another training. Throws AssetError if they are damaged. `name` is the
 * file name in errors.
 */
export function restoreCheckpoint(
  bytes: Uint8Array,
  identity: TrainingIdentity,
  state: TrainingState,
  name: string,
): boolean {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || header.getUint32(0, true) !== MAGIC) {
    throw new AssetError(name, 'The file is not a checkpoint: delete it to train from the start');
  }
  const bodyStart = 12 + header.getUint32(8, true);
  if (new TextDecoder().decode(bytes.subarray(12, bodyStart)) !== identity) return false;
  const arrays = arraysOf(state);
  const wanted = bodyStart + arrays.reduce((sum, array) => sum + array.byteLength, 0);
  if (bytes.length !== wanted) {
    throw new AssetError(
      name,
      `The checkpoint has ${bytes.length} bytes: expected ${wanted}; delete it to train from the start`,
    );
  }
  let offset = bodyStart;
  for (const array of arrays) {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
      bytes.subarray(offset, offset + array.byteLength),
    );
    offset += array.byteLength;
  }
  state.stepsDone = header.getUint32(4, true);
  return true;
}

function arraysOf({ tensors }: TrainingState): Float32Array[] {
  return tensors.flatMap(({ values, slots }) => [values, ...Object.values(slots)]);
}
