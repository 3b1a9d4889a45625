import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import type { AssetFile } from '../../core/files/assetFiles';
import { CATALOG } from '../../core/network/catalog';
import type { ModelDescription } from '../../core/network/model';
import { type CatalogTensor, openCatalogWeights } from './catalogWeights';
import {
  defaultNames,
  type FakeFileOptions,
  type FakeLayer,
  type FakeTopologyLayer,
  fakeValues,
  functionalConfig,
  sequentialConfig,
  stockLayers,
  topologyLayers,
  weightsOfTopology,
  writeKerasFile,
  writeTensors,
} from './writeKerasFile.fake';

const VGG = CATALOG.get('vgg16-mini')!;
const RESNET = CATALOG.get('resnet50-mini')!;

async function fake(layers: readonly FakeLayer[], options?: FakeFileOptions): Promise<AssetFile> {
  return { name: 'f.h5', blob: new Blob([await writeKerasFile(layers, options)]) };
}

async function readAll(asset: AssetFile, description: ModelDescription): Promise<CatalogTensor[]> {
  const tensors: CatalogTensor[] = [];
  const opened = await openCatalogWeights({ format: 'keras', weights: asset }, description);
  for await (const tensor of opened.tensors) tensors.push(tensor);
  return tensors;
}

describe('openCatalogWeights', () => {
  test.each([
    ['vgg16-mini', 'first', 32],
    ['vgg16-mini', 'second', 32],
    ['resnet50-mini', 'first', 320],
    ['resnet50-mini', 'second', 320],
  ] as const)("reads %s as Keras's %s publication names it", async (id, publication, numTensors) => {
    const description = CATALOG.get(id)!;
    const layers = stockLayers(description, publication);
    const tensors = await readAll(await fake(layers), description);
    const stored = layers.flatMap(({ weights }) => weights);
    expect(tensors).toHaveLength(numTensors);
    expect(tensors.map(({ shape }) => shape)).toEqual(stored.map(({ shape }) => shape));
    for (const [index, { values }] of tensors.entries()) {
      const leaf = stored[index]!.name.split('/').at(-1)!;
      expect(Buffer.from(values.buffer).equals(Buffer.from(fakeValues(leaf, values.length).buffer))).toBe(
        true,
      );
    }
  });

  test('names tensors by their nodes', async () => {
    const tensors = await readAll(await fake(stockLayers(RESNET, 'first')), RESNET);
    expect(tensors.slice(0, 7).map(({ name }) => name)).toEqual([
      'conv-1/kernel',
      'conv-1/bias',
      'norm-1/gamma',
      'norm-1/beta',
      'norm-1/moving_mean',
      'norm-1/moving_variance',
      'conv-2a-short/kernel',
    ]);
    expect(tensors.at(-1)?.name).toBe('fc/bias');
  });

  test.each(['lenet-cnn', 'vgg16-mini', 'resnet50-mini', 'ti-gru'])(
    'names every stored tensor of %s',
    async (id) => {
      const description = CATALOG.get(id)!;
      const variables = description.stored.map(({ name, shape }) => `${name} ${shape}`);
      const tensors = await readAll(await fake(stockLayers(description, 'second')), description);
      expect(tensors.map(({ name, shape }) => `${name} ${shape}`).sort()).toEqual(variables.sort());
    },
  );

  test('finds tensors by their names where a layer stores them in another order', async () => {
    const layers = stockLayers(RESNET, 'second').map(({ name, weights }) => ({
      name,
      weights: [...weights].reverse(),
    }));
    const [, , gamma] = await readAll(await fake(layers), RESNET);
    expect(gamma).toEqual({ name: 'norm-1/gamma', shape: [16], values: fakeValues('gamma:0', 16) });
  });

  test.each<[string, FakeFileOptions]>([
    ['with the list of layers in parts', { nameParts: 3 }],
    ['chunked', { isChunked: true }],
    ['of the newer format', { libver: 'v110' }],
  ])('reads weights %s', async (_, options) => {
    const tensors = await readAll(await fake(stockLayers(VGG, 'second'), options), VGG);
    expect(tensors).toHaveLength(32);
    expect(tensors[0]?.values).toEqual(fakeValues('kernel:0', 432));
  });

  const stock = stockLayers(VGG, 'first');
  const change = (name: string, weights: FakeLayer['weights']) =>
    stock.map((layer) => (layer.name === name ? { name, weights } : layer));
  test.each<[string, readonly FakeLayer[], RegExp, FakeFileOptions?]>([
    [
      'weights without the top',
      stock.filter(({ name }) => !/^(fc|predictions)/.test(name)),
      /^f.h5: The file has no layer fc1, fc2, predictions: expected the weights with the top, not "notop"$/,
    ],
    [
      'a missing layer',
      stock.filter(({ name }) => name !== 'block3_conv2'),
      /^f.h5: The file has no layer block3_conv2: expected all 16 layers of VGG16-mini$/,
    ],
    [
      'another network',
      stockLayers(RESNET, 'first'),
      /^f.h5: The file has layers conv1, bn_conv1, .* more: expected those of VGG16-mini, such as block1_conv1$/,
    ],
    [
      'one layer more',
      [...stock, { name: 'more', weights: [{ name: 'W', shape: [1] }] }],
      /^f.h5: The file has layer more besides those of VGG16-mini: expected no more than its 16 layers$/,
    ],
    [
      'a layer without its bias',
      change('fc2', [{ name: 'fc2_W_1:0', shape: [1024, 1024] }]),
      /^f.h5: Layer fc2 has 1 tensors \(fc2_W_1:0\): expected 2 \(kernel, bias\)$/,
    ],
    [
      'another shape',
      change('block1_conv1', [
        { name: 'block1_conv1_W_1:0', shape: [16, 3, 3, 3] },
        { name: 'block1_conv1_b_1:0', shape: [16] },
      ]),
      /^f.h5: Tensor block1_conv1\/kernel is 16 x 3 x 3 x 3: expected 3 x 3 x 3 x 16$/,
    ],
    [
      'more classes',
      stockLayers(VGG, 'first', 21),
      /^f.h5: Tensor predictions\/kernel is 1024 x 21: expected 1024 x 10$/,
    ],
    [
      'NaN',
      stock,
      /^f.h5: Tensor block1_conv2\/bias has 3 of 16 values that are NaN or infinite: expected numbers$/,
      {
        values: (name, numValues) =>
          name === 'block1_conv2_b_1:0'
            ? fakeValues(name, numValues).fill(Number.NaN, 5, 7).fill(Number.NEGATIVE_INFINITY, 8, 9)
            : fakeValues(name, numValues),
      },
    ],
    ['integers', stock, /^f.h5: Tensor .*block1_conv1_W_1:0 holds 32-bit integers/, { dtype: '<i' }],
  ])('refuses %s', async (_, layers, message, options) => {
    const asset = await fake(layers, options);
    await expect(readAll(asset, VGG)).rejects.toThrow(message);
    await expect(readAll(asset, VGG)).rejects.toThrow(AssetError);
  });

  test('refuses files that are no weights of Keras, and those of Keras 3 that are of no network here', async () => {
    const other = { name: 'f.h5', blob: new Blob([await writeTensors({ '/a/b': [2] })]) };
    await expect(readAll(other, VGG)).rejects.toThrow(
      'f.h5: The file holds a and no layer_names: expected weights of Keras',
    );
    const nameless = {
      name: 'f.h5',
      blob: new Blob([await writeTensors({ '/layers/conv2d/vars/0': [2] })]),
    };
    await expect(readAll(nameless, VGG)).rejects.toThrow(
      'f.h5: The file has layers conv2d: expected those of VGG16-mini, such as block1_conv1',
    );
  });
});

