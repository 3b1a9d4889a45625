import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { compareNetwork } from './compareNetwork';
import { readTopology } from './topology';
import {
  type FakeTopologyLayer,
  functionalConfig,
  sequentialConfig,
  topologyLayers,
} from './writeKerasFile.fake';

type Layers = readonly FakeTopologyLayer[];

const modelOf = (id: string) => CATALOG.get(id)!;
const compare = (config: unknown, id: string) => compareNetwork('f', readTopology(config, 'f'), modelOf(id));

/**
 * Returns the layers with other settings, and another class if `className` is given, for the layer
 * of this name.
 */
const withSettings =
  (name: string, settings: object, className?: string) =>
  (layers: Layers): Layers =>
    layers.map((layer) =>
      layer.config.name === name
        ? { ...layer, className: className ?? layer.className, config: { ...layer.config, ...settings } }
        : layer,
    );

/** Inserts a layer after the one of this name. */
const withLayer =
  (after: string, className: string, settings: object = {}) =>
  (layers: Layers): Layers =>
    layers.flatMap((layer) =>
      layer.config.name === after
        ? [layer, { className, config: { name: 'extra', ...settings }, sources: [after] }]
        : [layer],
    );

const without =
  (name: string) =>
  (layers: Layers): Layers =>
    layers.filter(({ config }) => config.name !== name);

/** Adds a ReLU layer after `dense`, whose own activation becomes linear. */
const withReluLayer = (className: string, settings: object) => (layers: Layers) =>
  withLayer('dense', className, settings)(withSettings('dense', { activation: 'linear' })(layers));

/** Adds a layer after `dense_2`, and a softmax layer after it. */
const withSoftmax = (className: string, settings: object, softmax: object) => (layers: Layers) => [
  ...withLayer('dense_2', className, settings)(withSettings('dense_2', { activation: 'linear' })(layers)),
  { className: 'Softmax', config: { name: 'softmax', ...softmax }, sources: ['extra'] },
];

const func = (config: string, module = 'builtins') => ({ module, class_name: 'function', config });

