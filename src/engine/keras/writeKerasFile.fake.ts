import * as h5wasm from 'h5wasm';
import * as h5wasmOnDisk from 'h5wasm/node';
import type { ModelDescription } from '../../core/network/model';
import type { NetworkNode } from '../../core/network/network';

/** A layer as Keras stores it: its tensors in order, names as in `weight_names`. */
export interface FakeLayer {
  readonly name: string;
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** A type of strings of HDF5. The bytes are UTF-8 in any case, whatever the file calls them. */
interface FakeStrings {
  readonly length: 'fixed length' | 'variable length';
  readonly cset: 'ASCII' | 'UTF-8';
}

export interface FakeFileOptions {
  /** A whole model: its `model_config`; weights lie under /model_weights then. */
  readonly modelConfig?: object;
  /** Values of a tensor; left out: `fakeValues` of its name. */
  readonly values?: (name: string, numValues: number) => Float32Array;
  /** `values` gets the whole path of a tensor, not its last part. */
  readonly valuesByPath?: boolean;
  /** How lists of names are stored; left out: at fixed length, as ASCII, as tf.keras does. */
  readonly strings?: FakeStrings;
  readonly dtype?: '<f' | '<d' | '<i';
  /** Chunk and compress by gzip. */
  readonly isChunked?: boolean;
  /**
   * `earliest` is what h5py writes: superblock 0; `v110` has superblock 3 and attributes that may
   * lie in heaps.
   */
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

/**
 * Writes an .h5 file of the structure of Keras 2 with h5wasm and gives its bytes (empty where it
 * went to `path`).
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

/** An empty list is one of floats, as numpy makes it. */
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
 * Layers of a catalogue model as the stock file of Keras lists them. `first` is the publication of
 * 2016, with Keras 1's names of tensors (`block1_conv1_W_1:0`), `second` the one of 2019
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

/** Names as Keras gives them when nobody does: `conv2d`, `conv2d_1` ..., a class each. */
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

/** A layer of a topology: its class, its settings and the numbers of the layers that it takes. */
export interface FakeTopologyLayer {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly sources: readonly string[];
  /** The node of the catalogue that it is; undefined for the input. */
  readonly node?: string;
}

/**
 * A catalogue network as Keras would describe it, an input first, under Keras's default names.
 * ReLUs of layers are part of them, the last layer ends with softmax.
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
    case 'averagePool':
      return ['GlobalAveragePooling2D', LAST];
    case 'add':
      return ['Add', {}];
    case 'flatten':
      return ['Flatten', LAST];
    case 'dropout':
      return ['Dropout', { rate: node.rate, noise_shape: null, seed: null }];
    default:
      throw node satisfies never;
  }
}

const LAST = { data_format: 'channels_last' };

/** `model_config` of a Sequential model of these layers, in their order. */
export function sequentialConfig(layers: readonly FakeTopologyLayer[]): object {
  const described = layers.map(({ className, config }) => ({ class_name: className, config }));
  return { class_name: 'Sequential', config: { name: 'sequential', layers: described } };
}

/**
 * `model_config` of a functional model of these layers as tf.keras writes it; its output is the
 * last one's.
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
 * What a `.h5` file stores for layers of a topology. A tensor bears the name of its node at its
 * end, `conv2d_1/conv-1-2_kernel:0`, so that no two have the same fake values.
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
