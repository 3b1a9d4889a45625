import * as h5wasm from 'h5wasm';
import * as h5wasmOnDisk from 'h5wasm/node';
import type { ModelDescription } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';

/** A layer in Keras's format: its tensors in order, with names as in `weight_names`. */
export interface FakeLayer {
  readonly name: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** An HDF5 string type. The bytes are always UTF-8, whatever the file declares. */
interface FakeStrings {
  readonly length: 'fixed length' | 'variable length';
  readonly cset: 'ASCII' | 'UTF-8';
}

export interface FakeFileOptions {
  /** `model_config` of a whole model. Weights are then stored under /model_weights. */
  readonly modelConfig?: object;
  /** Values of a tensor. Undefined: `fakeValues` of its name. */
  readonly values?: (name: string, numValues: number) => Float32Array;
  /** True if `values` gets the whole path of a tensor instead of its last part. */
  readonly valuesByPath?: boolean;
  /** String type of lists of names. Undefined: fixed length and ASCII, as in tf.keras. */
  readonly strings?: FakeStrings;
  readonly dtype?: '<f' | '<d' | '<i';
  /** True for chunks compressed with gzip. */
  readonly isChunked?: boolean;
  /**
   * `earliest` is h5py's default: superblock 0. `v110` has superblock 3 and attributes that may be
   * stored in heaps.
   */
  readonly libver?: 'earliest' | 'v110';
  /**
   * Number of attributes `layer_names0` ... that `layer_names` is split into, as Keras does above
   * 64 kB.
   */
  readonly nameParts?: number;
  /** Path of the file to write. Undefined: in memory. */
  readonly path?: string;
}

/** Values in (-0.1, 0.1) that depend only on the tensor's name. */
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

/**
 * Writes an .h5 file with the structure of Keras 2 with h5wasm. Returns its bytes, empty if it was
 * written to `path`.
 */
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
    if (nameParts === undefined) writeNames(rootGroup, 'layer_names', layerNames, options);
    else {
      const partLength = Math.ceil(layerNames.length / nameParts);
      for (let part = 0; part < nameParts; part++) {
        const names = layerNames.slice(part * partLength, (part + 1) * partLength);
        writeNames(rootGroup, `layer_names${part}`, names, options);
      }
    }
    rootGroup.create_attribute('backend', 'tensorflow');
    for (const { name, weights } of layers) {
      const group = createGroups(file, `${root}/${name}`);
      const weightNames = weights.map((weight) => weight.name);
      writeNames(group, 'weight_names', weightNames, options);
      for (const weight of weights)
        writeTensor(file, `${root}/${name}/${weight.name}`, weight.shape, options);
    }
  });
}

/** Writes tensors at paths as in Keras 3's `.weights.h5`: `/layers/dense/vars/0`. */
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
  const { values = fakeValues, valuesByPath = false, dtype = '<f', isChunked = false } = options;
  const cut = path.lastIndexOf('/');
  const group = createGroups(file, path.slice(0, cut));
  const data = values(
    valuesByPath ? path : path.slice(cut + 1),
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

/** An empty list has the type float, as in numpy. */
function writeNames(
  group: h5wasm.Group,
  attribute: string,
  names: readonly string[],
  { strings = { length: 'fixed length', cset: 'ASCII' } }: FakeFileOptions,
) {
  if (names.length === 0) return group.create_attribute(attribute, new Float64Array(0), [0], '<d');
  const longest = Math.max(...names.map((name) => new TextEncoder().encode(name).length));
  const letter = strings.cset === 'ASCII' ? 'A' : 'S';
  const type = `${letter}${strings.length === 'fixed length' ? longest : ''}`;
  group.create_attribute(attribute, [...names], [names.length], type);
}

/**
 * Layers of a catalogue model as in Keras's published file. `first` is the publication of 2016,
 * with Keras 1's tensor names (`block1_conv1_W_1:0`), `second` that of 2019
 * (`block1_conv1/kernel:0`).
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

/** Keras's default names: `conv2d`, `conv2d_1` ..., numbered by class. */
export function defaultNames(classNames: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return classNames.map((className) => {
    const base = className
      .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase();
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  });
}

/** A layer of a topology: its class, its settings and the indices of its inputs. */
export interface FakeTopologyLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly sources: readonly string[];
  /** Name of the catalogue's node. Undefined for the input. */
  readonly node?: string;
}

/**
 * Layers of a catalogue network as in Keras, the input first, with Keras's default names. ReLUs are
 * part of their layers, and the last layer ends with softmax.
 */
