import type { AssetFile, ModelFiles } from '../../core/files/assetFiles';
import { isGzip } from '../../core/files/gzip';
import { gunzip } from '../datasets/gunzip';
import { readBytes } from './readBytes';

const MAX_BYTES = 2 ** 30;

/**
 * Unpacks the gzipped files of a model, each in memory as a whole. HDF5, zip and JSON files never
 * start like gzip. The bytes of a shard may, so a gzipped shard must also be named `.gz`. Throws
 * AssetError for damaged gzip, and for more than 1 GiB.
 */
export async function unpackFiles(files: ModelFiles): Promise<ModelFiles> {
  switch (files.format) {
    case 'keras': {
      const { weights, topology } = files;
      const unpacked = { ...files, weights: await unpack(weights) };
      return topology === undefined ? unpacked : { ...unpacked, topology: await unpack(topology) };
    }
    case 'tfjs': {
      const shards = await Promise.all(files.shards.map(unpackNamed));
      return { ...files, weights: await unpack(files.weights), shards };
    }
    case 'explorer':
      return {
        ...files,
        manifest: await unpack(files.manifest),
        weights: await unpackNamed(files.weights),
      };
    case 'arrays':
      return { ...files, weights: await unpack(files.weights) };
    default:
      throw files satisfies never;
  }
}

async function unpackNamed(file: AssetFile): Promise<AssetFile> {
  return file.name.endsWith('.gz') ? unpack(file) : file;
}

/** Unpacks a file if it is gzip. Throws AssetError for damaged gzip, and for more than 1 GiB. */
export async function unpack(file: AssetFile): Promise<AssetFile> {
  if (!isGzip(new Uint8Array(await file.blob.slice(0, 2).arrayBuffer()))) return file;
  const bytes = await gunzip(await readBytes(file), file.name, MAX_BYTES);
  // A manifest lists shards by their names without `.gz`.
  return { name: file.name.replace(/\.gz$/, ''), blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}
