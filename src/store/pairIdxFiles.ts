import type { DataFiles } from '../core/assetFiles';
import { AssetError } from '../core/errors';

/** Third and fourth byte of an IDX header: unsigned bytes in three dimensions (pictures) or one (labels). */
const KINDS: ReadonlyMap<number, 'images' | 'labels'> = new Map([
  [0x0803, 'images'],
  [0x0801, 'labels'],
]);
const GZIP_MAGIC = 0x1f8b;

/**
 * Tells pictures from labels by content, whatever the files are called and in any order. Of MNIST's four files the two of
 * the test set are taken. Throws AssetError naming the file when there is no pair.
 */
export async function pairIdxFiles(files: readonly File[]): Promise<DataFiles> {
  const tests = files.filter(({ name }) => /t10k|test/i.test(name));
  const chosen = files.length > 2 && tests.length === 2 ? tests : files;
  const names = chosen.map(({ name }) => name).join(', ');
  const kinds = await Promise.all(chosen.map(kindOf));
  const images = chosen.filter((_, index) => kinds[index] === 'images');
  const labels = chosen.filter((_, index) => kinds[index] === 'labels');
  if (images.length !== 1 || labels.length !== 1) {
    throw new AssetError(
      names || 'files',
      `Found ${images.length} IDX image files and ${labels.length} IDX label files: expected one of each, such as ` +
        't10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, .gz or not',
    );
  }
  const asset = (file: File) => ({ name: file.name, blob: file });
  return { format: 'idx', samples: images.map(asset), labels: labels.map(asset) };
}

async function kindOf(file: File): Promise<'images' | 'labels' | undefined> {
  const start = await firstBytes(file.stream());
  if (start.length >= 2 && start[0]! * 256 + start[1]! === GZIP_MAGIC) {
    const decoded = file.stream().pipeThrough(new DecompressionStream('gzip'));
    return kindOfHeader(await firstBytes(decoded).catch(() => new Uint8Array()));
  }
  return kindOfHeader(start);
}

function kindOfHeader(bytes: Uint8Array): 'images' | 'labels' | undefined {
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0) return undefined;
  return KINDS.get(bytes[2]! * 256 + bytes[3]!);
}

async function firstBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const { value } = await reader.read();
  void reader.cancel().catch(() => undefined);
  return value ?? new Uint8Array();
}
