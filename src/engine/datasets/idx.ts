import { AssetError } from '../../core/errors';
import { MAX_IMAGES } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { gunzip } from './gunzip';
import type { ImageSet } from './imageSet';

/** Pictures of an IDX file: pixels [numSamples · rows · columns]. */
interface IdxImages {
  readonly pixels: Uint8Array;
  readonly numSamples: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * First word of an IDX file (yann.lecun.com/exdb/mnist): two zeros, type 8 (unsigned bytes), number
 * of dimensions. Big-endian sizes follow.
 */
const IMAGES_MAGIC = 0x00000803;
const LABELS_MAGIC = 0x00000801;
const IMAGES_HEADER_BYTES = 16;
const LABELS_HEADER_BYTES = 8;

/** Side of a picture. All models for IDX files take this size. */
const SIDE = 28;
const NUM_CLASSES = 10;

/**
 * Parses 28 x 28 pictures from an IDX file, plain or gzipped. `name` is the file name in errors.
 * Throws only AssetError, whatever the bytes are.
 */
export async function parseIdxImages(bytes: Uint8Array, name: string): Promise<IdxImages> {
  const decoded = await gunzip(bytes, name, IMAGES_HEADER_BYTES + MAX_IMAGES * SIDE * SIDE);
  const view = checkHeader(decoded, name, t`images`, IMAGES_MAGIC, IMAGES_HEADER_BYTES);
  const numSamples = checkCount(view.getUint32(4), name, 'images');
  const rows = view.getUint32(8);
  const columns = view.getUint32(12);
  if (rows !== SIDE || columns !== SIDE) {
    throw new AssetError(name, t`Pictures are ${rows} x ${columns} pixels: expected ${SIDE} x ${SIDE}`);
  }
  checkLength(decoded, name, IMAGES_HEADER_BYTES + numSamples * SIDE * SIDE, t`${numSamples} images`);
  return { pixels: decoded.subarray(IMAGES_HEADER_BYTES), numSamples, rows, columns };
}

/**
 * Parses labels 0 to 9 [numLabels] from an IDX file, plain or gzipped. Throws AssetError like
 * `parseIdxImages`.
 */
export async function parseIdxLabels(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  const decoded = await gunzip(bytes, name, LABELS_HEADER_BYTES + MAX_IMAGES);
  const view = checkHeader(decoded, name, t`labels`, LABELS_MAGIC, LABELS_HEADER_BYTES);
  const numLabels = checkCount(view.getUint32(4), name, 'labels');
  checkLength(decoded, name, LABELS_HEADER_BYTES + numLabels, t`${numLabels} labels`);
  const labels = decoded.subarray(LABELS_HEADER_BYTES);
  const badIndex = labels.findIndex((label) => label >= NUM_CLASSES);
  if (badIndex >= 0) {
    throw new AssetError(
      name,
      t`Label ${badIndex} is ${labels[badIndex]!}: expected 0 to ${NUM_CLASSES - 1}`,
    );
  }
  return labels;
}

/**
 * Joins pictures and labels of one set. Throws AssetError with both file names if their numbers
 * differ.
 */
export function pairImagesAndLabels(
  images: IdxImages,
  imagesName: string,
  labels: Uint8Array,
  labelsName: string,
): ImageSet {
  if (images.numSamples !== labels.length) {
    throw new AssetError(
      labelsName,
      t`The file has ${labels.length} labels: expected ${images.numSamples}, one for each image of ${imagesName}`,
    );
  }
  const { pixels, numSamples, rows, columns } = images;
  return { images: pixels, labels, numSamples, rows, columns, channels: 1 };
}

/** Encodes the pictures of `set` as a plain IDX file. */
export function encodeIdxImages(set: ImageSet): Uint8Array {
  return encodeIdx(IMAGES_MAGIC, [set.numSamples, set.rows, set.columns], set.images);
}

/** Encodes the labels of `set` as a plain IDX file. */
export function encodeIdxLabels(set: Pick<ImageSet, 'labels'>): Uint8Array {
  return encodeIdx(LABELS_MAGIC, [set.labels.length], set.labels);
}

/** Encodes an IDX file of unsigned bytes: `magic`, its `sizes` and `body`. */
export function encodeIdx(magic: number, sizes: readonly number[], body: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  header.setUint32(0, magic);
  sizes.forEach((size, index) => {
    header.setUint32(4 + 4 * index, size);
  });
  const bytes = new Uint8Array(header.byteLength + body.length);
  bytes.set(new Uint8Array(header.buffer));
  bytes.set(body, header.byteLength);
  return bytes;
}

/**
 * Returns a view of IDX bytes that start with `magic` and contain a whole header; otherwise throws
 * AssetError. `wanted` describes the expected content.
 */
export function checkHeader(
  bytes: Uint8Array,
  name: string,
  wanted: string,
  magic: number,
  headerBytes: number,
): DataView {
  if (bytes.length < 4) {
    throw new AssetError(name, t`The file has ${bytes.length} bytes: expected an IDX file of ${wanted}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== magic) {
    throw new AssetError(
      name,
      t`The file starts with ${hex(found)}${describeMagic(found)}: expected ${hex(magic)}, an IDX file of ${wanted}`,
    );
  }
  if (bytes.length < headerBytes) {
    throw new AssetError(
      name,
      t`The file is cut short at ${bytes.length} bytes: expected a header of ${headerBytes} bytes`,
    );
  }
  return view;
}

/**
 * Returns the number of samples `count` from a header. Throws AssetError if it is outside the
 * supported range.
 */
export function checkCount(count: number, name: string, what: string): number {
  if (count < 1 || count > MAX_IMAGES) {
    throw new AssetError(name, t`The file announces ${count} ${what}: expected 1 to ${MAX_IMAGES}`);
  }
  return count;
}

/** Throws AssetError unless the file has exactly `wanted` bytes. */
export function checkLength(bytes: Uint8Array, name: string, wanted: number, content: string): void {
  if (bytes.length === wanted) return;
  throw new AssetError(
    name,
    bytes.length < wanted
      ? t`The file is cut short with ${bytes.length} bytes: expected ${wanted} for ${content}`
      : t`The file has trailing bytes with ${bytes.length} bytes: expected ${wanted} for ${content}`,
  );
}

function describeMagic(magic: number): string {
  if (magic === IMAGES_MAGIC) return t`, an IDX file of images`;
  if (magic === LABELS_MAGIC) return t`, an IDX file of labels`;
  return '';
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
