import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import '@tensorflow/tfjs-backend-wasm';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssetFile } from '../../core/assetFiles';
import { AssetError } from '../../core/errors';
import { loadKerasModel } from './loadKerasModel';
import { type FakeLayer, fakeValues, writeKerasFile, writeTensors } from './writeKerasFile.fake';

const encoder = new TextEncoder();

function asset(name: string, content: Uint8Array<ArrayBuffer> | object): AssetFile {
  const bytes = content instanceof Uint8Array ? content : encoder.encode(JSON.stringify(content));
  return { name, blob: new Blob([bytes]) };
}

/** A layer as Keras 3 writes it: types, initialisers and activations are objects. */
function layer3(className: string, name: string, config: object, inputs?: readonly string[]): object {
  const tensor = (input: string) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], dtype: 'float32', keras_history: [input, 0, 0] },
  });
  const args = inputs?.length === 1 ? inputs.map(tensor) : [inputs?.map(tensor)];
  return {
    module: 'keras.layers',
    class_name: className,
    config: {
      name,
      trainable: true,
      dtype: { module: 'keras', class_name: 'DTypePolicy', config: { name: 'mixed_float16' } },
      ...config,
    },
    registered_name: null,
    name,
    ...(inputs === undefined ? {} : { inbound_nodes: inputs.length > 0 ? [{ args, kwargs: {} }] : [] }),
  };
}

const DENSE = {
  units: 4,
  activation: { module: 'builtins', class_name: 'function', config: 'silu', registered_name: 'function' },
  use_bias: true,
  kernel_initializer: { module: 'keras.initializers', class_name: 'NoSuchThing', config: {} },
  kernel_regularizer: { module: 'keras.regularizers', class_name: 'L2', config: { l2: 0.1 } },
  groups: 1,
};

/** x + norm(dense(x)), then a dense layer of an own name. */
const FUNCTIONAL = {
  module: 'keras',
  class_name: 'Functional',
  config: {
    name: 'functional',
    layers: [
      layer3('InputLayer', 'x', { batch_shape: [null, 4], sparse: false }, []),
      layer3('Dense', 'dense_7', DENSE, ['x']),
      layer3('BatchNormalization', 'norm', { axis: -1, epsilon: 0.001 }, ['dense_7']),
      layer3('Add', 'add', {}, ['x', 'norm']),
      layer3('Dense', 'out', { ...DENSE, units: 2, activation: 'linear' }, ['add']),
    ],
    input_layers: ['x', 0, 0],
    output_layers: ['out', 0, 0],
  },
};

const FUNCTIONAL_TENSORS = {
  '/layers/dense/vars/0': [4, 4],
  '/layers/dense/vars/1': [4],
  '/layers/batch_normalization/vars/0': [4],
  '/layers/batch_normalization/vars/1': [4],
  '/layers/batch_normalization/vars/2': [4],
  '/layers/batch_normalization/vars/3': [4],
  '/layers/dense_1/vars/0': [4, 2],
  '/layers/dense_1/vars/1': [2],
};

/** Positive, because variances are among them. */
function positive(name: string, numValues: number): Float32Array {
  return fakeValues(name, numValues).map((value) => Math.abs(value) + 0.1);
}

async function keras3(config: object, tensors: Record<string, readonly number[]>): Promise<AssetFile> {
  const weights = await writeTensors(tensors, { values: positive });
  const zip = zipSync({
    'config.json': encoder.encode(JSON.stringify(config)),
    'model.weights.h5': weights,
    'metadata.json': encoder.encode('{}'),
  });
  return asset('m.keras', zip as Uint8Array<ArrayBuffer>);
}

function weightsOf(model: LayersModel): Record<string, number[]> {
  return Object.fromEntries(
    model.weights.map((weight) => [weight.originalName, [...weight.read().dataSync()]]),
  );
}

function sequential(layers: object[], extra: object = {}): object {
  return { class_name: 'Sequential', config: { name: 's', layers, ...extra } };
}

const dense = (name: string, units: number) => ({
  class_name: 'Dense',
  config: { name, units, activation: 'relu', use_bias: true },
});

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

