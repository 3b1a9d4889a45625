import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { CATALOG } from '../../core/network/catalog';
import { startNetwork } from '../../train/startNetwork';
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
