import type { Dataset, Entity, File, Group, Metadata } from 'h5wasm';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { readBytes } from '../loading/readBytes';
import { checkFilters } from './hdf5Filters';
import { readAsUtf8 } from './utf8Names';
import { checkTensor, type WeightFile } from './weightFile';

type H5wasm = typeof import('h5wasm');

/**
 * The part of Emscripten's file system that mounts files. h5wasm's types leave out the kinds of
 * file system.
 */
interface FileSystem {
  readonly filesystems: { readonly WORKERFS: unknown };
  mkdir(path: string): void;
  rmdir(path: string): void;
  mount(type: unknown, options: object, mountPoint: string): void;
  unmount(mountPoint: string): void;
  writeFile(path: string, bytes: Uint8Array, options: { canOwn: boolean }): void;
  unlink(path: string): void;
}

/**
 * Number of bytes of a tensor read into h5wasm's memory at once. This memory never shrinks, and
 * VGG16's largest tensor has 411 MB.
 */
const PIECE_BYTES = 8 * 2 ** 20;
/** HDF5's number of the character set ASCII. Files often declare UTF-8 strings as ASCII. */
const ASCII = 0;

let numOpened = 0;
/** True after the library's WebAssembly failed on a damaged file. It cannot be used afterwards. */
let isBroken = false;

/**
 * Opens an HDF5 file with h5wasm (about 1 MB), which reads one tensor at a time: from the Blob in a
 * web worker, from the path in Node. In Node a Blob without a path is copied into memory. Throws
 * any error of h5wasm, here or later, and AssetError for all files after one that broke the
 * library.
 */
export async function openWithH5wasm(asset: AssetFile): Promise<WeightFile> {
  const { name, blob } = asset;
  if (isBroken) {
    throw new AssetError(
      name,
      t`An earlier damaged file broke the HDF5 reader: expected a reload before the next`,
    );
  }
  const h5wasm = await loadH5wasm(asset.path !== undefined);
  const { path, release } =
    asset.path === undefined ? await mountBlob(h5wasm, blob) : { path: asset.path, release: () => {} };
  let file: File;
  try {
    file = watch(() => new h5wasm.File(path, 'r'));
  } catch (error) {
    release();
    throw error;
  }
  const find = (at: string): Entity | null => (at === '/' ? file : file.get(at));
  return {
    name,
    async attribute(at, attributeName) {
      return watch(() => {
        const found = find(at);
        if (!isGroup(h5wasm, found) && !isDataset(h5wasm, found)) return undefined;
        const attribute = found.attrs[attributeName];
        if (attribute === undefined || !Object.hasOwn(found.attrs, attributeName)) return undefined;
        const value: unknown = found.get_attribute(attributeName, true);
        const isAscii = attribute.metadata.cset === ASCII;
        return (Array.isArray(value) ? value : [value]).map((item) => {
          const text = String(item).replace(/\0+$/, '');
          return isAscii ? readAsUtf8(text) : text;
        });
      });
    },
    async tensor(at) {
      const found = watch(() => find(at));
      if (!isDataset(h5wasm, found)) return undefined;
      const metadata = watch(() => found.metadata);
      checkFilters(
        name,
        at,
        watch(() => found.filters),
      );
      const shape = metadata.shape ?? [];
      const isContiguous = metadata.chunks === null;
      const type = typeOf(h5wasm, metadata);
      const numValues = checkTensor({ name, sizeBytes: blob.size }, at, { shape, type, isContiguous });
      if (type === '<f2') {
        throw new AssetError(
          name,
          t`Tensor ${at} holds 16-bit floats, compressed or in a file over 64 MB: expected floats of 32 or 64 bits there`,
        );
      }
      return { shape, read: async () => watch(() => readInPieces(found, metadata, numValues)) };
    },
    async children(at) {
      return watch(() => {
        const found = find(at);
        return isGroup(h5wasm, found) ? found.keys() : [];
      });
    },
    close() {
      try {
        watch(() => file.close());
      } catch {
        // Closing fails only for a damaged file, which was reported when it was read.
      }
      release();
    },
  };
}

function watch<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    isBroken ||= error instanceof WebAssembly.RuntimeError;
    throw error;
  }
}

/** Loads h5wasm. The Node build uses the real file system, the other one files that are mounted. */
async function loadH5wasm(forPath: boolean): Promise<H5wasm> {
  // A computed name keeps the Node build out of the page's bundle.
  const nodeBuild = 'h5wasm/node';
  const h5wasm: H5wasm = forPath ? await import(/* @vite-ignore */ nodeBuild) : await import('h5wasm');
  const module = await h5wasm.ready;
  // Turns errors of the HDF5 library into exceptions instead of console output.
  module.activate_throwing_error_handler();
  return h5wasm;
}

/** Mounts a Blob for h5wasm: in a web worker without reading it, in Node as a copy. */
async function mountBlob(h5wasm: H5wasm, blob: Blob): Promise<{ path: string; release: () => void }> {
  const fs = h5wasm.FS as unknown as FileSystem;
  const folder = `/weights-${numOpened++}`;
  const path = `${folder}/file`;
  fs.mkdir(folder);
  // Only web workers can read part of a Blob synchronously.
  const isReadInPlace = 'FileReaderSync' in globalThis;
  if (isReadInPlace) fs.mount(fs.filesystems.WORKERFS, { blobs: [{ name: 'file', data: blob }] }, folder);
  else fs.writeFile(path, await readBytes({ blob }), { canOwn: true });
  const release = () => {
    if (isReadInPlace) fs.unmount(folder);
    else fs.unlink(path);
    fs.rmdir(folder);
  };
  return { path, release };
}

function isGroup(h5wasm: H5wasm, found: Entity | null): found is Group {
  return found instanceof h5wasm.Group;
}

function isDataset(h5wasm: H5wasm, found: Entity | null): found is Dataset {
  return found instanceof h5wasm.Dataset;
}

/** Returns a number type in numpy's notation: `<f4`. */
function typeOf(h5wasm: H5wasm, { type, size, littleEndian, signed }: Metadata): string {
  const { H5T_FLOAT, H5T_INTEGER } = h5wasm.Module.H5T_class_t;
  const kind = type === H5T_FLOAT.value ? 'f' : type === H5T_INTEGER.value ? (signed ? 'i' : 'u') : undefined;
  return kind === undefined ? `class ${type}` : `${littleEndian ? '<' : '>'}${kind}${size}`;
}

function readInPieces(dataset: Dataset, { shape, chunks, size }: Metadata, numValues: number): Float32Array {
  const [numRows, ...rest] = shape ?? [];
  if (numRows === undefined) return Float32Array.of(dataset.value as number);
  const values = new Float32Array(numValues);
  if (numValues === 0) return values;
  const rowValues = numValues / numRows;
  const chunkRows = chunks?.[0] ?? 1;
  // Whole chunks, so that none is decompressed twice.
  const pieceRows = Math.max(1, Math.floor(PIECE_BYTES / (rowValues * size * chunkRows))) * chunkRows;
  for (let row = 0; row < numRows; row += pieceRows) {
    const end = Math.min(row + pieceRows, numRows);
    const piece = dataset.slice([[row, end], ...rest.map((length): [number, number] => [0, length])]);
    values.set(piece as Float32Array | Float64Array, row * rowValues);
  }
  return values;
}
