import * as tf from '@tensorflow/tfjs-core';
import { loadGraph } from '../graph/loadGraph';
import { openGraph } from '../graph/openGraph';
import { NetworkRunner } from '../inference/networkRunner';
import { openSource } from '../loading/openSource';
import { type FakeTensor, tfjsModel } from './tfjsModel.fake';

// Graphs of TensorFlow's operations that a test writes, as the converter of TensorFlow.js does.

export const values = (length: number, from = 1) =>
  Float32Array.from({ length }, (_, index) => Math.sin(1.7 * (index + from)));
export const floats = (name: string, ...shape: number[]): FakeTensor => {
  const length = shape.reduce((product, side) => product * side, 1);
  return { name, shape, values: values(length, name.length) };
};
export const wholes = (name: string, list: readonly number[], shape = [list.length]): FakeTensor => ({
  ...{ name, shape },
  values: Int32Array.from(list),
});

export const texts = (...list: string[]) => ({ list: { s: list.map(btoa) } });
export const numbers = (...list: number[]) => ({ list: { i: list.map(String) } });
export const node = (name: string, op: string, input: readonly string[] = [], attr: object = {}) => ({
  ...{ name, op, input, attr },
});
export const placeholder = (...sides: number[]) =>
  node('x', 'Placeholder', [], {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: { dim: [-1, ...sides].map((size) => ({ size: String(size) })) } },
  });
export const windows = (strides: number, padding: string) => ({
  strides: numbers(1, strides, strides, 1),
  padding: { s: btoa(padding) },
  data_format: { s: btoa('NHWC') },
});

/** Opens a graph with its constants. */
export async function open(nodes: readonly object[], tensors: readonly FakeTensor[], more?: object) {
  const constants = tensors.map(({ name }) => node(name, 'Const'));
  const files = tfjsModel({ node: [...constants, ...nodes] }, tensors, more);
  const source = await openSource({ format: 'network', ...files });
  return { source, opened: await openGraph(source) };
}

/** Returns the scores of a network for a batch of inputs. */
export async function answersOf({ opened }: Awaited<ReturnType<typeof open>>, inputs: tf.Tensor) {
  const network = await loadGraph(opened);
  const scores = tf.tidy(() => Array.from(new NetworkRunner(network).run(inputs).scores.dataSync()));
  network.dispose();
  return scores;
}

/** A stored tensor as TensorFlow.js has it. */
export const tensorOf = ({ values: list, shape }: FakeTensor) => tf.tensor(list, [...shape]);
