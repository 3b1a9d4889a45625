/** Returns the format of a Keras file for readers, with the version that wrote it, if known. */
export function kerasFormat(version: string | null, isHdf5: boolean): string {
  return ['Keras', ...(version === null ? [] : [version]), isHdf5 ? '.h5' : '.keras'].join(' ');
}

/** Returns the format of a LayersModel for readers, with the version of Keras, if known. */
export function layersFormat(version: string | null): string {
  return version === null ? 'TensorFlow.js LayersModel' : `TensorFlow.js LayersModel, Keras ${version}`;
}

/** Format of a graph of TensorFlow's operations. */
export const GRAPH_FORMAT = 'TensorFlow.js GraphModel';
