/** Writes a little-endian .npy file. */
export function npy(
  name: string,
  type: string,
  shape: readonly number[],
  values: ArrayBufferView<ArrayBuffer>,
) {
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }\n`;
  const start = Uint8Array.of(0x93, 78, 85, 77, 80, 89, 1, 0, header.length, 0);
  return { name, blob: new Blob([start, header, values]) };
}
