import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Messages, setMessages } from '../../core/language/t';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { startDevice } from '../inference/devices';
import { NetworkRunner } from '../inference/networkRunner';
import { openSource } from '../loading/openSource';
import { type FakeTensor, tfjsModel } from './tfjsModel.fake';

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: () => Promise.reject(new Error('no GPU')) });
});

/** Values in (-1, 1) that differ from place to place. */
const values = (length: number, from = 1) =>
  Float32Array.from({ length }, (_, index) => Math.sin(1.7 * (index + from)));

async function openFiles(files: Parameters<typeof openSource>[0]) {
  const source = await openSource(files);
  const opened = await openGraph(source);
  source.close();
  return { source, opened };
}

const openTfjs = (...model: Parameters<typeof tfjsModel>) =>
  openFiles({ format: 'network', ...tfjsModel(...model) });

const refusalOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: Error) => error.message,
  );

async function answersOf({ opened }: Awaited<ReturnType<typeof openFiles>>, inputs: tf.Tensor) {
  const network = await loadGraph(opened);
  const scores = tf.tidy(() => Array.from(new NetworkRunner(network).run(inputs).scores.dataSync()));
  network.dispose();
  return scores;
}

const layer = (className: string, config: object, from?: string | readonly string[]) => ({
  class_name: className,
  config,
  name: (config as { name: string }).name,
  inbound_nodes: from === undefined ? [] : [[from].flat().map((name) => [name, 0, 0, {}])],
});
const input = (shape: readonly number[], name = 'x') =>
  layer('InputLayer', { name, batch_input_shape: [null, ...shape] });
const functional = (all: readonly object[], outputs: readonly unknown[], version?: string) => ({
  ...(version && { keras_version: version }),
  model_config: {
    class_name: 'Model',
    config: { name: 'm', layers: all, input_layers: [['x', 0, 0]], output_layers: outputs },
  },
});
const dense = (name: string, inputs: number, units: number): readonly FakeTensor[] => [
  { name: `${name}/kernel`, shape: [inputs, units], values: values(inputs * units) },
  { name: `${name}/bias`, shape: [units], values: values(units, 5) },
];

/** Orthogonal matrices, which are written over, take more of tfjs than the tests load. */
const ZEROS = { recurrentInitializer: 'zeros' } as const;

/** Models of tfjs-layers, which computes as Keras 2 does. */
const REFERENCES: Readonly<Record<string, () => layers.LayersModel>> = {
  'pictures with normalisations': () =>
    layers.sequential({
      layers: [
        layers.layers.conv2d({ inputShape: [9, 8, 3], filters: 4, kernelSize: 3, padding: 'same' }),
        layers.layers.batchNormalization({}),
        layers.layers.reLU({ maxValue: 1 }),
        layers.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
        layers.layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
        layers.layers.flatten(),
        layers.layers.dense({ units: 5, activation: 'hardSigmoid' }),
      ],
    }),
  'pictures made larger': () =>
    layers.sequential({
      layers: [
        layers.layers.upSampling2d({ inputShape: [3, 4, 2], size: [2, 3], interpolation: 'bilinear' }),
        layers.layers.upSampling2d({ size: [3, 2] }),
      ],
    }),
  'recurrent cells with hard sigmoids': () =>
    layers.sequential({
      layers: [
        layers.layers.lstm({
          inputShape: [5, 3],
          units: 4,
          returnSequences: true,
          goBackwards: true,
          ...ZEROS,
        }),
        layers.layers.bidirectional({
          layer: layers.layers.gru({ units: 3, returnSequences: true, ...ZEROS }) as layers.RNN,
          mergeMode: 'concat',
        }),
        layers.layers.simpleRNN({ units: 2, ...ZEROS }),
      ],
    }),
  'products of layers': () => {
    const x = layers.input({ shape: [5, 4] });
    const steps = layers.layers.dense({ units: 4 }).apply(x) as layers.SymbolicTensor;
    const between = layers.layers.dot({ axes: [2, 2] }).apply([x, steps]) as layers.SymbolicTensor;
    const mixed = layers.layers.dot({ axes: [2, 1] }).apply([between, x]) as layers.SymbolicTensor;
    const row = layers.layers.flatten().apply(mixed) as layers.SymbolicTensor;
    const other = layers.layers.dense({ units: 20 }).apply(row) as layers.SymbolicTensor;
    return layers.model({
      inputs: x,
      outputs: layers.layers.dot({ axes: 1, normalize: true }).apply([row, other]) as layers.SymbolicTensor,
    });
  },
  'models inside a model': () => {
    const stem = layers.sequential({
      name: 'stem',
      layers: [layers.layers.dense({ inputShape: [4], units: 4, activation: 'tanh', name: 'inner' })],
    });
    const x = layers.input({ shape: [4] });
    const once = stem.apply(x) as layers.SymbolicTensor;
    const twice = stem.apply(once) as layers.SymbolicTensor;
    return layers.model({
      inputs: x,
      outputs: layers.layers.add().apply([once, twice]) as layers.SymbolicTensor,
    });
  },
};

