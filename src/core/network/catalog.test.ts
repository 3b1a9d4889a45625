import { expect, test } from 'vitest';
import { parseQFormat } from '../words/qformat';
import { CATALOG, trainingSetTitle } from './catalog';
import { kernelsOf, layerBlocks, modelMultiplyAdds, numActivations, numWeights } from './model';

const models = [...CATALOG.values()];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

// Table 1 and the layer-by-layer definitions behind it. The paper prints LeNetCNN's conv and FC
// counts swapped, and gives ResNet50's activations as about 10.6 M.
test.each([
  ['lenet-fc', { gru: 0, conv: 0, dense: 266_200 }, 410, 3],
  ['lenet-cnn', { gru: 0, conv: 9_504, dense: 591_104 }, 44_810, 4],
  ['cf-vgg', { gru: 0, conv: 7_632_576, dense: 267_264 }, 248_266, 12],
  ['vgg16', { gru: 0, conv: 14_710_464, dense: 123_633_664 }, 15_087_080, 16],
  ['resnet50', { gru: 0, conv: 23_454_912, dense: 2_048_000 }, 10_627_496, 54],
  ['ti-gru', { gru: 143_400, conv: 0, dense: 10_162_000 }, 203_410, 3],
  ['chip-net', { gru: 0, conv: 0, dense: 334_336 }, 778, 4],
] as const)('%s has the weights and activations of Table 1', (id, weights, activations, numLayers) => {
  const { layers, nodes } = CATALOG.get(id)!;
  for (const kind of ['conv', 'dense', 'gru'] as const) {
    expect(sum(layers.filter((layer) => layer.kind === kind).map(numWeights)), kind).toBe(weights[kind]);
  }
  expect(sum(nodes.map(numActivations))).toBe(activations);
  expect(layers).toHaveLength(numLayers);
});

test.each([
  ['vgg16', 'vgg16-mini'],
  ['resnet50', 'resnet50-mini'],
])('the mini network of %s has its layers and blocks and at most 40 million multiply-adds', (id, mini) => {
  const [large, small] = [CATALOG.get(id)!, CATALOG.get(mini)!];
  expect(small.layers.map(({ name, kind, block }) => [name, kind, block])).toEqual(
    large.layers.map(({ name, kind, block }) => [name, kind, block]),
  );
  expect(modelMultiplyAdds(small)).toBeLessThanOrEqual(40e6);
});

test.each([
  ['cf-vgg', ['lb-1', 'lb-2', 'lb-3', 'lb-4', 'fc-1', 'fc-2']],
  ['vgg16', ['lb-1', 'lb-2', 'lb-3', 'lb-4', 'lb-5', 'fc-1', 'fc-2', 'fc-3']],
  ['resnet50', ['stem', 'stage-1', 'stage-2', 'stage-3', 'stage-4', 'fc']],
])('%s has the layer blocks of the paper', (id, blocks) => {
  expect([...layerBlocks(CATALOG.get(id)!).keys()]).toEqual(blocks);
});

test('the tensor numbers are those that links mean', () => {
  const tensors = (id: string) =>
    CATALOG.get(id)!.layers.flatMap((layer) => kernelsOf(layer).map(({ tensor }) => tensor));
  expect(tensors('lenet-fc')).toEqual([0, 2, 4]);
  expect(tensors('ti-gru')).toEqual([0, 1, 3, 5]);
  expect(tensors('resnet50').at(-1)).toBe(106);
});

test('every model is known by its own id, has layers of different names and tensors that fit a draw', () => {
  for (const [id, { id: own, layers, weightFormat, nodes, numClasses }] of CATALOG) {
    expect(own).toBe(id);
    expect(new Set(nodes.map(({ node }) => node.name)).size).toBe(nodes.length);
    const tensors = layers.flatMap((layer) => kernelsOf(layer).map(({ tensor }) => tensor));
    expect(new Set(tensors).size).toBe(tensors.length);
    expect(Math.max(...tensors)).toBeLessThan(2 ** 21);
    expect(() => parseQFormat(weightFormat)).not.toThrow();
    expect([10, 37, 1000]).toContain(numClasses);
  }
});

test('training sets are named by what they hold', () => {
  expect(
    models.flatMap(({ weights, dataKind }) => weights.map((set) => trainingSetTitle(set, dataKind))),
  ).toEqual(
    expect.arrayContaining([
      'generated digits',
      'generated pictures',
      'generated speech',
      'generated text',
      'MNIST',
      'CIFAR-10',
    ]),
  );
});
