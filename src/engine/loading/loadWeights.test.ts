import { gzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, test, vi } from 'vitest';
import { AssetError } from '../../core/errors';
import type { AssetFile, ModelFiles } from '../../core/files/assetFiles';
import { CATALOG } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { startDevice } from '../inference/devices';
import {
  type FakeLayer,
  fakeValues,
  functionalConfig,
  sequentialConfig,
  stockLayers,
  topologyLayers,
  weightsOfTopology,
  writeKerasFile,
} from '../keras/writeKerasFile.fake';
import { safetensors } from '../weights/writeWeights.fake';
import { digestFiles } from './digestFiles';
import { identifyWeights, loadWeights } from './loadWeights';
import { sha256HexOf } from './manifest';

const LENET = CATALOG.get('lenet-fc')!;
const CNN = CATALOG.get('lenet-cnn')!;
const DAMAGED_GZIP = Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3);

const denseLayer = (name: string, inputs: number, units: number): FakeLayer => ({
  name,
  weights: [
    { name: `${name}/kernel:0`, shape: [inputs, units] },
    { name: `${name}/bias:0`, shape: [units] },
  ],
});
/** LeNetFC with Keras's default names. */
const LAYERS = [
  denseLayer('dense', 784, 300),
  denseLayer('dense_1', 300, 100),
  denseLayer('dense_2', 100, 10),
];

async function kerasFiles(layers: readonly FakeLayer[]): Promise<ModelFiles> {
  return { format: 'keras', weights: { name: 'f.h5', blob: new Blob([await writeKerasFile(layers)]) } };
}

/** Writes these tensors as tfjs's `model.json` with two shards. */
function tfjsFiles(layers: readonly FakeLayer[], dropped = 0, modelTopology?: object): ModelFiles {
  const weights = layers.flatMap((layer) => layer.weights);
  const values = weights.map(({ name, shape }) =>
    fakeValues(
      name.split('/').at(-1)!,
      shape.reduce((a, b) => a * b),
    ),
  );
  const bytes = new Blob(values.map((tensor) => tensor.buffer as ArrayBuffer));
  const manifest = [
    {
      paths: ['./s1', './s2'],
      weights: weights.map(({ name, shape }) => ({ name: name.replace(':0', ''), shape, dtype: 'float32' })),
    },
  ];
  const json: AssetFile = {
    name: 'model.json',
    blob: new Blob([JSON.stringify({ weightsManifest: manifest, modelTopology })]),
  };
  const shards = [bytes.slice(0, 1001), bytes.slice(1001, bytes.size - dropped)].map((blob, index) => ({
    name: `s${index + 1}`,
    blob,
  }));
  return { format: 'tfjs', weights: json, shards };
}

/** Writes these tensors as safetensors, one after the other from the last. */
function arrayFiles(layers: readonly FakeLayer[]): ModelFiles {
  const weights = layers.flatMap((layer) => layer.weights).toReversed();
  const arrays = weights.map(({ name, shape }) => {
    const values = fakeValues(
      name.split('/').at(-1)!,
      shape.reduce((a, b) => a * b),
    );
    return [name, { shape, values }] as const;
  });
  return { format: 'arrays', weights: safetensors(Object.fromEntries(arrays)) };
}

async function valuesOf(files: ModelFiles, model: ModelDescription) {
  const loaded = await loadWeights(files, model, null);
  const values = loaded.network.stored.map(({ name }) => loaded.network.read(name).dataSync().slice());
  loaded.network.dispose();
  return values;
}

/** toEqual takes seconds for many numbers, and minutes where they differ. */
function isSame(values: ArrayLike<number>, wanted: Float32Array): boolean {
  return Buffer.from(Float32Array.from(values).buffer).equals(Buffer.from(wanted.buffer));
}