const GERMAN: Messages = Object.assign(
  {},
  ...Object.values(
    import.meta.glob<Messages>('../../../messages/de/*.json', { eager: true, import: 'default' }),
  ),
);

afterEach(() => setMessages(null));

describe('a LayersModel of tfjs', () => {
  it.each(Object.entries(REFERENCES))('of %s answers as tfjs does', async (_, make) => {
    const model = make();
    model.setWeights(
      model.getWeights().map(({ shape, size }, at) => tf.tensor(values(size, at).map(Math.abs), shape)),
    );
    let saved: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const json = {
      modelTopology: saved.modelTopology,
      weightsManifest: [{ paths: ['w.bin'], weights: saved.weightSpecs }],
    };
    const found = await openFiles({
      format: 'network',
      weights: { name: 'model.json', blob: new Blob([JSON.stringify(json)]) },
      others: [{ name: 'w.bin', blob: new Blob([saved.weightData as ArrayBuffer]) }],
    });
    expect(found.source.format).toMatch(/^TensorFlow\.js LayersModel, Keras tfjs-layers /);
    const shape = model.inputs[0]!.shape.slice(1) as number[];
    const inputs = tf.tensor(values(2 * shape.reduce((a, b) => a * b)), [2, ...shape]);
    const wanted = Array.from((model.predict(inputs) as tf.Tensor).dataSync());
    const answers = await answersOf(found, inputs);
    expect(answers).toHaveLength(wanted.length);
    for (const [at, answer] of answers.entries()) expect(answer).toBeCloseTo(wanted[at]!, 5);
    tf.dispose(inputs);
  });

  it('says what its author says, and how weights are stored', async () => {
    const kernel = { name: 'd/kernel', shape: [2, 2], values: Uint8Array.of(0, 1, 2, 255) };
    const { opened } = await openTfjs(
      functional([input([2]), layer('Dense', { name: 'd', units: 2, use_bias: false }, 'x')], [['d', 0, 0]]),
      [{ ...kernel, quantization: { dtype: 'uint8', min: -1, scale: 0.5 } }],
      { userDefinedMetadata: { classes: 'cat, dog' }, generatedBy: 'keras v2', convertedBy: 'converter 1' },
    );
    expect(opened.report).toMatchObject({
      producer: 'keras v2, converter 1',
      notes: [
        'The file says of the model: {"classes":"cat, dog"}',
        'The file stores weights as uint8: they are computed back to floats first',
      ],
    });
    expect(Array.from(await opened.tensors[0]!.read())).toEqual([-1, -0.5, 0, 126.5]);
  });
});

