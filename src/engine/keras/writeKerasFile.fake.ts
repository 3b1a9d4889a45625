import * as h5wasm from 'h5wasm';
import * as h5wasmOnDisk from 'h5wasm/node';
import type { ModelDescription } from '../../core/model';

/** A layer as Keras stores it: its tensors in order, names as in `weight_names`. */
export interface FakeLayer {
  readonly name: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export interface FakeFileOptions {
  /** A whole model: its `model_config`; weights lie under /model_weights then. */
  readonly modelConfig?: object;
  /** Values of a tensor; left out: `fakeValues` of its name. */
  readonly values?: (name: string, numValues: number) => Float32Array;
  readonly dtype?: '<f' | '<d' | '<i';
  /** Chunk and compress by gzip. */
  readonly isChunked?: boolean;
  /** `earliest` is what h5py writes: superblock 0; `v110` has superblock 3 and attributes that may lie in heaps. */
  readonly libver?: 'earliest' | 'v110';
  /** `layer_names` goes into this many attributes `layer_names0` ..., as Keras does above 64 kB. */
  readonly nameParts?: number;
  /** Writes to this file instead of memory. */
  readonly path?: string;
}

/** Values in (-0.1, 0.1) that depend on the tensor's name only. */
export function fakeValues(name: string, numValues: number): Float32Array {
  let state = 0x811c9dc5;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  const values = new Float32Array(numValues);
  for (let index = 0; index < numValues; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[index] = (state >> 8) / 2 ** 23 / 10;
  }
  return values;
}

/** Writes an .h5 file of the structure of Keras 2 with h5wasm and gives its bytes (empty where it went to `path`). */
export async function writeKerasFile(
  layers: readonly FakeLayer[],
  options: FakeFileOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { modelConfig, libver = 'earliest', nameParts } = options;
  return writeHdf5(options.path, libver, (file) => {
    const root = modelConfig === undefined ? '' : '/model_weights';
    if (modelConfig !== undefined) {
      file.create_attribute('model_config', JSON.stringify(modelConfig));
      file.create_group('model_weights');
    }
    const rootGroup = file.get(root || '/') as h5wasm.Group;
    const layerNames = layers.map(({ name }) => name);
    if (nameParts === undefined) writeNames(rootGroup, 'layer_names', layerNames);
    else {
      const partLength = Math.ceil(layerNames.length / nameParts);
      for (let part = 0; part < nameParts; part++) {
        const names = layerNames.slice(part * partLength, (part + 1) * partLength);
        writeNames(rootGroup, `layer_names${part}`, names);
      }
    }
    rootGroup.create_attribute('backend', 'tensorflow');
    for (const { name, weights } of layers) {
      const group = createGroups(file, `${root}/${name}`);
      writeNames(
        group,
        'weight_names',
        weights.map((weight) => weight.name),
      );
      for (const weight of weights)
        writeTensor(file, `${root}/${name}/${weight.name}`, weight.shape, options);
    }
  });
}

/** Writes tensors at paths, as `.weights.h5` of Keras 3 has them: `/layers/dense/vars/0`. */
export function writeTensors(
  tensors: Readonly<Record<string, readonly number[]>>,
  options: FakeFileOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return writeHdf5(options.path, options.libver ?? 'earliest', (file) => {
    for (const [path, shape] of Object.entries(tensors)) writeTensor(file, path, shape, options);
  });
}

async function writeHdf5(
  path: string | undefined,
  libver: 'earliest' | 'v110',
  fill: (file: h5wasm.File) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const library = path === undefined ? h5wasm : h5wasmOnDisk;
  const { FS } = await library.ready;
  const target = path ?? '/fake.h5';
  const file = new library.File(target, 'w', { libver: [libver, 'latest'] });
  fill(file);
  file.close();
  if (path !== undefined) return new Uint8Array(0);
  const fs = FS as unknown as { readFile(path: string): Uint8Array; unlink(path: string): void };
  const bytes = fs.readFile(target).slice();
  fs.unlink(target);
  return bytes;
}

function writeTensor(file: h5wasm.File, path: string, shape: readonly number[], options: FakeFileOptions) {
  const { values = fakeValues, dtype = '<f', isChunked = false } = options;
  const cut = path.lastIndexOf('/');
  const group = createGroups(file, path.slice(0, cut));
  const data = values(
    path.slice(cut + 1),
    shape.reduce((product, length) => product * length, 1),
  );
  group.create_dataset({
    name: path.slice(cut + 1),
    data: dtype === '<f' ? data : dtype === '<d' ? Float64Array.from(data) : Int32Array.from(data),
    shape: [...shape],
    dtype,
    ...(isChunked ? { chunks: shape.map((length) => Math.ceil(length / 2)), compression: 'gzip' } : {}),
  });
}

function createGroups(file: h5wasm.File, path: string): h5wasm.Group {
  let group: h5wasm.Group = file;
  for (const part of path.split('/').filter((text) => text !== '')) {
    group = (group.keys().includes(part) ? group.get(part) : group.create_group(part)) as h5wasm.Group;
  }
  return group;
}

/** Fixed-length strings padded with zeros, as numpy's byte strings are stored; an empty list is one of floats. */
function writeNames(group: h5wasm.Group, attribute: string, names: readonly string[]) {
  if (names.length === 0) group.create_attribute(attribute, new Float64Array(0), [0], '<d');
  else
    group.create_attribute(
      attribute,
      [...names],
      [names.length],
      `S${Math.max(...names.map((name) => name.length))}`,
    );
}

/**
 * Layers of a catalogue model as the stock file of Keras lists them. `first` is the publication of 2016, with Keras 1's names of
 * tensors (`block1_conv1_W_1:0`), `second` the one of 2019 (`block1_conv1/kernel:0`).
 */
export function stockLayers(
  { nodes }: ModelDescription,
  publication: 'first' | 'second',
  numClasses?: number,
): FakeLayer[] {
  const isFirst = publication === 'first';
  const lastName = nodes.at(-1)!.node.name;
  return nodes.map(({ node, inputShapes }) => {
    const name = (isFirst ? node.kerasNames?.[0] : node.kerasNames?.at(-1)) ?? node.name;
    const channels = inputShapes[0]!.at(-1)!;
    const weight = (old: string, today: string, shape: readonly number[]) => ({
      name: isFirst ? `${name}_${old}_1:0` : `${name}/${today}:0`,
      shape,
    });
    if (node.kind === 'conv') {
      const { kernelSize, filters } = node;
      const kernel = weight('W', 'kernel', [kernelSize, kernelSize, channels, filters]);
      return { name, weights: [kernel, weight('b', 'bias', [filters])] };
    }
    if (node.kind === 'dense') {
      const units = node.name === lastName ? (numClasses ?? node.units) : node.units;
      return { name, weights: [weight('W', 'kernel', [channels, units]), weight('b', 'bias', [units])] };
    }
    if (node.kind === 'gru') {
      const gates = 3 * node.units;
      const cell = (role: string) => `${name}/gru_cell/${role}:0`;
      return {
        name,
        weights: [
          { name: cell('kernel'), shape: [channels, gates] },
          { name: cell('recurrent_kernel'), shape: [node.units, gates] },
          { name: cell('bias'), shape: [gates] },
        ],
      };
    }
    if (node.kind === 'batchNorm') {
      return {
        name,
        weights: [
          weight('gamma', 'gamma', [channels]),
          weight('beta', 'beta', [channels]),
          weight('running_mean', 'moving_mean', [channels]),
          weight('running_std', 'moving_variance', [channels]),
        ],
      };
    }
    return { name, weights: [] };
  });
}
