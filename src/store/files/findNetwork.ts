import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { pathOf } from './sortFiles';

/** Dropped files, that of a network apart. */
interface FilesWithNetwork {
  /** Null if no file is a network. */
  readonly network: AssetFile | null;
  /** Its tensors, its samples, or both. */
  readonly others: readonly AssetFile[];
}

const NAME = /\.onnx$/i;
/** Bytes of a record of CIFAR-10, of which a file of samples has several. */
const CIFAR_RECORD_BYTES = 3073;

/**
 * Finds the ONNX file among dropped files: by name, else by content. Throws AssetError for a second
 * one.
 */
export async function findNetwork(files: readonly File[]): Promise<FilesWithNetwork> {
  const named = files.filter(({ name }) => NAME.test(name));
  const isNetwork = named.length > 0 ? [] : await Promise.all(files.map(looksLikeNetwork));
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

/** Returns a file under its path in the dropped folder, which may name the class of a picture. */
function assetAt(file: File): AssetFile {
  return { name: pathOf(file), blob: file };
}

/**
 * True if the first fields of a protobuf message are those of ONNX's ModelProto: the IR version,
 * 3 to 15, then the producer, the graph or the operator sets.
 */
async function looksLikeNetwork(file: File): Promise<boolean> {
  const [key, version = 0, next = 0] = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  const starts = key === 0x08 && version >= 3 && version <= 15 && [0x12, 0x3a, 0x42].includes(next);
  return starts && file.size % CIFAR_RECORD_BYTES !== 0;
}