describe('a Keras model', () => {
  it.each([
    ['2.4.0', 0.7],
    ['tfjs-layers 4.22.0', 0.7],
    ['3.1.1', 2 / 3],
  ])('of Keras %s has the hard sigmoid of that version', async (version, wanted) => {
    const all = [input([1]), layer('Activation', { name: 'a', activation: 'hard_sigmoid' }, 'x')];
    const found = await openTfjs(functional(all, [['a', 0, 0]], version), []);
    const [answer] = await answersOf(found, tf.tensor([[1]]));
    expect(answer).toBeCloseTo(wanted, 6);
  });

  it('resizes with half pixels if TensorFlow.js did not write it', async () => {
    const all = [input([1, 2, 1]), layer('UpSampling2D', { name: 'u', interpolation: 'bilinear' }, 'x')];
    const found = await openTfjs(functional(all, [['u', 0, 0]], '2.4.0'), []);
    const row = [0, 1, 3, 4];
    expect(await answersOf(found, tf.tensor([0, 4], [1, 1, 2, 1]))).toEqual([...row, ...row]);
  });

  const STORED = [
    { name: 'n/mean', shape: [2], values: Float32Array.of(0, 10) },
    { name: 'n/variance', shape: [2], values: Float32Array.of(1, 4) },
    { name: 'n/count', shape: [], values: Float32Array.of(2) },
  ];
  const GIVEN = { mean: [0, 10], variance: [1, 4] };

  it.each<[string, object, readonly FakeTensor[], readonly number[]]>([
    ['stored values of an axis', { axis: [1] }, STORED, [1, 2, -3.5, -3]],
    ['stored values of the axis before the last', { axis: -2 }, STORED, [1, 2, -3.5, -3]],
    ['stored values of the last axis', { axis: [2] }, STORED, [1, -4, 3, -3]],
    ['stored values of the last axis, from the end', { axis: [-1] }, STORED, [1, -4, 3, -3]],
    ['given values of an axis', { axis: [1], ...GIVEN }, [], [1, 2, -3.5, -3]],
    ['given values of the axis before the last', { axis: [-2], ...GIVEN }, [], [1, 2, -3.5, -3]],
    ['given values of the last axis', GIVEN, [], [1, -4, 3, -3]],
    ['one given value', { axis: [1], mean: 1, variance: 4 }, [], [0, 0.5, 1, 1.5]],
  ])('normalises its input with %s', async (_, config, tensors, wanted) => {
    const all = [input([2, 2]), layer('Normalization', { name: 'n', ...config }, 'x')];
    const found = await openTfjs(functional(all, [['n', 0, 0]], '2.12.0'), tensors);
    expect(await answersOf(found, tf.tensor([1, 2, 3, 4], [1, 2, 2]))).toEqual(wanted);
  });

  it('that normalises along the samples is refused', async () => {
    const all = [input([2, 2]), layer('Normalization', { name: 'n', axis: [0], ...GIVEN }, 'x')];
    expect(await refusalOf(openTfjs(functional(all, [['n', 0, 0]], '2.12.0'), []))).toContain(
      'n (Normalization: axis = ',
    );
  });

  it.each([
    [[1], [2, 3]],
    [[1], [2, 2]],
    [
      [1, 2],
      [2, 2, 2],
    ],
  ])('with a layer normalisation of axes %j of [n, %j] is refused', async (axis, shape) => {
    const config = { name: 'l', axis, scale: false, center: false };
    const all = [input(shape), layer('LayerNormalization', config, 'x')];
    expect(await refusalOf(openTfjs(functional(all, [['l', 0, 0]]), []))).toContain(
      'l (LayerNormalization: scale = [2',
    );
  });

  it.each([[[1, 2]], [[-2, -1]], [-1], [2]])(
    'with a layer normalisation of the last axes %j has mean 0',
    async (axis) => {
      const config = { name: 'l', axis, scale: false, center: false };
      const found = await openTfjs(
        functional([input([2, 3]), layer('LayerNormalization', config, 'x')], [['l', 0, 0]]),
        [],
      );
      const answers = await answersOf(found, tf.tensor([1, 5, 2, 8, 3, 7], [1, 2, 3]));
      const isWhole = Array.isArray(axis);
      const means = isWhole ? [answers] : [answers.slice(0, 3), answers.slice(3)];
      for (const row of means) expect(row.reduce((sum, one) => sum + one)).toBeCloseTo(0, 5);
      expect(Math.abs(answers[0]! + answers[1]! + answers[2]!) > 0.1).toBe(isWhole);
    },
  );

  it('is refused with all layers that cannot be run', async () => {
    const all = [
      input([4]),
      layer('Lambda', { name: 'twice' }, 'x'),
      { ...layer('Scale', { name: 'own' }, 'twice'), module: 'author.layers' },
      layer(
        'Dense',
        { name: 'd', units: 2, activation: { class_name: 'function', config: 'f', module: 'builtins' } },
        'own',
      ),
      layer('Embedding', { name: 'e', output_dim: 2, mask_zero: true }, 'd'),
      layer('Activation', { name: 'h', activation: 'hard_sigmoid' }, 'e'),
      layer('Dropout', { name: 'int', dtype: 'int8' }, 'h'),
      layer('Add', { name: 'sum', alpha: 2 }, ['int', 'h']),
    ];
    expect(await refusalOf(openTfjs(functional(all, [['sum', 0, 0]]), dense('d', 4, 2)))).toBe(
      'model.json: Layers that cannot be run: twice (Lambda), own (author.layers.Scale). ' +
        'Layers with settings that cannot be run: d (Dense: activation = f), ' +
        'e (Embedding: mask_zero = true), h (Activation: activation = hard_sigmoid, keras_version = ?), ' +
        'int (Dropout: dtype = int8), sum (Add: alpha = 2)',
    );
  });

  it('is refused in German on a German page', async () => {
    setMessages(GERMAN);
    const all = [
      input([4]),
      layer('Dense', { name: 'd', units: 2 }, ['x', 'x']),
      layer('Subtract', { name: 's' }, 'd'),
      { ...layer('ReLU', { name: 'r' }), inbound_nodes: [[['s', 0, 0, { training: true }]]] },
    ];
    expect(await refusalOf(openTfjs(functional(all, [['r', 0, 0]]), dense('d', 4, 2)))).toMatch(
      /: d \(Dense: 2 Eingänge\), s \(Subtract: 1 Eingänge\), r \(ReLU: Aufruf training = true\)$/,
    );
  });

  it('runs without layers that its output does not need', async () => {
    const all = [
      input([3]),
      layer('Dense', { name: 'd', units: 2 }, 'x'),
      layer('Lambda', { name: 'other' }, 'x'),
    ];
    const model = functional(all, [
      ['d', 0, 0],
      ['other', 0, 0],
    ]);
    // Both outputs have one layer: the last is taken, the first is asked for by its depth alone.
    expect(await refusalOf(openTfjs(model, dense('d', 3, 2)))).toContain('other (Lambda)');
    const deeper = functional(
      [...all, layer('ReLU', { name: 'r' }, 'd')],
      [
        ['r', 0, 0],
        ['other', 0, 0],
      ],
    );
    const { opened } = await openTfjs(deeper, dense('d', 3, 2));
    expect(opened.report.notes).toEqual(['The file has further outputs, which are not computed: other:out']);
  });

  it('keeps the order of the words in the file', async () => {
    const kernel = { name: 'c/kernel', shape: [2, 2, 3, 4], values: values(48) };
    const cell = [
      { name: 'l/kernel', shape: [4, 8], values: values(32) },
      { name: 'l/recurrent_kernel', shape: [2, 8], values: values(16, 3) },
      { name: 'l/bias', shape: [8], values: values(8) },
    ];
    const all = [
      input([4, 2, 3]),
      layer('Conv2D', { name: 'c', filters: 4, kernel_size: [2, 2], use_bias: false, padding: 'same' }, 'x'),
      layer('Reshape', { name: 'steps', target_shape: [-1, 4] }, 'c'),
      layer('LSTM', { name: 'l', units: 2, recurrent_activation: 'sigmoid' }, 'steps'),
    ];
    const { opened } = await openTfjs(functional(all, [['l', 0, 0]]), [kernel, ...cell]);
    const trained = opened.tensors.filter(({ structure }) => structure !== null);
    expect(trained.map(({ name, shape, structure }) => [name, shape, structure])).toEqual([
      ['c/kernel', [2, 2, 3, 4], 'weights'],
      ['l/kernel', [4, 8], 'weights'],
      ['l/recurrent_kernel', [2, 8], 'weights'],
      ['l/bias', [8], 'biases'],
    ]);
    expect(await opened.tensors[0]!.read()).toEqual(kernel.values);
    const { stored } = opened.description;
    expect(stored.map(({ shape }) => shape).slice(0, 4)).toEqual([[2, 2, 3, 4], [4, 8], [2, 8], [8]]);
  });

  it('of an early Keras counts calls outside of the model', async () => {
    const all = [
      input([3]),
      layer('Dense', { name: 'd', units: 3 }, 'x'),
      { ...layer('ReLU', { name: 'r' }), inbound_nodes: [[['d', 1, 0, {}]]] },
    ];
    const found = await openTfjs(functional(all, [['r', 1, 0]]), dense('d', 3, 3));
    expect(found.opened.description.layers.map(({ name }) => name)).toEqual(['d']);
  });

  it.each([
    ['a layer that is not there', [['none', 0, 0, {}]], 'The model reads none: expected one of its layers'],
    ['itself', [['d', 0, 0, {}]], 'Layer d depends on its own output: expected a graph without cycles'],
    ['nothing', [], 'Layer d takes nothing: expected the output of a layer'],
    ['a number', [7], 'Layer d takes 7: expected the output of a layer'],
  ])('that reads %s is refused', async (_, node, reason) => {
    const all = [input([3]), { ...layer('Dense', { name: 'd', units: 2 }), inbound_nodes: [node] }];
    const opening = openTfjs(functional(all, [['d', 0, 0]]), dense('d', 3, 2));
    expect(await refusalOf(opening)).toContain(reason);
  });

  it('with tensors of another number is refused by their roles', async () => {
    const all = [input([3]), layer('Dense', { name: 'd', units: 2 }, 'x')];
    const [kernel] = dense('d', 3, 2);
    expect(await refusalOf(openTfjs(functional(all, [['d', 0, 0]]), [kernel!]))).toBe(
      'model.json: Layer d has 1 tensors (d/kernel): expected 2 (kernel, bias)',
    );
  });
});
