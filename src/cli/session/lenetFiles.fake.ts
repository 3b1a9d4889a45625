import { zipSync } from 'fflate';
import { numbers } from '../../engine/graph/networks.fake';
import { writeKerasFile, writeTensors } from '../../engine/keras/writeKerasFile.fake';
import { type FakeTensor, tfjsModel } from '../../engine/kerasNetwork/tfjsModel.fake';
import {
  attribute,
  bytes,
  initializer,
  int,
  model,
  node,
  text,
  value,
} from '../../engine/onnx/writeOnnx.fake';
import { tfliteBytes } from '../../engine/tflite/writeTflite.fake';

// LeNet for pictures [28, 28, 1] as each format writes it: 5 x 5 convolutions, 2 x 2 pools and two
// dense layers. The same values everywhere, in the order that each format stores them.

/** Values of each tensor by `layer/role`, in the order of Keras. */
export type LenetWeights = ReadonlyMap<string, Float32Array>;

const SIDE = 4;
const CHANNELS = 8;

/** Shapes of the kernels in Keras's order. */
const KERNELS = {
  conv1: [5, 5, 1, 6],
  conv2: [5, 5, 6, CHANNELS],
  fc1: [SIDE * SIDE * CHANNELS, 48],
  fc2: [48, 10],
} as const;
type Layer = keyof typeof KERNELS;
const LAYERS = Object.keys(KERNELS) as readonly Layer[];

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
const unitsOf = (layer: Layer) => KERNELS[layer].at(-1)!;

/** Random weights, scaled by their number of inputs so that values neither vanish nor grow. */
export function lenetWeights(): LenetWeights {
  return new Map(
    LAYERS.flatMap((layer, index): [string, Float32Array][] => {
      const numWeights = size(KERNELS[layer]);
      const scale = Math.sqrt((6 * unitsOf(layer)) / numWeights);
      const kernel = numbers(numWeights, index + 1).map((one) => Math.fround(one * scale));
      const bias = numbers(unitsOf(layer), index + 11).map((one) => Math.fround(one * 0.1));
      return [
        [`${layer}/kernel`, Float32Array.from(kernel)],
        [`${layer}/bias`, Float32Array.from(bias)],
      ];
    }),
  );
}

/**
 * Places of a tensor's words in the file of a format, by their places in Keras's: conv kernels
 * [height, width, in, out], dense ones [in, out], which read a picture's channels last.
 */
export function placesIn(format: 'onnx' | 'tflite', tensor: string): (place: number) => number {
  const [layer, role] = tensor.split('/') as [Layer, string];
  const shape = KERNELS[layer];
  if (role === 'bias') return (place) => place;
  if (shape.length === 2) {
    const [rows, columns] = shape;
    return (place) => {
      const [row, column] = [Math.floor(place / columns), place % columns];
      const channelsFirst = (row % CHANNELS) * SIDE * SIDE + Math.floor(row / CHANNELS);
      return column * rows + (layer === 'fc1' && format === 'onnx' ? channelsFirst : row);
    };
  }
  const [height, width, from, to] = shape;
  return (place) => {
    const [out, input] = [place % to, Math.floor(place / to) % from];
    const [x, y] = [Math.floor(place / (to * from)) % width, Math.floor(place / (to * from * width))];
    return format === 'onnx'
      ? ((out * from + input) * height + y) * width + x
      : ((out * height + y) * width + x) * from + input;
  };
}

function ordered(weights: LenetWeights, format: 'onnx' | 'tflite', tensor: string): Float32Array {
  const values = weights.get(tensor)!;
  const place = placesIn(format, tensor);
  const sorted = new Float32Array(values.length);
  for (const [at, one] of values.entries()) sorted[place(at)] = one;
  return sorted;
}

