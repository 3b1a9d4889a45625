import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { isGzip } from '../../core/files/gzip';
import { t } from '../../core/language/t';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER_BYTES = 64;
const ADDRESS_BYTES = 8;

/**
 * Offsets of the address size and of the end-of-file address, by superblock version (HDF5 format,
 * section II).
 */
const LAYOUTS: Readonly<Record<number, { addressBytes: number; endOfFile: number }>> = {
  0: { addressBytes: 13, endOfFile: 40 },
  1: { addressBytes: 13, endOfFile: 44 },
  2: { addressBytes: 9, endOfFile: 28 },
  3: { addressBytes: 9, endOfFile: 28 },
};

/** Returns true if the bytes start like an HDF5 file. */
function isHdf5(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

/**
 * Checks that a file is complete HDF5 before a library opens it. Throws AssetError for another kind
 * of file, described by its first bytes, for an incomplete file, and for a superblock version that
 * Keras never writes.
 */
export async function checkHdf5Header({ name, blob }: AssetFile): Promise<void> {
  const bytes = new Uint8Array(await blob.slice(0, HEADER_BYTES).arrayBuffer());
  if (!isHdf5(bytes)) {
    throw new AssetError(name, startError(bytes));
  }
  const version = bytes[8] ?? 0;
  const layout = LAYOUTS[version];
  if (layout === undefined) {
    throw new AssetError(name, t`The file has superblock version ${version}: expected 0 to 3`);
  }
  if (bytes.length < HEADER_BYTES / 2 || bytes.length < layout.endOfFile + ADDRESS_BYTES) {
    throw new AssetError(name, t`The file has ${bytes.length} bytes: expected at least an HDF5 header`);
  }
  const addressBytes = bytes[layout.addressBytes];
  if (addressBytes !== ADDRESS_BYTES) {
    throw new AssetError(
      name,
      t`The file has addresses of ${addressBytes!} bytes: expected ${ADDRESS_BYTES}`,
    );
  }
  const endOfFile = Number(new DataView(bytes.buffer).getBigUint64(layout.endOfFile, true));
  if (blob.size < endOfFile) {
    throw new AssetError(
      name,
      t`The file has ${withCommas(blob.size)} bytes: its header says ${withCommas(endOfFile)}, so it is cut short`,
    );
  }
}

/** Says by its first bytes what a file that is not HDF5 is instead. */
function startError(bytes: Uint8Array): string {
  if (bytes.length === 0) return t`The file is empty: expected an HDF5 file`;
  const text = new TextDecoder().decode(bytes.subarray(0, 40)).trimStart();
  if (/^<\?xml/i.test(text))
    return t`The file is an XML page, such as a server sends with an error: expected an HDF5 file`;
  if (/^<(!doctype html|html)/i.test(text))
    return t`The file is an HTML page, such as a server sends with an error: expected an HDF5 file`;
  if (/^version https:\/\/git-lfs/.test(text)) return t`The file is a Git LFS pointer: expected an HDF5 file`;
  if (text.startsWith('PK')) return t`The file is a zip file: expected an HDF5 file`;
  if (isGzip(bytes)) return t`The file is a gzip file: expected an HDF5 file`;
  if (/^[\x20-\x7e\s]+$/.test(text))
    return t`The file starts with ${JSON.stringify(text)}: expected an HDF5 file`;
  const hex = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return t`The file starts with the bytes ${hex.join(' ')}: expected an HDF5 file`;
}

function withCommas(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
