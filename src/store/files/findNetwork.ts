import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { foreignFormat } from '../../core/files/foreignFiles';
import { isGzip } from '../../core/files/gzip';
import { isTflite } from '../../core/files/networkFiles';
import { t } from '../../core/language/t';
import { kindOfFile } from './kindOfFile';
import { pathOf } from './sortFiles';

/** Dropped files, that of a network apart. */
interface FilesWithNetwork {
  /** Null if no file is a network. */
  readonly network: AssetFile | null;
  /** Its tensors, its samples, or both. */
  readonly others: readonly AssetFile[];
}

const NAME = /\.(?:onnx|tflite)(?:\.gz)?$/i;
/** Bytes that tell a network. */
const START_BYTES = 512;
/** Bytes of a record of CIFAR-10, of which a file of samples has several. */
const CIFAR_RECORD_BYTES = 3073;

/**
 * Finds the file of a network, ONNX or TensorFlow Lite, among dropped files: by name, else by
 * content. With `takesKeras` it may be one of Keras or TensorFlow.js too, which else are weights of
 * the catalogue. Throws AssetError for a second one.
 */
export async function findNetwork(files: readonly File[], takesKeras: boolean): Promise<FilesWithNetwork> {
  const named = files.filter(({ name }) => NAME.test(name));
  const isNetwork =
    named.length > 0
      ? []
      : await Promise.all(
          files.map(async (file) => (await looksLikeNetwork(file)) || (takesKeras && (await isKeras(file)))),
        );
  const [network, second] = named.length > 0 ? named : files.filter((_, index) => isNetwork[index]);
  if (second !== undefined) {
    throw new AssetError(
      second.name,
      t`The file is a second network beside ${network!.name}: expected one at a time`,
    );
  }
  const others = files.filter((file) => file !== network).map(assetAt);
  return { network: network === undefined ? null : { name: network.name, blob: network }, others };
}

/** True for whole models of Keras and TensorFlow.js. Zip files of arrays have another name. */
async function isKeras(file: File): Promise<boolean> {
  const kind = await kindOfFile(file);
  return kind === 'hdf5' || kind === 'tfjsModel' || (kind === 'zip' && /\.keras$/i.test(file.name));
}

/** Returns a file under its path in the dropped folder, which may name the class of a picture. */
function assetAt(file: File): AssetFile {
  return { name: pathOf(file), blob: file };
}

/**
 * True for a file with TensorFlow Lite's identifier, gzipped or not, or if the first fields of a
 * protobuf message are those of ONNX's ModelProto: the IR version, 3 to 15, then the producer, the
 * graph or the operator sets. Well-known models that are not read are told apart by the engine.
 */
async function looksLikeNetwork(file: File): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  if (foreignFormat(file.name, start) !== null) return true;
  if (isGzip(start)) return isTflite(await unpackedStart(file));
  if (isTflite(start)) return true;
  const [key, version = 0, next = 0] = start;
  const starts = key === 0x08 && version >= 3 && version <= 15 && [0x12, 0x3a, 0x42].includes(next);
  return starts && file.size % CIFAR_RECORD_BYTES !== 0;
}

/** Returns the first bytes in a gzip file. Empty if it is damaged. */
async function unpackedStart(file: File): Promise<Uint8Array> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    const { value = new Uint8Array() } = await reader.read();
    return value.subarray(0, START_BYTES);
  } catch {
    return new Uint8Array();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