describe('loadKerasModel', () => {
  test('builds a functional model of Keras 3 and computes what Keras would', async () => {
    const model = await loadKerasModel([await keras3(FUNCTIONAL, FUNCTIONAL_TENSORS)]);
    const zero = [...positive('0', 4)];
    expect(weightsOf(model)['norm/gamma']).toEqual(zero);
    expect(weightsOf(model)['norm/moving_variance']).toEqual([...positive('3', 4)]);
    expect(weightsOf(model)['out/bias']).toEqual([...positive('1', 2)]);
    const x = [0.5, -1, 2, 0.25];
    const kernel = positive('0', 16);
    const bias = positive('1', 4);
    const [mean, variance] = [positive('2', 4), positive('3', 4)];
    const hidden = bias.map((b, unit) => {
      const sum = x.reduce((total, value, input) => total + value * kernel[input * 4 + unit]!, b);
      return sum / (1 + Math.exp(-sum));
    });
    const added = hidden.map(
      (h, unit) =>
        x[unit]! + (zero[unit]! * (h - mean[unit]!)) / Math.sqrt(variance[unit]! + 0.001) + bias[unit]!,
    );
    const last = positive('0', 8);
    const wanted = [0, 1].map((unit) =>
      added.reduce((total, value, input) => total + value * last[input * 2 + unit]!, bias[unit]!),
    );
    const found = tf.tidy(() => (model.predict(tf.tensor2d([x])) as tf.Tensor).dataSync());
    for (const [unit, value] of wanted.entries()) expect(found[unit]).toBeCloseTo(value, 5);
    model.dispose();
  });

  test.each([
    ['of Keras 2.13', (path: string) => path.replace('layers', '_layer_checkpoint_dependencies')],
    [
      'that name their layers',
      (path: string) =>
        path
          .replace('dense_1', 'out')
          .replace(/dense(?=\/)/, 'dense_7')
          .replace('batch_normalization', 'norm'),
    ],
  ])('reads .keras files %s', async (_, rename) => {
    const tensors = Object.fromEntries(
      Object.entries(FUNCTIONAL_TENSORS).map(([path, shape]) => [rename(path), shape]),
    );
    const usual = await loadKerasModel([await keras3(FUNCTIONAL, FUNCTIONAL_TENSORS)]);
    const model = await loadKerasModel([await keras3(FUNCTIONAL, tensors)]);
    expect(weightsOf(model)).toEqual(weightsOf(usual));
    usual.dispose();
    model.dispose();
  });

  test('reads a topology of Keras 3 beside its .weights.h5', async () => {
    const weights = await writeTensors(FUNCTIONAL_TENSORS, { values: positive });
    const model = await loadKerasModel([asset('w.weights.h5', weights), asset('t.json', FUNCTIONAL)]);
    expect(weightsOf(model)['norm/moving_variance']).toEqual([...positive('3', 4)]);
    model.dispose();
  });

  test('fills models inside the model and wrapped recurrent layers', async () => {
    const lstm = { class_name: 'LSTM', config: { name: 'lstm', units: 3, return_sequences: false } };
    const config = sequential([
      { class_name: 'InputLayer', config: { name: 'in', batch_shape: [null, 5, 2] } },
      { class_name: 'Bidirectional', config: { name: 'both', layer: lstm, merge_mode: 'concat' } },
      {
        class_name: 'Sequential',
        config: {
          name: 'head',
          layers: [
            { class_name: 'InputLayer', config: { batch_shape: [null, 6] } },
            dense('a', 4),
            dense('b', 2),
          ],
        },
      },
    ]);
    const model = await loadKerasModel([
      await keras3(config, {
        '/layers/bidirectional/forward_layer/cell/vars/0': [2, 12],
        '/layers/bidirectional/forward_layer/cell/vars/1': [3, 12],
        '/layers/bidirectional/forward_layer/cell/vars/2': [12],
        '/layers/bidirectional/backward_layer/cell/vars/0': [2, 12],
        '/layers/bidirectional/backward_layer/cell/vars/1': [3, 12],
        '/layers/bidirectional/backward_layer/cell/vars/2': [12],
        '/layers/sequential/layers/dense/vars/0': [6, 4],
        '/layers/sequential/layers/dense/vars/1': [4],
        '/layers/sequential/layers/dense_1/vars/0': [4, 2],
        '/layers/sequential/layers/dense_1/vars/1': [2],
      }),
    ]);
    expect(model.outputs[0]!.shape).toEqual([null, 2]);
    expect(weightsOf(model)['b/bias']).toEqual([...positive('1', 2)]);
    model.dispose();
  });

  test.each([
    ['from 0, as Keras does today', 0],
    ['from 1, as Keras 2.2 did', 1],
  ])('calls a functional model inside another, counted %s', async (_, call) => {
    const inner = {
      class_name: 'Functional',
      name: 'inner',
      config: {
        name: 'inner',
        layers: [
          {
            class_name: 'InputLayer',
            name: 'y',
            config: { name: 'y', batch_input_shape: [null, 3] },
            inbound_nodes: [],
          },
          { ...dense('b', 2), name: 'b', inbound_nodes: [[['y', 0, 0, {}]]] },
        ],
        input_layers: [['y', 0, 0]],
        output_layers: [['b', 0, 0]],
      },
      inbound_nodes: [[['a', 0, 0, {}]]],
    };
    const modelConfig = {
      class_name: 'Model',
      config: {
        name: 'outer',
        layers: [
          {
            class_name: 'InputLayer',
            name: 'x',
            config: { name: 'x', batch_input_shape: [null, 4] },
            inbound_nodes: [],
          },
          { ...dense('a', 3), name: 'a', inbound_nodes: [[['x', 0, 0, {}]]] },
          inner,
          { ...dense('c', 2), name: 'c', inbound_nodes: [[['inner', call, 0, {}]]] },
        ],
        input_layers: [['x', 0, 0]],
        output_layers: [['c', 0, 0]],
      },
    };
    const layers = [
      ['a', 'a', 4, 3],
      ['inner', 'b', 3, 2],
      ['c', 'c', 2, 2],
    ] as const;
    const stored = (names: 0 | 1) =>
      layers.map(
        (row): FakeLayer => ({
          name: row[names],
          weights: [
            { name: `${row[1]}/kernel_${row[1]}:0`, shape: [row[2], row[3]] },
            { name: `${row[1]}/bias_${row[1]}:0`, shape: [row[3]] },
          ],
        }),
      );
    const flatConfig = sequential([dense('a', 3), dense('b', 2), dense('c', 2)], {
      build_input_shape: [null, 4],
    });
    const options = { values: positive };
    const model = await loadKerasModel([
      asset('m.h5', await writeKerasFile(stored(0), { ...options, modelConfig })),
    ]);
    const flat = await loadKerasModel([
      asset('m.h5', await writeKerasFile(stored(1), { ...options, modelConfig: flatConfig })),
    ]);
    const [found, wanted] = [model, flat].map((each) =>
      tf.tidy(() => [...(each.predict(tf.tensor2d([[1, 2, 3, 4]])) as tf.Tensor).dataSync()]),
    );
    expect(found).toEqual(wanted);
    expect(wanted![0]).toBeGreaterThan(0);
    model.dispose();
    flat.dispose();
  });

  test.each<[string, (layers: string) => string, RegExp]>([
    [
      'a layer that is not there',
      (text) => text.replace('"keras_history":["x",0,0]', '"keras_history":["z",0,0]'),
      /^t.json: Layer dense_7 takes z: expected a layer that comes before it$/,
    ],
    [
      'its own output',
      (text) => text.replace('"keras_history":["x",0,0]', '"keras_history":["norm",0,0]'),
      /^t.json: Layer dense_7 takes norm: expected a layer that comes before it$/,
    ],
    [
      'a second call that was never made',
      (text) => text.replace('["dense_7",0,0]', '["dense_7",1,0]'),
      /^t.json: Layer norm takes dense_7: expected a layer/,
    ],
    [
      'a tensor by name',
      (text) => text.replace('"kwargs":{}', '"kwargs":{"mask":{"class_name":"__keras_tensor__"}}'),
      /^t.json: Layer dense_7 takes a tensor by name: expected inputs by place only/,
    ],
    [
      "and computes Keras 3's hard sigmoid, which is not tfjs's",
      (text) => text.replace('"activation":"linear"', '"activation":"hard_sigmoid"'),
      /^t.json: Layer out \(Dense\) has Keras 3's hard_sigmoid: expected another activation/,
    ],
    [
      'what is no tensor',
      (text) => text.replace('["dense_7",0,0]', '["dense_7"]'),
      /^t.json: Layer norm takes \["dense_7",\{\}\]: expected the output of a layer/,
    ],
  ])('refuses a layer that takes %s', async (_, change, message) => {
    const topology = encoder.encode(change(JSON.stringify(FUNCTIONAL)));
    const weights = asset('w.h5', await writeTensors(FUNCTIONAL_TENSORS, { values: positive }));
    await expect(loadKerasModel([asset('t.json', topology), weights])).rejects.toThrow(message);
  });

  test('passes over layers that work in training only', async () => {
    const layers = [
      { class_name: 'InputLayer', config: { name: 'in', batch_shape: [null, 2, 2, 1] } },
      { class_name: 'SpatialDropout2D', config: { name: 'drop', rate: 0.5 } },
    ];
    const weights = asset('w.h5', await writeKerasFile([]));
    const model = await loadKerasModel([asset('t.json', sequential(layers)), weights]);
    const found = tf.tidy(() =>
      (model.predict(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])) as tf.Tensor).dataSync(),
    );
    expect([...found]).toEqual([1, 2, 3, 4]);
    model.dispose();
  });

  test('takes the input shape of a Sequential model that was built by data', async () => {
    const layers: FakeLayer[] = [
      {
        name: 'only',
        weights: [
          { name: 'only/kernel:0', shape: [3, 2] },
          { name: 'only/bias:0', shape: [2] },
        ],
      },
    ];
    const modelConfig = sequential([dense('only', 2)], { build_input_shape: [null, 3] });
    const model = await loadKerasModel([asset('m.h5', await writeKerasFile(layers, { modelConfig }))]);
    expect(model.inputs[0]!.shape).toEqual([null, 3]);
    expect(weightsOf(model)['only/kernel']).toEqual([...fakeValues('kernel:0', 6)]);
    model.dispose();
  });

  const input = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: [null, 8, 8, 3] } };
  const conv = { name: 'c', filters: 4, kernel_size: [3, 3] };
  test.each<[string, object, RegExp]>([
    [
      'a Lambda',
      { class_name: 'Lambda', config: { name: 'l' } },
      /^t.json: Layer l is a Lambda: expected a layer that tfjs-layers has$/,
    ],
    [
      'grouped convolutions',
      { class_name: 'Conv2D', config: { ...conv, groups: 2 } },
      /^t.json: Layer c \(Conv2D\) has groups 2: expected 1$/,
    ],
    [
      'pools that keep dimensions',
      { class_name: 'GlobalAveragePooling2D', config: { name: 'p', keepdims: true } },
      /^t.json: Layer p .* has keepdims true: expected false$/,
    ],
    [
      'a leaky ReLU layer',
      { class_name: 'ReLU', config: { name: 'r', negative_slope: 0.1 } },
      /^t.json: Layer r \(ReLU\) has negative_slope 0.1: expected 0$/,
    ],
    [
      'a GRU that resets after',
      { class_name: 'GRU', config: { name: 'g', units: 2, reset_after: true } },
      /^t.json: The model cannot be built \(.*reset_after.*\)/,
    ],
    [
      'an unknown activation',
      { class_name: 'Conv2D', config: { ...conv, activation: 'swosh' } },
      /^t.json: The model cannot be built \(.*swosh/,
    ],
  ])('refuses %s', async (_, layer, message) => {
    const weights = asset('w.h5', await writeKerasFile([]));
    const files = [asset('t.json', sequential([input, layer])), weights];
    await expect(loadKerasModel(files)).rejects.toThrow(message);
    await expect(loadKerasModel(files)).rejects.toThrow(AssetError);
  });

  test.each<[string, object | string, RegExp]>([
    ['a list', '[1]', /^w.h5: The file stands beside t.json: expected one model file|starts with/],
    ['no model', { a: 1 }, /^t.json: The file has no model configuration with a class_name/],
    [
      'a subclassed model',
      { class_name: 'MyModel', config: {} },
      /^t.json: The model is a MyModel: expected/,
    ],
    [
      'a model without layers',
      { class_name: 'Sequential', config: {} },
      /^t.json: The model configuration has no list of layers/,
    ],
    [
      'broken JSON',
      '{"class_name": ',
      /^t.json: The file starts with .* which is not JSON: expected the topology/,
    ],
  ])('refuses a topology that is %s', async (_, topology, message) => {
    const content = typeof topology === 'string' ? encoder.encode(topology) : topology;
    const files = [asset('t.json', content), asset('w.h5', await writeKerasFile([]))];
    await expect(loadKerasModel(files)).rejects.toThrow(message);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'no configuration',
      { 'a.txt': 'a' },
      /^m.keras: The zip file holds no config.json: expected a .keras file$/,
    ],
    ['no weights', { 'config.json': '{}' }, /^m.keras: The zip file holds no model.weights.h5/],
    [
      'weights that are none',
      { 'config.json': JSON.stringify(FUNCTIONAL), 'model.weights.h5': '<?xml' },
      /^m.keras\/model.weights.h5: The file is an XML page/,
    ],
  ])('refuses a zip with %s', async (_, parts, message) => {
    const zip = zipSync(
      Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, encoder.encode(text)])),
    );
    await expect(loadKerasModel([asset('m.keras', zip as Uint8Array<ArrayBuffer>)])).rejects.toThrow(message);
  });

  test('refuses a .keras file that lacks a layer or is cut short', async () => {
    const { '/layers/dense_1/vars/0': _, '/layers/dense_1/vars/1': __, ...rest } = FUNCTIONAL_TENSORS;
    await expect(loadKerasModel([await keras3(FUNCTIONAL, rest)])).rejects.toThrow(
      'm.keras/model.weights.h5: The file has no layer out: expected its 2 tensors',
    );
    const whole = await keras3(FUNCTIONAL, FUNCTIONAL_TENSORS);
    const cut = { name: 'm.keras', blob: whole.blob.slice(0, -40) };
    await expect(loadKerasModel([cut])).rejects.toThrow('m.keras: The zip file is damaged or cut short');
  });

  const tfjs = (shape: number[]) => ({
    modelTopology: { model_config: sequential([dense('d', 2)], { build_input_shape: [null, 3] }) },
    weightsManifest: [
      {
        paths: ['./a.bin', './b.bin'],
        weights: [
          { name: 'd/kernel', shape, dtype: 'float32' },
          { name: 'd/bias', shape: [2], dtype: 'float32' },
        ],
      },
    ],
  });

  test('joins the shards of a tfjs model, which may cut tensors anywhere', async () => {
    const values = new Uint8Array(fakeValues('t', 8).buffer);
    const shards = [asset('b.bin', values.slice(9)), asset('a.bin', values.slice(0, 9))];
    const model = await loadKerasModel([...shards, asset('model.json', tfjs([3, 2]))]);
    expect(weightsOf(model)).toEqual({
      'd/kernel': [...fakeValues('t', 8).slice(0, 6)],
      'd/bias': [...fakeValues('t', 8).slice(6)],
    });
    model.dispose();
    const wrong = [...shards, asset('model.json', tfjs([2, 2]))];
    await expect(loadKerasModel(wrong)).rejects.toThrow(
      '2 shards have 32 bytes: expected 24 by the manifest',
    );
    const nan = asset('a.bin', values.slice(0, 9).fill(255));
    await expect(loadKerasModel([nan, shards[0]!, asset('model.json', tfjs([3, 2]))])).rejects.toThrow(
      'Tensor d/kernel has 2 of 6 values that are NaN or infinite: expected numbers',
    );
  });

  test('throws nothing but AssetError, whatever the configuration', async () => {
    const weights = asset('w.h5', await writeTensors(FUNCTIONAL_TENSORS, { values: positive }));
    const text = JSON.stringify(FUNCTIONAL);
    const { numTensors } = tf.memory();
    // A value anywhere in the tree is replaced by another.
    const places = [...text.matchAll(/:("[^"]*"|\d+|null|true|\[\]|\{\})/g)];
    const property = fc.asyncProperty(
      fc.nat(places.length - 1),
      fc.json({ maxDepth: 2 }),
      async (at, value) => {
        const { index, 0: found } = places[at]!;
        const changed = `${text.slice(0, index)}:${value}${text.slice(index + found.length)}`;
        try {
          (await loadKerasModel([asset('t.json', encoder.encode(changed)), weights])).dispose();
        } catch (error) {
          expect(error).toBeInstanceOf(AssetError);
        }
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
