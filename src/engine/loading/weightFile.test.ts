import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { AssetError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { startNetwork } from '../../train/startNetwork';
import { float16Of } from './float16';
import { readWeights, writeWeights } from './weightFile';

beforeAll(() => tf.setBackend('cpu'));

const MODEL = CATALOG.get('resnet50-mini')!;
const build = (seed: number) => startNetwork(MODEL, 'heUniform', seed);
const valuesOf = (network: ReturnType<typeof build>) =>
  network.stored.map(({ name }) => network.read(name).dataSync());
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

test('weights come back from float32 as they were, from float16 rounded', async () => {
  const [first, second] = [build(1), build(2)];
  const exact = await writeWeights(first, 'float32');
  readWeights(second, exact, exact.bytes, 'manifest.json', 'weights.bin');
  const [written, read] = [valuesOf(first), valuesOf(second)];
  expect(read.map(({ length }) => length)).toEqual(written.map(({ length }) => length));
  expect(read.every((values, index) => Buffer.compare(bytesOf(values), bytesOf(written[index]!)) === 0)).toBe(
    true,
  );

  const half = await writeWeights(first, 'float16');
  expect(half.bytes.length * 2).toBe(exact.bytes.length);
  readWeights(second, half, half.bytes, 'manifest.json', 'weights.bin');
  const [kernel, rounded] = [valuesOf(first)[0]!, valuesOf(second)[0]!];
  expect(rounded).not.toEqual(kernel);
  const isNear = (value: number, index: number) =>
    Math.abs(rounded[index]! - value) <= Math.abs(value) * 2 ** -11 + 2 ** -25;
  expect(Array.from(kernel).every(isNear)).toBe(true);
  first.dispose();
  second.dispose();
});

test('a manifest of another network and a file of another length are refused by name', async () => {
  const network = build(1);
  const { tensors, bytes } = await writeWeights(network, 'float32');
  const read = (changed: typeof tensors, file = bytes) =>
    readWeights(network, { weightType: 'float32', tensors: changed }, file, 'manifest.json', 'weights.bin');
  expect(() => read(tensors.slice(1))).toThrow(
    new AssetError('manifest.json', 'Tensor 0 is conv-1/bias 16: expected conv-1/kernel 7 x 7 x 3 x 16'),
  );
  expect(() => read(tensors.slice(0, -1))).toThrow(
    new AssetError('manifest.json', 'Tensor 319 is missing: expected fc/bias 10'),
  );
  expect(() => read([...tensors, tensors[0]!])).toThrow(
    new AssetError('manifest.json', 'There are 321 tensors: expected 320'),
  );
  expect(() => read(tensors, bytes.slice(4))).toThrow(
    new AssetError(
      'weights.bin',
      `The file has ${bytes.length - 4} bytes: expected ${bytes.length} for its tensors`,
    ),
  );
  network.dispose();
});

// Examples of values and their bits in IEEE 754-2008's binary16.
test.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [65_504, 0x7bff],
  [65_519.996, 0x7bff],
  [65_520, 0x7c00],
  [Number.POSITIVE_INFINITY, 0x7c00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [2 ** -25 * 1.5, 0x0001],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [1 / 3, 0x3555],
  [Number.NaN, 0x7e00],
])('float16Of rounds %d to the nearest half', (value, bits) => {
  expect([...float16Of(Float32Array.of(value))]).toEqual([bits]);
});
