import { AssetError } from '../../core/errors';

/**
 * Filters that h5wasm is built with, by their numbers in HDF5: deflate (gzip), shuffle,
 * Fletcher-32, szip, n-bit, scale-offset.
 */
const BUILT_IN: readonly number[] = [1, 2, 3, 4, 5, 6];

/**
 * Names of the filters that people meet, by their registered numbers (HDF Group, list of registered
 * filter plug-ins).
 */
const NAMES: Readonly<Record<number, string>> = {
  305: 'LZO',
  307: 'bzip2',
  32000: 'LZF',
  32001: 'Blosc',
  32004: 'LZ4',
  32008: 'bitshuffle',
  32013: 'ZFP',
  32015: 'Zstandard',
  32017: 'SZ',
  32018: 'FCIDECOMP',
  32019: 'JPEG',
  32023: 'Granular BitRound',
  32024: 'SZ3',
  32026: 'Blosc2',
};

/**
 * Throws AssetError where values went through a filter that the HDF5 reader lacks: it would give
 * wrong numbers, or call the file damaged. `name` is what the file says of the filter, often
 * nothing.
 */
export function checkFilters(
  fileName: string,
  path: string,
  filters: readonly { readonly id: number; readonly name: string }[],
): void {
  const missing = filters.find(({ id }) => !BUILT_IN.includes(id));
  if (missing === undefined) return;
  const { id, name } = missing;
  const title = NAMES[id] ?? (name === '' ? 'an unknown filter' : name);
  throw new AssetError(
    fileName,
    `Tensor ${path} is packed with ${title} (HDF5 filter ${id}): expected gzip or no compression, as Keras saves; copy the file ` +
      'where it was made, with h5repack -f NONE or by h5py without compression=',
  );
}