export function topologyLayers({ nodes, inputShape }: ModelDescription): FakeTopologyLayer[] {
  const described = nodes.map(({ node }) => kerasLayer(node, node === nodes.at(-1)!.node));
  const names = defaultNames(described.map(([className]) => className));
  const byNode = new Map(nodes.map(({ node }, index) => [node.name, names[index]!]));
  const layers = nodes.map(({ node }, index): FakeTopologyLayer => {
    const [className, config] = described[index]!;
    const sources = node.inputs?.map((name) => byNode.get(name)!) ?? [index === 0 ? 'in' : names[index - 1]!];
    return {
      className,
      config: { name: names[index]!, trainable: true, dtype: 'float32', ...config },
      sources,
      node: node.name,
    };
  });
  const input = { name: 'in', batch_input_shape: [null, ...inputShape], dtype: 'float32' };
  return [{ className: 'InputLayer', config: input, sources: [] }, ...layers];
}

function kerasLayer(node: NetworkNode, isLast: boolean): [className: string, config: object] {
  const both = (value: number) => [value, value];
  switch (node.kind) {
    case 'conv': {
      const { filters, kernelSize, strides, padding, relu } = node;
      const sizes = {
        filters,
        kernel_size: both(kernelSize),
        strides: both(strides),
        padding,
        dilation_rate: [1, 1],
      };
      return [
        'Conv2D',
        { ...sizes, ...LAST, groups: 1, activation: relu ? 'relu' : 'linear', use_bias: true },
      ];
    }
    case 'dense': {
      const activation = isLast ? 'softmax' : node.relu ? 'relu' : 'linear';
      return [
        'Dense',
        { units: node.units, activation, use_bias: true, kernel_initializer: { class_name: 'Any' } },
      ];
    }
    case 'gru':
      return [
        'GRU',
        {
          units: node.units,
          activation: 'tanh',
          recurrent_activation: 'sigmoid',
          reset_after: false,
          return_sequences: true,
        },
      ];
    case 'batchNorm':
      return [
        'BatchNormalization',
        { axis: [3], momentum: 0.99, epsilon: node.epsilon, center: true, scale: true },
      ];
    case 'relu':
      return ['ReLU', { max_value: null, negative_slope: 0, threshold: 0 }];
    case 'zeroPad':
      return ['ZeroPadding2D', { padding: [both(node.pixels), both(node.pixels)], ...LAST }];
    case 'maxPool':
      return [
        'MaxPooling2D',
        { pool_size: both(node.size), strides: both(node.strides), padding: 'valid', ...LAST },
      ];
    case 'globalAveragePool':
      return ['GlobalAveragePooling2D', LAST];
    case 'add':
      return ['Add', {}];
    case 'flatten':
      return ['Flatten', LAST];
    case 'dropout':
      return ['Dropout', { rate: node.rate, noise_shape: null, seed: null }];
    default:
      throw new RangeError(`Cannot use a node of kind ${node.kind}: expected one of the catalogue`);
  }
}

const LAST = { data_format: 'channels_last' };

/** `model_config` of a Sequential model with these layers in order. */
export function sequentialConfig(layers: readonly FakeTopologyLayer[]): object {
  const described = layers.map(({ className, config }) => ({ class_name: className, config }));
  return { class_name: 'Sequential', config: { name: 'sequential', layers: described } };
}

/**
 * `model_config` of a functional model with these layers, as tf.keras writes it. Its output is the
 * last layer's.
 */
export function functionalConfig(layers: readonly FakeTopologyLayer[]): object {
  const described = layers.map(({ className, config, sources }) => ({
    class_name: className,
    config,
    name: config.name,
    inbound_nodes: sources.length === 0 ? [] : [sources.map((source) => [source, 0, 0, {}])],
  }));
  const node = (layer: FakeTopologyLayer) => [layer.config.name, 0, 0];
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: described,
      input_layers: [node(layers[0]!)],
      output_layers: [node(layers.at(-1)!)],
    },
  };
}

/**
 * Stored layers of a `.h5` file for a topology. A tensor's name ends with its node,
 * `conv2d_1/conv-1-2_kernel:0`, so that no two have the same fake values.
 */
export function weightsOfTopology(
  layers: readonly FakeTopologyLayer[],
  description: ModelDescription,
): FakeLayer[] {
  const stored = new Map(
    stockLayers(description, 'second').map((layer, index) => [description.nodes[index]!.node.name, layer]),
  );
  return layers.map(({ config: { name }, node }) => {
    const weights = (node === undefined ? undefined : stored.get(node))?.weights ?? [];
    return {
      name,
      weights: weights.map(({ name: old, shape }) => ({
        name: `${name}/${node}_${old.split('/').at(-1)}`,
        shape,
      })),
    };
  });
}
