import type { AssetFile } from '../../core/files/assetFiles';
import { isGzip } from '../../core/files/gzip';
import { t } from '../../core/language/t';
import { readPart } from '../source/blobReader';

const NUM_BYTES = 64;

/** Says what a file is that is no ONNX model, by its first bytes. Null if they do not tell. */
export async function nameFileKind({ name, blob }: AssetFile): Promise<string | null> {
  const bytes = await readPart(name, blob.slice(0, NUM_BYTES));
  if (bytes.length === 0) return t`The file is empty: expected an ONNX model`;
  const text = new TextDecoder().decode(bytes).trimStart();
  if (/^<(!doctype html|html|\?xml)/i.test(text)) {
    return t`The file is a web page, such as a server sends with an error: expected an ONNX model`;
  }
  if (/^version https:\/\/git-lfs/.test(text)) {
    return t`The file is a Git LFS pointer: expected the ONNX model that it stands for`;
  }
  if (text.startsWith('PK\x03\x04')) return t`The file is a zip file: expected an ONNX model, unpacked`;
  if (isGzip(bytes)) return t`The file is a gzip file: expected an ONNX model, unpacked`;
  if (text.startsWith('\ufffdHDF')) return t`The file is an HDF5 file: expected an ONNX model`;
  if (/^[\x20-\x7e\s]+$/.test(text)) {
    return t`The file is text that starts with ${JSON.stringify(text.slice(0, 40))}: expected an ONNX model`;
  }
  return null;
}
