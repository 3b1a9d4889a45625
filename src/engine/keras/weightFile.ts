import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';

/** A tensor in a file that has not been read. */
export interface StoredTensor {
  readonly shape: readonly number[];
  /**
   * Reads all values in C order. Each call reads them again; the caller owns them. Throws
   * AssetError.
   */
  read(): Promise<Float32Array>;
}

/**
 * An open HDF5 file of weights. Paths start with `/`. All methods throw AssetError if the file is
 * damaged.
 */
export interface WeightFile {
  readonly name: string;
  /**
   * Returns the strings of an attribute, without padding; a scalar gives one. Undefined if there is
   * no such attribute.
   */
  attribute(path: string, name: string): Promise<readonly string[] | undefined>;
  /** Returns undefined if there is no dataset at `path`. */
  tensor(path: string): Promise<StoredTensor | undefined>;
  /**
   * Returns the names of groups and datasets inside a group. Empty if there is no group at `path`.
   */
  children(path: string): Promise<readonly string[]>;
  close(): void;
}

/**
 * Checks a tensor's type and size against the supported types and the file's size. Returns its
 * number of values.
 */
export function checkTensor(
  file: { readonly name: string; readonly sizeBytes: number },
  path: string,
  stored: { readonly shape: readonly number[]; readonly type: string; readonly isContiguous: boolean },
): number {
  const { shape, type, isContiguous } = stored;
  if (type !== '<f2' && type !== '<f4' && type !== '<f8') {
    throw new AssetError(
      file.name,
      t`Tensor ${path} holds ${describeType(type)}: expected floats of 16, 32 or 64 bits`,
    );
  }
  const numValues = shape.reduce((product, length) => product * length, 1);
  const numBytes = numValues * Number(type.slice(2));
  if (isContiguous && numBytes > file.sizeBytes) {
    throw new AssetError(
      file.name,
      t`Tensor ${path} of ${shape.join(' x ')} takes ${numBytes} bytes: expected at most the file's ${file.sizeBytes}`,
    );
  }
  return numValues;
}

function describeType(type: string): string {
  const [, order, kind, size] = /^([<>|])?([fiu])(\d+)$/.exec(type) ?? [];
  if (kind === undefined) return t`values of type ${type}`;
  const bits = 8 * Number(size);
  const isBig = order === '>';
  if (kind === 'f') return isBig ? t`big-endian ${bits}-bit floats` : t`${bits}-bit floats`;
  if (kind === 'i') return isBig ? t`big-endian ${bits}-bit integers` : t`${bits}-bit integers`;
  return isBig ? t`big-endian ${bits}-bit unsigned integers` : t`${bits}-bit unsigned integers`;
}
