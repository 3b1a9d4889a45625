import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { CATALOG } from '../core/catalog';
import { AssetError } from '../core/errors';
import { startDevice } from '../engine/devices';
import { buildNetwork } from '../engine/models/buildNetwork';
import { networkVariables } from '../engine/models/networkVariables';
import { copyWeights } from './copyWeights';

const LENET = CATALOG.get('lenet-fc')!;
const networkOf = (...units: number[]) =>
  tf.sequential({
    layers: units.map((count, index) =>
      tf.layers.dense({ units: count, name: `d${index}`, ...(index === 0 && { inputShape: [784] }) }),
    ),
  });

beforeAll(async () => {
  await startDevice('cpu', { wasmPaths: undefined, gpu: async () => 'not asked for' });
});

test('copies every tensor of a network of the same layers', () => {
  const [source, target] = [networkOf(300, 100, 10), buildNetwork(LENET)];
  copyWeights(source, target, LENET, 'f');
  const [found, wanted] = [target, source].map((network) => networkVariables(network)[4]!.read().dataSync());
  expect(found).toEqual(wanted);
  expect(found!.some((value) => value !== 0)).toBe(true);
});

test.each([
  [[300, 100, 10, 10], 'f: The network has 8 tensors, d3/kernel too many: LeNetFC has 6'],
  [[300, 100], 'f: Tensor 4 is missing: LeNetFC wants fc-3/kernel 100 x 10'],
  [[300, 99, 10], 'f: Tensor 2 is d1/kernel 300 x 99: LeNetFC wants fc-2/kernel 300 x 100'],
])('refuses a network of dense layers of %j', (units, message) => {
  const copy = () => copyWeights(networkOf(...units), buildNetwork(LENET), LENET, 'f');
  expect(copy).toThrow(AssetError);
  expect(copy).toThrow(message);
});
