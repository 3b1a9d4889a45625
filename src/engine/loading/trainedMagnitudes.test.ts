import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { describeGraph } from '../../core/network/graphModel';
import type { ShapedNode } from '../../core/network/network';
import { startNetwork } from '../../train/startNetwork';
import { Network } from '../nodes/network';
import { readTrainedMagnitudes } from './trainedMagnitudes';

it('reads the largest column of each layer and the four constants of each normalisation', async () => {
  await tf.setBackend('cpu');
  const model = CATALOG.get('resnet50-mini')!;
  const network = startNetwork(model, 'heUniform', 1);
  const norm = model.nodes.find(({ node }) => node.kind === 'batchNorm')!.node.name;
  const layer = model.layers[0]!.name;
  const fill = (name: string, values: readonly number[]) => {
    const tensors = network.stored.filter((tensor) => tensor.name.startsWith(`${name}/`));
    for (const [index, { name: tensor, shape }] of tensors.entries())
      network.write(tensor, tf.fill([...shape], values[index]!));
  };
  fill(norm, [2, 3, 4, 5]);
  fill(layer, [-0.5, -7]);
  const floatsOf = (name: string) => network.tensorsOf(name);
  const { layers, norms } = await readTrainedMagnitudes(network, floatsOf);
  const { scale, offset, mean, variance } = norms.get(norm)!;
  expect([scale, offset, mean, variance].map((values) => new Set(Array.from(values)))).toEqual(
    [2, 3, 4, 5].map((value) => new Set([value])),
  );
  // Each column of the first kernel sums so many weights.
  const numRows = tf.util.sizeFromShape([...model.layers[0]!.tensors[0]!.shape.slice(0, -1)]);
  expect(layers.get(layer)).toEqual({ columns: [0.5 * numRows], bias: 7 });
  fill(layer, [Number.NaN, 0]);
  const broken = await readTrainedMagnitudes(network, floatsOf);
  expect(broken.layers.get(layer)).toEqual({ columns: [Number.NaN], bias: 0 });
  network.dispose();
});

it('reads the largest magnitude of each tensor that an operator reads, Infinity for one with NaN', async () => {
  await tf.setBackend('cpu');
  const operands = ['input', 'tensor'] as const;
  const node = (name: string, tensor: string): ShapedNode => ({
    node: { kind: 'binary', function: 'multiply', operands, name, inputs: [''] },
    ...{ inputShapes: [[2]], outputShape: [2] },
    tensors: [{ role: 'operand', tensor, shape: [2] }],
  });
  const model = describeGraph({
    ...{ id: 'file-1', title: 'Reader', dataKind: 'own', inputShape: [2], weights: [], paper: null },
    ...{ weightFormat: 'Q2.6', activationFormat: 'Q4.4' },
    nodes: [node('a', 'trained'), node('b', 'constant'), node('c', 'broken')],
    tensors: [
      { name: 'trained', shape: [2], structure: 'weights' },
      { name: 'constant', shape: [2], structure: null },
      { name: 'broken', shape: [2], structure: null },
    ],
  });
  const network = new Network(model);
  network.write('trained', tf.tensor1d([0, 0]));
  network.write('constant', tf.tensor1d([3, -4]));
  network.write('broken', tf.tensor1d([Number.NaN, 1]));
  // The network may hold faulty values; those of the layers are as trained.
  const floats = tf.tensor1d([-7, 2]);
  const before = tf.memory().numTensors;
  const { tensors } = await readTrainedMagnitudes(network, () => [floats]);
  expect(tensors).toEqual(new Map(Object.entries({ trained: 7, constant: 4, broken: Infinity })));
  expect(tf.memory().numTensors).toBe(before);
  network.dispose();
});