const conv = (name: Layer) => ({
  class_name: 'Conv2D',
  config: {
    ...{ name, filters: unitsOf(name), kernel_size: [5, 5], strides: [1, 1], padding: 'valid' },
    ...{ activation: 'relu', use_bias: true, data_format: 'channels_last', dilation_rate: [1, 1] },
  },
});
const pool = (name: string) => ({
  class_name: 'MaxPooling2D',
  config: { name, pool_size: [2, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_last' },
});
const dense = (name: Layer, activation: string) => ({
  class_name: 'Dense',
  config: { name, units: unitsOf(name), activation, use_bias: true },
});

function sequential(input: object) {
  const layers = [
    { class_name: 'InputLayer', config: { name: 'image', ...input } },
    ...[conv('conv1'), pool('pool1'), conv('conv2'), pool('pool2')],
    { class_name: 'Flatten', config: { name: 'flat' } },
    ...[dense('fc1', 'relu'), dense('fc2', 'linear')],
  ];
  return { class_name: 'Sequential', config: { name: 'lenet', layers } };
}

const OLD_INPUT = { batch_input_shape: [null, 28, 28, 1], dtype: 'float32' };
const shapeOf = (tensor: string) => {
  const [layer, role] = tensor.split('/') as [Layer, string];
  return role === 'bias' ? [unitsOf(layer)] : KERNELS[layer];
};

/** A `.h5` file of Keras 2. */
export function lenetH5(weights: LenetWeights): Promise<Uint8Array<ArrayBuffer>> {
  const stored = LAYERS.map((name) => ({
    name,
    weights: ['kernel', 'bias'].map((role) => ({
      name: `${name}/${role}:0`,
      shape: shapeOf(`${name}/${role}`),
    })),
  }));
  const others = ['pool1', 'pool2', 'flat'].map((name) => ({ name, weights: [] }));
  return writeKerasFile([...stored, ...others], {
    modelConfig: sequential(OLD_INPUT),
    valuesByPath: true,
    values: (path) => weights.get(path.split('/').slice(-2).join('/').replace(':0', ''))!,
  });
}

/** A `.keras` file of Keras 3. */
export async function lenetKeras(weights: LenetWeights): Promise<Uint8Array<ArrayBuffer>> {
  const groups: Record<string, Layer> = { conv2d: 'conv1', conv2d_1: 'conv2', dense: 'fc1', dense_1: 'fc2' };
  const tensorAt = (path: string) => {
    const [, , group = '', , number] = path.split('/');
    return `${groups[group]!}/${number === '0' ? 'kernel' : 'bias'}`;
  };
  const paths = Object.keys(groups).flatMap((group) =>
    [0, 1].map((number) => `/layers/${group}/vars/${number}`),
  );
  const stored = await writeTensors(
    Object.fromEntries(paths.map((path) => [path, shapeOf(tensorAt(path))])),
    {
      valuesByPath: true,
      values: (path) => weights.get(tensorAt(path))!,
    },
  );
  const json = (content: object) => new TextEncoder().encode(JSON.stringify(content));
  return new Uint8Array(
    zipSync({
      'metadata.json': json({ keras_version: '3.5.0' }),
      'config.json': json(sequential({ batch_shape: [null, 28, 28, 1], dtype: 'float32' })),
      'model.weights.h5': stored,
    }),
  );
}

/** Files of a model of TensorFlow.js, by name. */
export type TfjsFiles = Readonly<Record<'model.json' | 'shard1.bin', Blob>>;

const filesOf = ({ weights, others }: ReturnType<typeof tfjsModel>): TfjsFiles => ({
  'model.json': weights.blob,
  'shard1.bin': others[0]!.blob,
});

const floatsOf = (weights: LenetWeights): readonly FakeTensor[] =>
  [...weights].map(([name, values]) => ({ name, shape: shapeOf(name), values }));

/** A LayersModel, as the converter makes it of Keras's file. */
export function lenetLayersModel(weights: LenetWeights): TfjsFiles {
  return filesOf(
    tfjsModel({ keras_version: '2.4.0', model_config: sequential(OLD_INPUT) }, floatsOf(weights)),
  );
}

/** A GraphModel, as the converter makes it: functions are fused into their products. */
export function lenetGraphModel(weights: LenetWeights): TfjsFiles {
  const whole = (...list: number[]) => ({ list: { i: list.map(String) } });
  const operation = (name: string, op: string, input: readonly string[], attr: object = {}) => ({
    ...{ name, op, input, attr },
  });
  const windows = (stride: number) => ({
    strides: whole(1, stride, stride, 1),
    padding: { s: btoa('VALID') },
  });
  const fused = (...names: string[]) => ({ fused_ops: { list: { s: names.map(btoa) } } });
  const conv2d = (name: Layer, from: string) =>
    operation(`lenet/${name}/Relu`, '_FusedConv2D', [from, `${name}/kernel`, `${name}/bias`], {
      ...windows(1),
      ...fused('BiasAdd', 'Relu'),
    });
  const maxPool = (name: string, from: string) =>
    operation(`lenet/${name}`, 'MaxPool', [from], { ...windows(2), ksize: whole(1, 2, 2, 1) });
  const image = {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: { dim: [-1, 28, 28, 1].map((length) => ({ size: String(length) })) } },
  };
  const flat: FakeTensor = { name: 'flat/shape', shape: [2], values: Int32Array.of(-1, 128) };
  const tensors = [...floatsOf(weights), flat];
  const nodes = [
    ...tensors.map(({ name }) => operation(name, 'Const', [])),
    operation('image', 'Placeholder', [], image),
    conv2d('conv1', 'image'),
    maxPool('pool1', 'lenet/conv1/Relu'),
    conv2d('conv2', 'lenet/pool1'),
    maxPool('pool2', 'lenet/conv2/Relu'),
    operation('lenet/flat', 'Reshape', ['lenet/pool2', 'flat/shape']),
    operation(
      'lenet/fc1/Relu',
      '_FusedMatMul',
      ['lenet/flat', 'fc1/kernel', 'fc1/bias'],
      fused('BiasAdd', 'Relu'),
    ),
    operation(
      'lenet/fc2/BiasAdd',
      '_FusedMatMul',
      ['lenet/fc1/Relu', 'fc2/kernel', 'fc2/bias'],
      fused('BiasAdd'),
    ),
  ];
  return filesOf(tfjsModel({ node: nodes }, tensors, { format: 'graph-model' }));
}

/** An ONNX file as PyTorch writes it: kernels [out, in, height, width] and [out, in]. */
export function lenetOnnxConv(weights: LenetWeights): Uint8Array<ArrayBuffer> {
  const shapes: Record<Layer, readonly number[]> = {
    ...{ conv1: [6, 1, 5, 5], conv2: [CHANNELS, 6, 5, 5] },
    ...{ fc1: [48, 128], fc2: [10, 48] },
  };
  const stored = LAYERS.flatMap((layer) => {
    const raw = (tensor: string) => bytes(9, new Uint8Array(ordered(weights, 'onnx', tensor).buffer));
    return [
      initializer(`${layer}.weight`, 1, shapes[layer], raw(`${layer}/kernel`)),
      initializer(`${layer}.bias`, 1, [unitsOf(layer)], raw(`${layer}/bias`)),
    ];
  });
  const add = (op: string, layer: Layer, from: string, ...rest: Uint8Array[]) =>
    node(op, [from, `${layer}.weight`, `${layer}.bias`], [layer], `/${layer}/${op}`, ...rest);
  const relu = (from: string) => node('Relu', [from], [`${from}r`], `/${from}/Relu`);
  const two = (name: string) => attribute(name, 7, int(8, 2), int(8, 2));
  const maxPool = (from: string, to: string) =>
    node('MaxPool', [from], [to], `/${to}/MaxPool`, two('kernel_shape'), two('strides'));
  const turned = attribute('transB', 2, int(3, 1));
  return model([
    ...[add('Conv', 'conv1', 'image'), relu('conv1'), maxPool('conv1r', 'pool1')],
    ...[add('Conv', 'conv2', 'pool1'), relu('conv2'), maxPool('conv2r', 'pool2')],
    node('Flatten', ['pool2'], ['flat'], '/flat/Flatten'),
    ...[add('Gemm', 'fc1', 'flat', turned), relu('fc1'), add('Gemm', 'fc2', 'fc1r', turned)],
    text(2, 'lenet'),
    ...stored,
    value(11, 'image', ['batch', 1, 28, 28]),
    value(12, 'fc2', ['batch', 10]),
  ]);
}

/** A TensorFlow Lite file: kernels [out, height, width, in], [out, in]. */
export function lenetTflite(weights: LenetWeights): Uint8Array<ArrayBuffer> {
  const [CONV_2D, FULLY_CONNECTED, MAX_POOL_2D, RESHAPE] = [3, 9, 17, 22] as const;
  const shapes: Record<Layer, readonly number[]> = {
    ...{ conv1: [6, 5, 5, 1], conv2: [CHANNELS, 5, 5, 6] },
    ...{ fc1: [48, 128], fc2: [10, 48] },
  };
  const stored = LAYERS.flatMap((layer) => [
    { name: `${layer}/kernel`, shape: shapes[layer], values: ordered(weights, 'tflite', `${layer}/kernel`) },
    { name: `${layer}/bias`, shape: [unitsOf(layer)], values: weights.get(`${layer}/bias`)! },
  ]);
  const computed = (name: string, ...shape: number[]) => ({
    ...{ name, shape: [1, ...shape], signature: [-1, ...shape] },
  });
  const RELU = 1;
  const conv2d = (layer: Layer, from: string) => ({
    ...{ code: CONV_2D, inputs: [from, `${layer}/kernel`, `${layer}/bias`], outputs: [layer] },
    options: [1, [0, 'byte', 1], [1, 'int', 1], [2, 'int', 1], [3, 'byte', RELU]] as const,
  });
  const maxPool = (from: string, to: string) => ({
    ...{ code: MAX_POOL_2D, inputs: [from], outputs: [to] },
    options: [5, [0, 'byte', 1], [1, 'int', 2], [2, 'int', 2], [3, 'int', 2], [4, 'int', 2]] as const,
  });
  const product = (layer: Layer, from: string, activation: number) => ({
    ...{ code: FULLY_CONNECTED, inputs: [from, `${layer}/kernel`, `${layer}/bias`], outputs: [layer] },
    options: [8, [0, 'byte', activation]] as const,
  });
  return tfliteBytes({
    tensors: [
      ...stored,
      ...[computed('image', 28, 28, 1), computed('conv1', 24, 24, 6), computed('pool1', 12, 12, 6)],
      ...[computed('conv2', 8, 8, CHANNELS), computed('pool2', SIDE, SIDE, CHANNELS)],
      ...[computed('flat', 128), computed('fc1', 48), computed('fc2', 10)],
    ],
    operators: [
      ...[
        conv2d('conv1', 'image'),
        maxPool('conv1', 'pool1'),
        conv2d('conv2', 'pool1'),
        maxPool('conv2', 'pool2'),
      ],
      { code: RESHAPE, inputs: ['pool2'], outputs: ['flat'], options: [17, [0, 'ints', [-1, 128]]] },
      ...[product('fc1', 'flat', RELU), product('fc2', 'fc1', 0)],
    ],
    inputs: ['image'],
    outputs: ['fc2'],
  });
}
