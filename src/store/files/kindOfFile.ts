import { isGzip } from '../../core/files/gzip';
import { kindOfModelJson, MAX_JSON_BYTES, type ModelJsonKind } from '../../core/files/modelFiles';
import { isNpz, isSafetensors } from '../../core/files/networkFiles';
import { decodeIfText } from '../../core/files/textFile';

/**
 * Kind of a file by its first bytes. `cifar` also depends on the length, and `chip`, the table of a
 * measured chip, on the name.
 */
export type FileKind =
  | 'idxImages'
  | 'idxLabels'
  | 'cifar'
  | 'wav'
  | 'photo'
  | 'text'
  | 'chip'
  | 'hdf5'
  | 'zip'
  | 'arrays'
  | ModelJsonKind
  | 'empty'
  | 'unknown';

const START_BYTES = 4096;
const CIFAR_RECORD_BYTES = 3073;
/** Most decoded bytes of a gzip file that may be a CIFAR-10 batch, which has 30 MB. */
const MAX_GUNZIPPED_BYTES = 400e6;

/** First bytes of each kind in hexadecimal. A longer text comes before its own beginning. */
const SIGNATURES: readonly (readonly [start: string, kind: FileKind])[] = [
  ['00000803', 'idxImages'],
  ['00000801', 'idxLabels'],
  ['89484446', 'hdf5'],
  ['89504e47', 'photo'],
  ['ffd8ff', 'photo'],
  ['52494646', 'wav'],
  ['504b0304', 'zip'],
];

/**
 * Kinds by name, for files whose content does not tell. The parser of this kind then reports
 * exactly what is wrong.
 */
const CLAIMS: readonly (readonly [name: RegExp, kind: FileKind])[] = [
  [/\.(?:jpe?g|png)$/i, 'photo'],
  [/\.wav$/i, 'wav'],
  [/\.(?:h5|hdf5)(?:\.gz)?$/i, 'hdf5'],
  [/\.keras(?:\.gz)?$/i, 'zip'],
  [/_batch\w*\.bin(?:\.gz)?$/i, 'cifar'],
  [/\.csv(?:\.gz)?$/i, 'chip'],
  // All bytes of a small TensorFlow.js shard may be letters.
  [/\.bin$/i, 'unknown'],
];

/** Returns the kind of a file by its content, decompressed if gzip, or else by its name. */
export async function kindOfFile(file: File): Promise<FileKind> {
  const kind = await kindByContent(file);
  if (kind !== 'unknown' && kind !== 'text' && kind !== 'empty') return kind;
  const claimed = CLAIMS.find(([name]) => name.test(file.name))?.[1] ?? kind;
  return kind === 'empty' && claimed === 'unknown' ? kind : claimed;
}

async function kindByContent(file: File): Promise<FileKind> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  if (isGzip(start)) {
    const { bytes, length } = await gunzipStart(file);
    const content = () => new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text();
    return kindOfContent(bytes, length, content);
  }
  return kindOfContent(start, file.size, () => file.text());
}

async function kindOfContent(
  start: Uint8Array,
  length: number | null,
  text: () => Promise<string>,
): Promise<FileKind> {
  if (length === 0) return 'empty';
  if (isSafetensors(start) || isNpz(start)) return 'arrays';
  const hex = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const signed = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (signed !== undefined) return signed[1];
  const begin = decodeIfText(start)?.trimStart();
  if (begin === undefined) return isCifar(start, length) ? 'cifar' : 'unknown';
  if (!begin.startsWith('{')) return 'text';
  return length === null || length > MAX_JSON_BYTES ? 'otherJson' : kindOfModelJson(await text());
}

/** True if the first label is one of ten and records fill the file, if its length is known. */
function isCifar(start: Uint8Array, length: number | null): boolean {
  return start.length > 0 && (length ?? 0) % CIFAR_RECORD_BYTES === 0 && start[0]! < 10;
}

/**
 * Returns the first bytes of a gzip file's content, and its length. The length is null if the
 * browser's decoder fails, which also happens after the first of several members. The parser of
 * the file distinguishes these from damaged files.
 */
async function gunzipStart(
  file: File,
): Promise<{ readonly bytes: Uint8Array; readonly length: number | null }> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  let bytes = new Uint8Array();
  let length = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (length === 0) bytes = new Uint8Array(chunk.value);
      length += chunk.value.length;
      const isSigned = bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8;
      if (isSigned || length > MAX_GUNZIPPED_BYTES) break;
    }
  } catch {
    return { bytes, length: null };
  }
  await reader.cancel().catch(() => undefined);
  return { bytes, length };
}
