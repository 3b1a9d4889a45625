import { zipSync } from 'fflate';
import type { AssetFile } from '../../core/files/assetFiles';

/** An array of a file that a test writes. */
export interface FakeArray {
  readonly shape: readonly number[];
  /** Stored words. */
  readonly values: Float32Array | Uint16Array | Int32Array;
  /** Type in the format's own words. Default: floats of 32 bits. */
  readonly type?: string;
}

/** Writes a file in the format safetensors. */
export function safetensors(arrays: Readonly<Record<string, FakeArray>>, name = 'w.safetensors'): AssetFile {
  let end = 0;
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  for (const [key, { shape, values, type = 'F32' }] of Object.entries(arrays)) {
    const begin = end;
    end += values.byteLength;
    header[key] = { dtype: type, shape, data_offsets: [begin, end] };
  }
  return withHeader(JSON.stringify(header), Object.values(arrays), name);
}

/** Writes a file of safetensors with any header. */
export function withHeader(
  header: string,
  arrays: readonly FakeArray[] = [],
  name = 'w.safetensors',
): AssetFile {
  const text = new TextEncoder().encode(header);
  const length = new BigUint64Array([BigInt(text.length)]);
  const contents = arrays.map(({ values }) => values as Float32Array<ArrayBuffer>);
  return { name, blob: new Blob([length, text, ...contents]) };
}

/** Writes a .npz file. A type is one of NumPy's codes. */
export function npz(arrays: Readonly<Record<string, FakeArray>>, name = 'w.npz'): AssetFile {
  const members = Object.entries(arrays).map(([key, { shape, values, type = '<f4' }]) => {
    const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
    const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }\n`;
    const start = Uint8Array.of(
      0x93,
      0x4e,
      0x55,
      0x4d,
      0x50,
      0x59,
      1,
      0,
      header.length & 0xff,
      header.length >> 8,
    );
    const content = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return [
      `${key}.npy`,
      Uint8Array.from([...start, ...new TextEncoder().encode(header), ...content]),
    ] as const;
  });
  return { name, blob: new Blob([zipSync(Object.fromEntries(members)) as Uint8Array<ArrayBuffer>]) };
}