const DEFAULT_NAMED = [
  'lenet-fc',
  'chip-net',
  'lenet-cnn',
  'cf-vgg',
  'vgg16-mini',
  'resnet50-mini',
  'ti-gru',
];

/** Asserts that every tensor has the values written for its node. */
function expectOwnValues(tensors: readonly CatalogTensor[]): void {
  for (const { name, values } of tensors) {
    const [node, variable] = name.split('/') as [string, string];
    const role = variable === 'recurrentKernel' ? 'recurrent_kernel' : variable;
    const wanted = fakeValues(`${node}_${role}:0`, values.length);
    expect(isSame(values, wanted), name).toBe(true);
  }
}

/** toEqual takes seconds for millions of numbers. */
function isSame(values: Float32Array, wanted: Float32Array): boolean {
  return Buffer.from(values.buffer).equals(Buffer.from(wanted.buffer));
}

describe('A file whose layers nobody named', () => {
  test.each(DEFAULT_NAMED)('gives %s its weights, with its topology and without', async (id) => {
    const description = CATALOG.get(id)!;
    const layers = topologyLayers(description);
    const stored = weightsOfTopology(layers, description);
    const alone = await readAll(await fake(stored), description);
    expectOwnValues(alone);
    const modelConfig = functionalConfig(layers);
    const whole = await readAll(await fake(stored, { modelConfig }), description);
    expectOwnValues(whole);
    expect(whole.length).toBe(alone.length);
  });

  test('is told apart by the graph where layers of one shape come in another order', async () => {
    const layers = inDepthOrder(topologyLayers(RESNET));
    const stored = weightsOfTopology(layers, RESNET);
    const modelConfig = functionalConfig(layers);
    expectOwnValues(await readAll(await fake(stored, { modelConfig }), RESNET));
  });

  test('is told apart by numbers that say which layer was made first, and refused where nothing says it', async () => {
    const made = inDepthOrder(topologyLayers(RESNET));
    expectOwnValues(await readAll(await fake(weightsOfTopology(made, RESNET)), RESNET));
    const names = defaultNames(made.map(({ className }) => className));
    const renamed = made.map((layer, index) => ({
      ...layer,
      config: { ...layer.config, name: names[index]! },
    }));
    await expect(readAll(await fake(weightsOfTopology(renamed, RESNET)), RESNET)).rejects.toThrow(
      'f.h5: Layer conv2d_3 could be conv-2a-short or conv-2a-3 of ResNet50-mini, by its shapes and its place: expected ' +
        "Keras's own names, or the whole model, which says how layers are connected",
    );
  });

  test('is matched by what its layers are where one is called like a node of another kind', async () => {
    const chip = CATALOG.get('chip-net')!;
    const stored = weightsOfTopology(topologyLayers(chip), chip);
    expect(stored.map(({ name }) => name)).toContain('flatten');
    expectOwnValues(await readAll(await fake(stored), chip));
    const misled = stored.map((layer, index) => ({
      ...layer,
      name: ['x', 'fc-2', 'fc-1', 'a', 'b', 'c'][index]!,
    }));
    expectOwnValues(await readAll(await fake(misled), chip));
  });
});

