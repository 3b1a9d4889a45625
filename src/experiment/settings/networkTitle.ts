import type { ModelDescription } from '../../core/network/model';

/** Names the file of a reader's network: `lenet.onnx, 1.1 MB, file-3f9a01c2aa55e001`. */
export function networkTitle({ id, title, file }: Pick<ModelDescription, 'id' | 'title' | 'file'>): string {
  return file === undefined ? `${title}, ${id}` : `${file.name}, ${sizeText(file.bytes)}, ${id}`;
}

/** Returns the name of a network in names of files: its id, or what its own file is called. */
export function networkWord({ id, title, dataKind }: ModelDescription): string {
  return dataKind === 'own' ? title.replaceAll(/[^\w.,-]+/g, '-') : id;
}

/** Formats the size of a file in powers of ten: `0.7 kB`, `248.9 kB`, `1.1 MB`. */
function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
