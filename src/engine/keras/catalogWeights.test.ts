import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import type { AssetFile } from '../../core/assetFiles';
import { CATALOG } from '../../core/catalog';
import { AssetError } from '../../core/errors';
import type { ModelDescription } from '../../core/model';
import { buildNetwork } from '../models/buildNetwork';
import { networkVariables } from '../models/networkVariables';
import { type CatalogTensor, readCatalogWeights } from './catalogWeights';
import {
  type FakeFileOptions,
  type FakeLayer,
  fakeValues,
  stockLayers,
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
  for await (const tensor of readCatalogWeights(asset, description)) tensors.push(tensor);
  return tensors;
}

describe('readCatalogWeights', () => {
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

  test('names tensors as tfjs names the variables of the nodes', async () => {
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
    'names every variable of %s',
    async (id) => {
      const description = CATALOG.get(id)!;
      const network = buildNetwork(description);
      const variables = networkVariables(network).map(({ name, shape }) => `${name} ${shape}`);
      const tensors = await readAll(await fake(stockLayers(description, 'second')), description);
      expect(tensors.map(({ name, shape }) => `${name} ${shape}`).sort()).toEqual(variables.sort());
      network.dispose();
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
    ['inside a whole model', { modelConfig: { class_name: 'Model', config: { layers: [] } } }],
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

  test('refuses files that are no weights of Keras, and those of Keras 3 without names', async () => {
    const other = { name: 'f.h5', blob: new Blob([await writeTensors({ '/a/b': [2] })]) };
    await expect(readAll(other, VGG)).rejects.toThrow(
      'f.h5: The file holds a and no layer_names: expected weights of Keras',
    );
    const nameless = {
      name: 'f.h5',
      blob: new Blob([await writeTensors({ '/layers/conv2d/vars/0': [2] })]),
    };
    await expect(readAll(nameless, VGG)).rejects.toThrow("The file has Keras 3's weights, which do not name");
  });
});