describe('compareNetwork', () => {
  // Transformers have operators that no Keras layer of the catalogue describes.
  const ofLayers = [...CATALOG.values()].filter(({ nodes }) =>
    nodes.every(({ node }) => node.kind !== 'linear'),
  );
  test.each(ofLayers.map(({ id }) => id))('takes %s as Keras describes it, and names its layers', (id) => {
    const layers = topologyLayers(modelOf(id));
    const names = compare(functionalConfig(layers), id);
    for (const { name } of modelOf(id).layers) {
      expect(names.get(name)).toBe(layers.find(({ node }) => node === name)!.config.name);
    }
    const turned = structuredClone(functionalConfig(layers)) as { config: { layers: object[] } };
    turned.config.layers.reverse();
    expect(compare(turned, id)).toEqual(names);
  });

  const harmless: [string, string, (layers: Layers) => Layers][] = [
    ['functions as objects of Keras 3', 'lenet-fc', withSettings('dense', { activation: func('relu') })],
    [
      'ReLU as a layer',
      'lenet-fc',
      withReluLayer('ReLU', { max_value: null, negative_slope: 0, threshold: 0 }),
    ],
    ['ReLU as an Activation', 'lenet-fc', withReluLayer('Activation', { activation: 'relu' })],
    [
      'ReLU given as an activation',
      'lenet-fc',
      withSettings('dense', { activation: { class_name: 'ReLU', config: { max_value: null } } }),
    ],
    ['scores without softmax', 'lenet-fc', withSettings('dense_2', { activation: 'linear' })],
    [
      'softmax over the axis of the scores where others have length 1',
      'lenet-fc',
      (layers) =>
        withSoftmax(
          'Reshape',
          { target_shape: [10, 1] },
          { axis: 1 },
        )(withSettings('flatten', { target_shape: [1, 784], data_format: undefined }, 'Reshape')(layers)),
    ],
    [
      'softmax as a layer',
      'lenet-fc',
      (layers) =>
        withLayer('dense_2', 'Softmax', { axis: -1 })(withSettings('dense_2', { activation: null })(layers)),
    ],
    [
      'dropout and noise',
      'lenet-fc',
      (layers) =>
        withLayer('dense', 'Dropout', { rate: 0.5, seed: 3 })(
          withLayer('in', 'GaussianNoise', { name: 'noise', stddev: 1 })(layers),
        ),
    ],
    [
      'an input of 784 numbers without Flatten',
      'lenet-fc',
      (layers) => without('flatten')(withSettings('in', { batch_input_shape: [null, 784] })(layers)),
    ],
    [
      'Reshape for Flatten',
      'lenet-fc',
      withSettings('flatten', { target_shape: [-1], data_format: undefined }, 'Reshape'),
    ],
    ['a channel of its own', 'lenet-fc', withSettings('in', { batch_input_shape: [null, 28, 28, 1] })],
    [
      'regularisers, LoRA and unknown settings that are off',
      'lenet-fc',
      withSettings('dense', {
        kernel_regularizer: { class_name: 'L2' },
        lora_rank: 4,
        quantization_config: null,
        future: false,
      }),
    ],
    [
      'half precision',
      'lenet-fc',
      withSettings('dense', { dtype: { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } } }),
    ],
    ['a pool that pads nothing', 'lenet-cnn', withSettings('max_pooling2d', { padding: 'same' })],
    ['strides left to the pool', 'lenet-cnn', withSettings('max_pooling2d', { strides: null })],
    ['an input of any size', 'cf-vgg', withSettings('in', { batch_input_shape: [null, null, null, 3] })],
  ];
  test.each(harmless)('takes %s', (_, id, change) => {
    const layers = change(topologyLayers(modelOf(id)));
    expect(compare(sequentialConfig(layers), id).size).toBeGreaterThanOrEqual(modelOf(id).layers.length);
  });

  const wrong: [string, (layers: Layers) => Layers, string][] = [
    [
      'lenet-fc',
      withSettings('dense', { activation: 'tanh' }),
      'Layer dense has activation tanh: expected relu',
    ],
    [
      'lenet-fc',
      withSettings('dense', { activation: undefined }),
      'Layer dense has activation linear: expected relu, as fc-1 of LeNetFC',
    ],
    [
      'lenet-fc',
      withSettings('dense_2', { activation: 'relu' }),
      'Layer dense_2 has activation relu: expected linear or softmax',
    ],
    [
      'lenet-fc',
      withSettings('dense', { activation: 'softmax' }),
      'Layer dense has activation softmax: expected relu',
    ],
    [
      'lenet-fc',
      withSettings('dense', { activation: func('relu', '__main__') }),
      'Layer dense has activation __main__.relu: expected relu',
    ],
    [
      'lenet-fc',
      withSettings('dense', { activation: { class_name: 'ReLU', config: { max_value: 6 } } }),
      'Layer dense has max_value 6: expected none',
    ],
    ['lenet-fc', withReluLayer('ReLU', { max_value: 1 }), 'Layer extra has max_value 1: expected none'],
    [
      'lenet-fc',
      withReluLayer('ReLU', { negative_slope: 0.3 }),
      'Layer extra has negative_slope 0.3: expected 0',
    ],
    ['lenet-fc', withReluLayer('ReLU', { threshold: 0.5 }), 'Layer extra has threshold 0.5: expected 0'],
    [
      'lenet-fc',
      withReluLayer('LeakyReLU', { alpha: 0.3 }),
      'Layer extra is a LeakyReLU after dense: expected the ReLU of fc-1 of LeNetFC',
    ],
    [
      'lenet-fc',
      withReluLayer('Activation', { activation: 'elu' }),
      'Layer extra is an Activation of elu after dense: expected the ReLU',
    ],
    [
      'lenet-fc',
      withReluLayer('ReLU', { max_value: null, alien: 2 }),
      'Layer extra has alien 2, an unknown setting: expected none',
    ],
    [
      'lenet-fc',
      withLayer('in', 'Rescaling', { scale: 1 / 255 }),
      'Layer extra is a Rescaling at the input: expected a Dense of 300 units (fc-1) of LeNetFC, for samples are scaled before the first layer',
    ],
    [
      'lenet-fc',
      withLayer('in', 'Normalization'),
      'Layer extra is a Normalization at the input: expected a Dense',
    ],
    [
      'lenet-fc',
      withLayer('in', 'Permute', { dims: [2, 1] }),
      'Layer extra is a Permute at the input: expected a Dense',
    ],
    [
      'lenet-fc',
      withLayer('dense', 'Activation', { activation: 'tanh' }),
      'Layer extra is an Activation of tanh after dense: expected a Dense of 100 units',
    ],
    [
      'lenet-fc',
      withLayer('dense_1', 'BatchNormalization'),
      'Layer extra is a BatchNormalization after dense_1: expected a Dense of 10 units',
    ],
    [
      'lenet-fc',
      withLayer('dense_2', 'Lambda'),
      'Layer extra is a Lambda after dense_2: expected only the layers of LeNetFC',
    ],
    [
      'lenet-fc',
      withLayer('dense', 'Dense', { units: 300, activation: 'relu' }),
      'Layer extra has units 300: expected 100',
    ],
    ['lenet-fc', without('dense_1'), 'Layer dense_2 has units 10: expected 100'],
    [
      'lenet-fc',
      without('dense_2'),
      'No layer of the model has only the output of layer dense_1 as input: expected a Dense of 10 units (fc-3)',
    ],
    ['lenet-fc', withSettings('dense', { use_bias: false }), 'Layer dense has use_bias false: expected true'],
    [
      'lenet-fc',
      withSettings('dense', { dtype: 'int8' }),
      'Layer dense has dtype int8: expected float32 or another type of floats',
    ],
    [
      'lenet-fc',
      withSettings('in', { dtype: 'uint8' }),
      'Layer in has dtype uint8: expected float32 or another type of floats',
    ],
    [
      'lenet-fc',
      withSettings('flatten', { dtype: 'int32' }),
      'Layer flatten has dtype int32: expected float32 or another type of floats',
    ],
    [
      'lenet-fc',
      withSettings('in', { batch_input_shape: [null, 14, 14, 4] }),
      'Layer in takes 14 x 14 x 4: expected 28 x 28',
    ],
    [
      'lenet-fc',
      withSettings('in', { batch_input_shape: [null, 14, null, 4] }),
      'Layer in takes 14 x any x 4: expected 28 x 28',
    ],
    [
      'lenet-fc',
      withSoftmax('Reshape', { target_shape: [10, 1] }, { axis: -1 }),
      'Layer softmax has axis -1: expected -2 or 1',
    ],
    [
      'lenet-fc',
      withSoftmax('Reshape', { target_shape: [2, 5] }, {}),
      'Layer softmax takes 2 x 5: expected 10',
    ],
    [
      'lenet-fc',
      (layers) =>
        withSoftmax(
          'Dropout',
          {},
          { axis: 1 },
        )(withSettings('flatten', { target_shape: [1, 784], data_format: undefined }, 'Reshape')(layers)),
      'Layer softmax has axis 1: expected -1 or 2',
    ],
    [
      'lenet-fc',
      withSettings('flatten', { data_format: 'channels_first' }),
      'Layer flatten has data_format channels_first: expected channels_last',
    ],
    [
      'lenet-fc',
      withSettings('in', { batch_input_shape: [null, 14, 14] }),
      'Layer in takes 14 x 14: expected 28 x 28',
    ],
    [
      'lenet-cnn',
      withSettings('max_pooling2d', { pool_size: [3, 3] }),
      'Layer max_pooling2d has pool_size 3 x 3: expected 2 x 2',
    ],
    [
      'lenet-cnn',
      withSettings('max_pooling2d', { strides: [1, 1] }),
      'Layer max_pooling2d has strides 1 x 1: expected 2 x 2',
    ],
    [
      'cf-vgg',
      withSettings('max_pooling2d_1', { padding: 'same' }),
      'Layer max_pooling2d_1 has padding same: expected valid',
    ],
    [
      'lenet-cnn',
      withSettings('max_pooling2d', {}, 'AveragePooling2D'),
      'Layer max_pooling2d is an AveragePooling2D after conv2d_1: expected a MaxPooling2D of 2 x 2 (pool-1) of LeNetCNN',
    ],
    ['lenet-cnn', without('max_pooling2d'), 'Layer dense is a Dense after conv2d_1: expected a MaxPooling2D'],
    [
      'lenet-cnn',
      withSettings('conv2d', { strides: [2, 2] }),
      'Layer conv2d has strides 2 x 2: expected 1 x 1',
    ],
    [
      'lenet-cnn',
      withSettings('conv2d', { padding: 'same' }),
      'Layer conv2d has padding same: expected valid',
    ],
    [
      'lenet-cnn',
      withSettings('conv2d', { dilation_rate: 2 }),
      'Layer conv2d has dilation_rate 2 x 2: expected 1 x 1',
    ],
    ['lenet-cnn', withSettings('conv2d_1', { groups: 2 }), 'Layer conv2d_1 has groups 2: expected 1'],
    [
      'lenet-cnn',
      withSettings('conv2d', { data_format: 'channels_first' }),
      'Layer conv2d has data_format channels_first: expected channels_last',
    ],
    [
      'lenet-cnn',
      withSettings('conv2d', { kernel_size: [5, 5] }),
      'Layer conv2d has kernel_size 5 x 5: expected 3 x 3',
    ],
    [
      'lenet-cnn',
      withSettings('conv2d', {}, 'Conv2DTranspose'),
      'Layer conv2d is a Conv2DTranspose at the input: expected a Conv2D of 32 filters (conv-1)',
    ],
    [
      'lenet-cnn',
      withSettings('conv2d', {}, 'Convolution2D'),
      'Layer conv2d is a Convolution2D at the input: expected a Conv2D',
    ],
    [
      'lenet-cnn',
      withLayer('conv2d_1', 'Reshape', { target_shape: [12, 48, 32] }),
      'Layer max_pooling2d takes 12 x 48 x 32: expected 24 x 24 x 32',
    ],
    [
      'lenet-cnn',
      withSettings('in', { batch_input_shape: [null, 1, 28, 29] }),
      'Layer in takes 1 x 28 x 29: expected 28 x 28 x 1',
    ],
    ['ti-gru', withSettings('gru', { reset_after: true }), 'Layer gru has reset_after true: expected false'],
    ['ti-gru', withSettings('gru', { activation: 'relu' }), 'Layer gru has activation relu: expected tanh'],
    [
      'ti-gru',
      withSettings('gru', { recurrent_activation: 'hard_sigmoid' }),
      'Layer gru has recurrent_activation hard_sigmoid: expected sigmoid',
    ],
    [
      'ti-gru',
      withSettings('gru', { recurrent_activation: undefined }),
      'Layer gru has recurrent_activation left out: expected sigmoid',
    ],
    [
      'ti-gru',
      withSettings('gru', { return_sequences: undefined }),
      'Layer gru has return_sequences false: expected true',
    ],
    [
      'ti-gru',
      withSettings('gru', { go_backwards: true }),
      'Layer gru has go_backwards true: expected false',
    ],
    ['ti-gru', withSettings('gru', { stateful: true }), 'Layer gru has stateful true: expected false'],
    [
      'ti-gru',
      withLayer('in', 'Masking', { mask_value: 0 }),
      'Layer extra is a Masking at the input: expected a GRU of 200 units',
    ],
    [
      'ti-gru',
      withSettings('gru', {}, 'LSTM'),
      'Layer gru is an LSTM at the input: expected a GRU of 200 units',
    ],
  ];
  test.each(wrong)('refuses another %s', (id, change, message) => {
    const refused = () => compare(sequentialConfig(change(topologyLayers(modelOf(id)))), id);
    expect(refused).toThrow(AssetError);
    expect(refused).toThrow(`f: ${message}`);
  });

  const residual: [(layers: Layers) => Layers, string][] = [
    [
      withSettings('batch_normalization', { epsilon: 1.001e-5 }),
      'Layer batch_normalization has epsilon 0.00001001: expected 0.001',
    ],
    [
      withSettings('batch_normalization_2', { axis: [1] }),
      'Layer batch_normalization_2 has axis 1: expected -1 or 3',
    ],
    [
      withSettings('batch_normalization_2', { scale: false }),
      'Layer batch_normalization_2 has scale false: expected true',
    ],
    [
      withSettings('zero_padding2d', {
        padding: [
          [3, 2],
          [3, 2],
        ],
      }),
      'Layer zero_padding2d has padding [3,2] x [3,2]: expected 3 x 3',
    ],
    [withSettings('re_lu_3', { max_value: 6 }), 'Layer re_lu_3 has max_value 6: expected none'],
    [
      withSettings('add_1', {}, 'Concatenate'),
      'Layer add_1 is a Concatenate after re_lu_3: expected an Add (add-2b)',
    ],
    [withSettings('conv2d', { activation: 'relu' }), 'Layer conv2d has activation relu: expected linear'],
    [(layers) => withSource(layers, 'add_2', 0, 're_lu_3'), 'has only the output of layer re_lu_6 as input'],
  ];
  test.each(residual)('refuses another ResNet50-mini', (change, message) => {
    const layers = change(topologyLayers(modelOf('resnet50-mini')));
    expect(() => compare(functionalConfig(layers), 'resnet50-mini')).toThrow(message);
  });

  test('takes branches that are added in either order, and other names of the mean', () => {
    const id = 'resnet50-mini';
    const layers = topologyLayers(modelOf(id));
    const names = compare(functionalConfig(layers), id);
    const turned = layers.map((layer) => ({ ...layer, sources: layer.sources.toReversed() }));
    expect(compare(functionalConfig(turned), id)).toEqual(names);
    const pooled = withSettings(
      'global_average_pooling2d',
      { pool_size: [1, 1] },
      'AveragePooling2D',
    )(layers);
    expect(compare(functionalConfig(pooled), id)).toEqual(names);
    const wide = withSettings('global_average_pooling2d', { pool_size: [2, 2] }, 'AveragePooling2D')(layers);
    expect(() => compare(functionalConfig(wide), id)).toThrow('has pool_size 2 x 2: expected 1 x 1');
  });

  test.each([
    ['resnet50-mini', 'GlobalAveragePooling2D', 'GlobalAvgPool2D'],
    ['resnet50-mini', 'MaxPooling2D', 'MaxPool2D'],
    ['vgg16-mini', 'MaxPooling2D', 'MaxPool2D'],
  ])('takes %s with %s under its other name %s', (id, className, alias) => {
    const layers = topologyLayers(modelOf(id));
    expect(layers.some((layer) => layer.className === className)).toBe(true);
    const renamed = layers.map((layer) =>
      layer.className === className ? { ...layer, className: alias } : layer,
    );
    expect(compare(functionalConfig(renamed), id)).toEqual(compare(functionalConfig(layers), id));
  });

  test('takes a mean under the other name AvgPool2D', () => {
    const layers = topologyLayers(modelOf('resnet50-mini'));
    const pooled = withSettings('global_average_pooling2d', { pool_size: [1, 1] }, 'AvgPool2D')(layers);
    expect(() => compare(functionalConfig(pooled), 'resnet50-mini')).not.toThrow();
  });

  test('refuses dropout that is called in training, and constants beside tensors', () => {
    const config = functionalConfig(topologyLayers(modelOf('lenet-cnn')));
    const called = (text: string, argument: string) =>
      JSON.parse(JSON.stringify(config).replace(`["${text}",0,0,{}]`, `["${text}",0,0,${argument}]`));
    const active = called('max_pooling2d', '{"training":true}');
    expect(() => compare(active, 'lenet-cnn')).toThrow(
      'f: Layer dropout is called with training true: expected tensors only',
    );
    expect(compare(called('max_pooling2d', '{"training":false}'), 'lenet-cnn').size).toBeGreaterThan(4);
  });

  test('refuses a model that ends elsewhere or begins twice, and takes outputs on the way', () => {
    const layers = topologyLayers(modelOf('lenet-fc'));
    const ending = (...names: string[]) => {
      const config = structuredClone(functionalConfig(layers)) as { config: { output_layers: unknown } };
      config.config.output_layers = names.map((name) => [name, 0, 0]);
      return config;
    };
    expect(() => compare(ending('dense_1'), 'lenet-fc')).toThrow(
      'f: The model does not end in layer dense_2: expected its scores as the output',
    );
    expect(compare(ending('dense_1', 'dense_2'), 'lenet-fc').get('fc-3')).toBe('dense_2');
    for (const place of [
      [0, 1],
      [1, 0],
    ]) {
      const config = structuredClone(functionalConfig(layers)) as { config: { output_layers: unknown } };
      config.config.output_layers = [['dense_2', ...place]];
      expect(() => compare(config, 'lenet-fc')).toThrow(
        `f: The model begins or ends in ["dense_2",${place}]: expected one of its layers`,
      );
    }
    const second = { className: 'InputLayer', config: { name: 'other' }, sources: [] };
    expect(() => compare(functionalConfig([second, ...layers]), 'lenet-fc')).toThrow(
      'f: Layer in is a second input: expected one',
    );
  });

  test('refuses what is no list of layers of one network', () => {
    const layers = topologyLayers(modelOf('lenet-fc'));
    const twice = [...layers, layers.at(-1)!];
    expect(() => compare(sequentialConfig(twice), 'lenet-fc')).toThrow(
      'f: Layer dense_2 occurs twice: expected unique names',
    );
    const nested = { class_name: 'Sequential', config: { name: 'inner', layers: [] } };
    const outer = { class_name: 'Sequential', config: { layers: [nested] } };
    expect(() => compare(outer, 'lenet-fc')).toThrow(
      'f: Layer inner is a Sequential model inside the model: expected its layers in the model itself',
    );
    expect(() => compare({ node: [], library: {} }, 'lenet-fc')).toThrow(
      'f: The model is a graph of TensorFlow operations: expected the layers of a Keras model',
    );
    expect(() => compare({ class_name: 'Mine', config: {} }, 'lenet-fc')).toThrow('f: The model is a Mine');
    expect(() => compare({ class_name: 'Sequential', config: {} }, 'lenet-fc')).toThrow('no list of layers');
    const own = layers.map((layer) => ({
      class_name: layer.className,
      config: layer.config,
      ...(layer.className === 'Dense' && { module: 'my.layers' }),
    }));
    expect(() => compare({ class_name: 'Sequential', config: { layers: own } }, 'lenet-fc')).toThrow(
      'f: Layer dense is a my.layers.Dense at the input: expected a Dense of 300 units',
    );
  });
});

test('compareNetwork throws nothing but AssetError, whatever the configuration', () => {
  for (const [id, config] of [
    ['lenet-cnn', sequentialConfig(topologyLayers(modelOf('lenet-cnn')))],
    ['ti-gru', functionalConfig(topologyLayers(modelOf('ti-gru')))],
  ] as const) {
    const text = JSON.stringify(config);
    // Replaces one value anywhere in the tree by another.
    const places = [...text.matchAll(/:("[^"]*"|[\d.]+|null|true|false|\[\]|\{\})/g)];
    const property = fc.property(fc.nat(places.length - 1), fc.json({ maxDepth: 2 }), (at, value) => {
      const { index, 0: found } = places[at]!;
      const changed: unknown = JSON.parse(
        `${text.slice(0, index)}:${value}${text.slice(index + found.length)}`,
      );
      try {
        compare(changed, id);
      } catch (error) {
        expect(error).toBeInstanceOf(AssetError);
      }
    });
    fc.assert(property, { numRuns: 400 });
  }
});

/** Replaces one input of a layer. */
function withSource(layers: Layers, name: string, index: number, source: string): Layers {
  return layers.map((layer) =>
    layer.config.name === name ? { ...layer, sources: layer.sources.with(index, source) } : layer,
  );
}
