import type { Dataset, File, Group } from 'jsfive';
import type { AssetFile } from '../../core/files/assetFiles';
import { t } from '../../core/language/t';
import { checkTensor, type StoredTensor, type WeightFile } from './weightFile';

/**
 * HDF5's Attribute Info message. It means that attributes are stored in a heap, which jsfive does
 * not read.
 */
const ATTRIBUTE_INFO = 0x15;

/**
 * Opens an HDF5 file with jsfive (40 kB), as a whole in memory. Throws any error of jsfive, here or
 * later, for damaged files and for unsupported ones: chunked data (slow in jsfive), attributes in
 * heaps, strings outside ASCII, values that were never written.
 */
export async function openWithJsfive({ name, blob }: AssetFile): Promise<WeightFile> {
  const { File } = await import('jsfive');
  const file: File = new File(await blob.arrayBuffer(), name);
  const find = (path: string): Group | Dataset | undefined => {
    let found: Group | Dataset = file;
    for (const part of path.split('/').filter((text) => text !== '')) {
      if (isDataset(found) || !found.keys.includes(part)) return undefined;
      const next: Group | Dataset | null = found.get(part);
      if (next === null) return undefined;
      found = next;
    }
    return found;
  };
  return {
    name,
    async attribute(path, attributeName) {
      const found = find(path);
      if (found === undefined) return undefined;
      if (found._dataobjects.find_msg_type(ATTRIBUTE_INFO).length > 0) {
        throw new TypeError(`Attributes of ${path} lie in a heap: expected them in the header`);
      }
      limitAttributes(found, blob.size);
      const { attrs } = found;
      if (!Object.hasOwn(attrs, attributeName)) return undefined;
      const value = attrs[attributeName];
      // jsfive returns null for unknown types.
      if (value === null) throw new TypeError(`Attribute ${attributeName} of ${path} is of an unknown type`);
      const texts = (Array.isArray(value) ? value : [value]).map((text) => String(text).replace(/\0+$/, ''));
      if (texts.some((text) => /[^\0-\x7f]/.test(text))) {
        throw new TypeError(
          `Attribute ${attributeName} of ${path} is not ASCII, and jsfive hides its character set`,
        );
      }
      return texts;
    },
    async tensor(path): Promise<StoredTensor | undefined> {
      const found = find(path);
      if (found === undefined || !isDataset(found)) return undefined;
      const { shape, dtype, _dataobjects } = found;
      if (_dataobjects.chunks !== null) throw new TypeError(`Tensor ${path} is chunked`);
      checkTensor({ name, sizeBytes: blob.size }, path, { shape, type: String(dtype), isContiguous: true });
      return { shape, read: async () => readValues(found, path) };
    },
    async children(path) {
      const found = find(path);
      return found === undefined || isDataset(found) ? [] : found.keys;
    },
    close() {},
  };
}

/**
 * Returns the values of a dataset. For values that were never written, jsfive has array holes where
 * HDF5 has the fill value.
 */
function readValues({ value }: Dataset, path: string): Float32Array {
  if (value.length > 0 && !(0 in value)) throw new TypeError(`Tensor ${path} was never written`);
  return Float32Array.from(value);
}

/**
 * Limits the number of strings in an attribute. A damaged attribute may announce billions of
 * strings, which jsfive would create.
 */
function limitAttributes({ _dataobjects }: Group | Dataset, maxItems: number): void {
  const { determine_data_shape } = Object.getPrototypeOf(_dataobjects) as typeof _dataobjects;
  _dataobjects.determine_data_shape = (bytes, offset) => {
    const shape = determine_data_shape.call(_dataobjects, bytes, offset);
    const numItems = shape.reduce((product, length) => product * length, 1);
    if (numItems > maxItems) throw new RangeError(t`An attribute announces ${numItems} values`);
    return shape;
  };
}

function isDataset(found: Group | Dataset): found is Dataset {
  return Array.isArray(found);
}