describe('Weights of Keras 3', () => {
  const chip = CATALOG.get('chip-net')!;
  const tensorsOf = (description: ModelDescription, groups: readonly string[]) => {
    const layers = weightsOfTopology(topologyLayers(description), description).filter(
      ({ weights }) => weights.length > 0,
    );
    return Object.fromEntries(
      layers.flatMap(({ weights }, layer) =>
        weights.map(({ shape }, index) => [`/layers/${groups[layer]}/vars/${index}`, shape] as const),
      ),
    );
  };

  test.each(['lenet-fc', 'chip-net', 'lenet-cnn', 'vgg16-mini', 'resnet50-mini'])(
    'alone fill %s, class by class',
    async (id) => {
      const description = CATALOG.get(id)!;
      const layers = topologyLayers(description).filter(({ className }) =>
        /^(Conv2D|Dense|Batch)/.test(className),
      );
      const groups = defaultNames(layers.map(({ className }) => className));
      const bytes = await writeTensors(tensorsOf(description, groups), { valuesByPath: true });
      const tensors = await readAll({ name: 'f.h5', blob: new Blob([bytes]) }, description);
      const nodes = layers.map(({ node }) => node!);
      for (const { name, values: found } of tensors) {
        const [node] = name.split('/') as [string];
        const group = groups[nodes.indexOf(node)]!;
        const roles = tensors
          .filter(({ name: other }) => other.startsWith(`${node}/`))
          .map(({ name: other }) => other);
        const wanted = fakeValues(`/layers/${group}/vars/${roles.indexOf(name)}`, found.length);
        expect(isSame(found, wanted), name).toBe(true);
      }
    },
  );

  test('beside their topology are compared with it, in whatever file it came', async () => {
    const layers = topologyLayers(chip);
    const groups = defaultNames(
      layers.filter(({ className }) => className === 'Dense').map(({ className }) => className),
    );
    const weights = { name: 'w.weights.h5', blob: new Blob([await writeTensors(tensorsOf(chip, groups))]) };
    const beside = (config: object) => ({ name: 'config.json', blob: new Blob([JSON.stringify(config)]) });
    const open = (config: object) =>
      openCatalogWeights({ format: 'keras', weights, topology: beside(config) }, chip);
    const { hasTopology, tensors } = await open(sequentialConfig(layers));
    expect(hasTopology).toBe(true);
    expect((await tensors.next()).value?.name).toBe('fc-1/kernel');
    await tensors.return();
    const tanh = layers.map((layer) =>
      layer.config.name === 'dense_1' ? { ...layer, config: { ...layer.config, activation: 'tanh' } } : layer,
    );
    await expect(open(sequentialConfig(tanh))).rejects.toThrow(
      'config.json: Layer dense_1 has activation tanh: expected relu',
    );
    const alone = await openCatalogWeights({ format: 'keras', weights }, chip);
    expect(alone.hasTopology).toBe(false);
    await alone.tensors.return();
  });
});

/**
 * Sorts layers as Keras does in a functional model: by depth from the end, so that the convolution
 * of a bottleneck's shortcut comes after the last one of its main path.
 */
function inDepthOrder(layers: readonly FakeTopologyLayer[]): FakeTopologyLayer[] {
  const isShort = ({ node = '' }: FakeTopologyLayer) => /-short$/.test(node);
  const shortOf = ({ node = '' }: FakeTopologyLayer) => {
    const wanted = /^(conv|norm)-(\d)a-3$/.exec(node);
    return wanted === null ? [] : layers.filter((other) => other.node === `${wanted[1]}-${wanted[2]}a-short`);
  };
  return layers.filter((layer) => !isShort(layer)).flatMap((layer) => [layer, ...shortOf(layer)]);
}