describe('loadWeights', () => {
  beforeAll(async () => {
    await startDevice('cpu', { wasmPaths: undefined, gpu: async () => 'not asked for' });
  });

  it('fills a network from a Keras file layer by layer, whatever its layers are called', async () => {
    const before = tf.memory().numTensors;
    const files = await kerasFiles(LAYERS);
    const { network, weightsId, weightsSha256, preprocessing } = await loadWeights(files, LENET, null);
    expect(weightsSha256).toBe(sha256HexOf(new Uint8Array(await files.weights.blob.arrayBuffer())));
    expect(weightsId).toBe(`file-${weightsSha256.slice(0, 16)}`);
    expect(preprocessing).toMatch(/^each picture by itself/);
    expect(network.read('fc-1/kernel').dataSync()).toEqual(fakeValues('kernel:0', 784 * 300));
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads the same weights from tfjs shards, cut anywhere', async () => {
    expect(await valuesOf(tfjsFiles(LAYERS), LENET)).toEqual(await valuesOf(await kerasFiles(LAYERS), LENET));
  });

  it('gives equal weights as arrays, matched by their shapes, and names what is missing', async () => {
    const values = await valuesOf(arrayFiles(LAYERS), LENET);
    expect(values).toEqual(await valuesOf(await kerasFiles(LAYERS), LENET));
    const more = await loadWeights(arrayFiles([...LAYERS, denseLayer('other', 2, 3)]), LENET, null);
    more.network.dispose();
    expect(more.notes).toContain('The network has no tensor for some weights: other/bias:0, other/kernel:0');
    expect(more.weightsId).toMatch(/^file-[0-9a-f]{16}$/);
    await expect(loadWeights(arrayFiles(LAYERS.slice(1)), LENET, null)).rejects.toThrow(
      'w.safetensors: Tensors without weights of their name or shape: fc-1/kernel [784, 300], fc-1/bias [300]',
    );
  });

  it.each(['', 'sequential/', 'dense/', 'a/b/'])(
    'compares a tfjs topology whose tensors begin with "%s" with the network',
    async (prefix) => {
      const layers = topologyLayers(LENET);
      const stored = weightsOfTopology(layers, LENET).map(({ name, weights }) => ({
        name,
        weights: weights.map((weight) => ({ ...weight, name: `${prefix}${weight.name}` })),
      }));
      const values = await valuesOf(tfjsFiles(stored, 0, sequentialConfig(layers)), LENET);
      expect(isSame(values[2]!, fakeValues('fc-2_kernel:0', 300 * 100))).toBe(true);
      const tanh = layers.map((layer) =>
        layer.config.name === 'dense' ? { ...layer, config: { ...layer.config, activation: 'tanh' } } : layer,
      );
      const wrong = { keras_version: '2.15.0', model_config: sequentialConfig(tanh) };
      await expect(loadWeights(tfjsFiles(stored, 0, wrong), LENET, null)).rejects.toThrow(
        'model.json: Layer dense has activation tanh: expected relu',
      );
    },
  );

  it('refuses a tfjs tensor that is of no layer of the topology, and a graph of operations', async () => {
    const layers = topologyLayers(LENET);
    const stored = weightsOfTopology(layers, LENET);
    const strange = [...stored, denseLayer('other', 2, 2)];
    await expect(loadWeights(tfjsFiles(strange, 0, sequentialConfig(layers)), LENET, null)).rejects.toThrow(
      "model.json: Tensor other/kernel belongs to no layer: expected one of the topology's",
    );
    await expect(loadWeights(tfjsFiles(stored, 0, { node: [] }), LENET, null)).rejects.toThrow(
      'model.json: The model is a graph of TensorFlow operations: expected the layers of a Keras model',
    );
  });

  it('finds the cell of a recurrent layer by the name of the layer', async () => {
    const model = CATALOG.get('ti-gru')!;
    const layers = topologyLayers(model);
    const stored = weightsOfTopology(layers, model).map(({ name, weights }) => ({
      name,
      weights: weights.map((weight) => ({ ...weight, name: weight.name.replace('gru/', 'gru/gru_cell/') })),
    }));
    const values = await valuesOf(tfjsFiles(stored, 0, functionalConfig(layers)), model);
    expect(isSame(values[1]!, fakeValues('gru-1_recurrent_kernel:0', 200 * 600))).toBe(true);
  });

  it('says that settings could not be checked where a file has no topology', async () => {
    const note =
      'f.h5 holds weights only: activations, pools and other settings run as LeNetFC has them and could not be checked ' +
      'against the model that the weights were trained in';
    const alone = await kerasFiles(LAYERS);
    const layers = topologyLayers(LENET);
    const bytes = await writeKerasFile(weightsOfTopology(layers, LENET), {
      modelConfig: sequentialConfig(layers),
    });
    const whole: ModelFiles = { format: 'keras', weights: { name: 'f.h5', blob: new Blob([bytes]) } };
    for (const [files, notes] of [
      [alone, [note]],
      [whole, []],
    ] as const) {
      const loaded = await loadWeights(files, LENET, null);
      loaded.network.dispose();
      expect(loaded.notes).toEqual(notes);
      expect((await identifyWeights(files, LENET, null)).notes).toEqual(notes);
    }
  });

  it('names weights alike with their topology beside them and without', async () => {
    const alone = (await kerasFiles(LAYERS)) as ModelFiles & { format: 'keras' };
    const config = JSON.stringify(sequentialConfig(topologyLayers(LENET)));
    const topology = { name: 'config.json', blob: new Blob([config]) };
    const { weightsId } = await identifyWeights(alone, LENET, null);
    expect(await identifyWeights({ ...alone, topology }, LENET, null)).toEqual({ weightsId, notes: [] });
  });

  it('names tfjs weights alike in whatever order and company their shards come', async () => {
    const files = tfjsFiles(LAYERS) as ModelFiles & { format: 'tfjs' };
    const idOf = async (shards: readonly AssetFile[]) => {
      const { network, weightsId, notes } = await loadWeights({ ...files, shards }, LENET, null);
      network.dispose();
      // Without a topology the settings have a note of their own.
      unlisted.push(...notes.slice(1));
      expect((await identifyWeights({ ...files, shards }, LENET, null)).notes).toEqual(notes);
      return weightsId;
    };
    const unlisted: string[] = [];
    const { sha256 } = await digestFiles([files.weights, ...files.shards], false);
    const bystander = { name: 'notes', blob: new Blob(['hello']) };
    expect(await idOf(files.shards)).toBe(`file-${sha256.slice(0, 16)}`);
    expect(unlisted).toEqual([]);
    expect(await idOf([bystander, ...files.shards.toReversed()])).toBe(`file-${sha256.slice(0, 16)}`);
    expect(unlisted).toEqual(['model.json does not list notes: not used']);
    const twice = idOf([...files.shards, { ...bystander, name: 'other/s2' }]);
    await expect(twice).rejects.toThrow('model.json: The shard s2 occurs twice: expected it once');
  });

  it('finds the layers of a stock file by their names', async () => {
    const model = CATALOG.get('resnet50-mini')!;
    const values = await valuesOf(await kerasFiles(stockLayers(model, 'second')), model);
    expect(values).toHaveLength(model.stored.length);
    expect(values[0]).toEqual(fakeValues('kernel:0', values[0]!.length));
  });

  it('takes a name only when it is right', async () => {
    const files = await kerasFiles(LAYERS);
    const { network, weightsId } = await loadWeights(files, LENET, null);
    network.dispose();
    (await loadWeights(files, LENET, weightsId)).network.dispose();
    await expect(loadWeights(files, LENET, 'file-0123456789abcdef')).rejects.toThrow(
      `f.h5: The weights are ${weightsId}: expected file-0123456789abcdef`,
    );
  });

  it.each(['keras', 'tfjs'])('names %s files as it loads them, without a network', async (format) => {
    const files = format === 'keras' ? await kerasFiles(LAYERS) : tfjsFiles(LAYERS);
    const { network, weightsId } = await loadWeights(files, LENET, null);
    network.dispose();
    const makeVariable = vi.spyOn(tf.engine(), 'makeVariable');
    expect((await identifyWeights(files, LENET, weightsId)).weightsId).toBe(weightsId);
    expect(makeVariable).not.toHaveBeenCalled();
    makeVariable.mockRestore();
    await expect(identifyWeights(files, LENET, 'file-0123456789abcdef')).rejects.toThrow(
      `The weights are ${weightsId}: expected file-0123456789abcdef`,
    );
  });

  it('reads gzipped files of every form as what they hold, and names them so', async () => {
    const gzipped = async ({ name, blob }: AssetFile): Promise<AssetFile> => {
      const bytes = gzipSync(new Uint8Array(await blob.arrayBuffer()));
      return { name: `${name}.gz`, blob: new Blob([new Uint8Array(bytes)]) };
    };
    const keras = (await kerasFiles(LAYERS)) as ModelFiles & { format: 'keras' };
    const tfjs = tfjsFiles(LAYERS) as ModelFiles & { format: 'tfjs' };
    const config = JSON.stringify(sequentialConfig(topologyLayers(LENET)));
    const topology = await gzipped({ name: 'config.json', blob: new Blob([config]) });
    const packed: [ModelFiles, ModelFiles][] = [
      [keras, { ...keras, weights: await gzipped(keras.weights), topology }],
      [
        tfjs,
        {
          ...tfjs,
          weights: await gzipped(tfjs.weights),
          shards: [tfjs.shards[0]!, await gzipped(tfjs.shards[1]!)],
        },
      ],
    ];
    for (const [plain, files] of packed) {
      const { weightsId } = await identifyWeights(plain, LENET, null);
      expect((await identifyWeights(files, LENET, null)).weightsId).toBe(weightsId);
      const [kernel] = await valuesOf(files, LENET);
      expect(isSame(kernel!, fakeValues('kernel:0', 784 * 300))).toBe(true);
    }
  });

  it("tells Keras's own file by its md5 alone", async () => {
    const vgg = CATALOG.get('vgg16')!;
    const { md5 } = await digestFiles([{ name: 'f', blob: new Blob(['abc']) }], true);
    expect(md5).toBe('900150983cd24fb0d6963f7d28e17f72');
    await expect(
      loadWeights({ format: 'keras', weights: { name: 'f', blob: new Blob(['abc']) } }, vgg, 'imagenet'),
    ).rejects.toThrow(
      `f: The md5 of the file is ${md5}: expected 64373286793e3c8b2b4e3219cbf3544b, that of Keras's file`,
    );
  });

  test.each<[string, () => Promise<ModelFiles> | ModelFiles, ModelDescription, RegExp]>([
    [
      'another shape, naming the layer',
      () => kerasFiles([LAYERS[0]!, denseLayer('dense_1', 300, 99), denseLayer('dense_2', 99, 10)]),
      LENET,
      /^f.h5: Tensor dense_1\/kernel is 300 x 99: expected 300 x 100$/,
    ],
    ['a layer too few', () => kerasFiles(LAYERS.slice(0, 2)), LENET, /no layer fc-3: expected/],
    [
      'a layer too many',
      () => kerasFiles([...LAYERS, denseLayer('more', 10, 10)]),
      LENET,
      /has layer more besides those of LeNetFC/,
    ],
    [
      'another network',
      () => kerasFiles([...LAYERS, denseLayer('d', 10, 10)]),
      CNN,
      /Tensor dense\/kernel is 784 x 300: expected 3 x 3 x 1 x 32/,
    ],
    [
      'shards cut short',
      () => tfjsFiles(LAYERS, 4),
      LENET,
      /^model.json: 2 shards have 1066436 bytes: expected 1066440 by the manifest$/,
    ],
    [
      'shards that are missing',
      () => ({ ...tfjsFiles(LAYERS), shards: [] }) as ModelFiles,
      LENET,
      /^model.json: The shards s1, s2 are missing: expected them beside the file$/,
    ],
    [
      'a shard that is missing beside one that a browser named anew',
      () => {
        const files = tfjsFiles(LAYERS) as ModelFiles & { format: 'tfjs' };
        return { ...files, shards: [files.shards[0]!, { ...files.shards[1]!, name: 's2 (1)' }] };
      },
      LENET,
      /^model.json: The shard s2 is missing: expected it beside the file, which does not list s2 \(1\)$/,
    ],
    [
      'damaged gzip',
      () => ({ format: 'keras', weights: { name: 'w.h5.gz', blob: new Blob([DAMAGED_GZIP]) } }),
      LENET,
      /^w.h5.gz: The gzip data is damaged or cut short: expected a complete gzip file$/,
    ],
    [
      'JSON without a manifest',
      () => ({ format: 'tfjs', weights: { name: 'm.json', blob: new Blob(['{}']) }, shards: [] }),
      LENET,
      /^m.json: Field "weightsManifest.*expected a tfjs manifest$/,
    ],
  ])('refuses %s, and leaves no tensor behind', async (_, make, model, message) => {
    const files = await make();
    const before = tf.memory().numTensors;
    await expect(loadWeights(files, model, null)).rejects.toThrow(message);
    await expect(loadWeights(files, model, null)).rejects.toThrow(AssetError);
    await expect(identifyWeights(files, model, null)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
