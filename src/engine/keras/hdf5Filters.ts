import { AssetError } from '../../core/errors';
import { t } from '../../core/language/t';

/**
 * Numbers of the filters in h5wasm: deflate (gzip), shuffle, Fletcher-32, szip, n-bit,
 * scale-offset.
 */
const BUILT_IN: readonly number[] = [1, 2, 3, 4, 5, 6];

/**
 * Names of common filters by their registered numbers (HDF Group, list of registered filter
 * plug-ins).
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
 * Throws AssetError for values stored with a filter that the HDF5 reader lacks. The reader would
 * return wrong numbers or report a damaged file. `name` is the filter's name in the file, often
 * empty.
 */
export function checkFilters(
  fileName: string,
  path: string,
  filters: readonly { readonly id: number; readonly name: string }[],
): void {
  const missing = filters.find(({ id }) => !BUILT_IN.includes(id));
  if (missing === undefined) return;
  const { id, name } = missing;
  const title = NAMES[id] ?? (name === '' ? t`an unknown filter` : name);
  throw new AssetError(
    fileName,
    t`Tensor ${path} is packed with ${title} (HDF5 filter ${id}): expected gzip or no compression, as Keras saves; copy the file
      where it was made, with h5repack -f NONE or by h5py without compression=`,
  );
}
