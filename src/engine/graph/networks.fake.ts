import * as tf from '@tensorflow/tfjs-core';
import { inputTensor } from '../inference/inputTensor';
import { NetworkRunner } from '../inference/networkRunner';
import { openOnnx } from '../onnx/openOnnx';
import {
  attribute,
  bytes,
  fileOf,
  float,
  initializer,
  int,
  model,
  node,
  text,
  value,
} from '../onnx/writeOnnx.fake';
import { loadGraph } from './loadGraph';
import { type OpenedGraph, type OpenOptions, openGraph } from './openGraph';
import { permute } from './values';

/** A tensor of a network that a test writes. */
export interface FakeTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** Default: floats. */
  readonly type?: 'int64' | 'int32' | 'int8';
}

type Attribute = number | string | readonly number[];

/** A node of a network that a test writes: operator, inputs, outputs, attributes, name. */
export interface FakeNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  /** Numbers with a fraction are floats; `floats` lists those that have none. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly floats?: readonly string[];
}

/** A network that a test writes. */
export interface FakeNetwork {
  readonly nodes: readonly FakeNode[];
  readonly tensors: Readonly<Record<string, FakeTensor>>;
  readonly input: readonly (number | string)[];
  readonly output: readonly (number | string)[];
  readonly opset?: number;
  /** Number of the input's type in TensorProto.DataType. Default: float32. */
  readonly inputType?: number;
}

/** Pseudo-random numbers in [-1, 1), the same on each machine. */
export function numbers(count: number, seed: number): number[] {
  let state = seed * 2_654_435_761 + 12_345;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return Math.fround((state >>> 8) / 2 ** 23 - 1);
  });
}

/** A tensor of pseudo-random numbers below a magnitude. */
export function randomTensor(shape: readonly number[], seed: number, magnitude = 0.5): FakeTensor {
  const count = shape.reduce((size, length) => size * length, 1);
  return { shape, values: numbers(count, seed).map((number) => Math.fround(number * magnitude)) };
}

/** A tensor of whole numbers. */
export function integers(...values: readonly number[]): FakeTensor {
  return { shape: [values.length], values, type: 'int64' };
}

/** The ONNX file of a network: input `x`, output `y`. */
export function networkBytes({
  nodes,
  tensors,
  input,
  output,
  opset = 17,
  inputType = 1,
}: FakeNetwork): Uint8Array<ArrayBuffer> {
  return model(
    [
      ...nodes.map(({ operator, inputs, outputs, name = '', attributes = {}, floats = [] }) =>
        node(
          operator,
          inputs,
          outputs,
          name,
          ...Object.entries(attributes).map(([key, one]) => attributeOf(key, one, floats.includes(key))),
        ),
      ),
      text(2, 'main'),
      ...Object.entries(tensors).map(([name, { shape, values, type }]) => {
        if (type === 'int64')
          return initializer(
            name,
            7,
            shape,
            bytes(9, new Uint8Array(BigInt64Array.from(values, BigInt).buffer)),
          );
        if (type === 'int32')
          return initializer(name, 6, shape, bytes(9, new Uint8Array(Int32Array.from(values).buffer)));
        if (type === 'int8')
          return initializer(name, 3, shape, bytes(9, new Uint8Array(Int8Array.from(values).buffer)));
        return initializer(name, 1, shape, bytes(9, new Uint8Array(Float32Array.from(values).buffer)));
      }),
      value(11, 'x', input, inputType),
      value(12, 'y', output),
    ],
    { opset },
  );
}

function attributeOf(name: string, one: Attribute, isFloat: boolean): Uint8Array {
  if (typeof one === 'string') return attribute(name, 3, text(4, one));
  if (typeof one === 'number')
    return isFloat || !Number.isInteger(one)
      ? attribute(name, 1, float(2, one))
      : attribute(name, 2, int(3, one));
  return attribute(name, 7, ...one.map((number) => int(8, number)));
}

/** Opens a network. */
export async function openFake(network: FakeNetwork, options?: OpenOptions): Promise<OpenedGraph> {
  return openGraph(await openOnnx(fileOf(networkBytes(network))), options);
}

/**
 * Runs an opened network on samples in the file's layout, one after the other. Returns its outputs
 * in the file's layout.
 */
export async function runOpened(opened: OpenedGraph, samples: readonly number[]): Promise<number[]> {
  const network = await loadGraph(opened);
  const { dims, axes, batchAxis } = opened.input;
  const lengths = dims.filter((_, axis) => axis !== batchAxis);
  const size = lengths.reduce((count, length) => count * length, 1);
  const count = samples.length / size;
  // The axis of samples stands in front here, whatever its place in the file.
  const place = (axis: number) => 1 + (batchAxis !== null && axis > batchAxis ? axis - 1 : axis);
  const arranged = permute(samples, [count, ...lengths], [0, ...axes.map(place)]);
  const scores = tf.tidy(
    () =>
      new NetworkRunner(network).run(inputTensor(Float32Array.from(arranged), count, opened.description))
        .scores,
  );
  const values = await scores.data();
  const shape = scores.shape.slice(1);
  const order = opened.output.axes
    .map((_, at) => at)
    .toSorted((a, b) => opened.output.axes[a]! - opened.output.axes[b]!);
  tf.dispose(scores);
  network.dispose();
  return permute(values, [count, ...shape], [0, ...order.map((axis) => axis + 1)]);
}

/** Largest difference of two lists, relative to the range of the second. */
export function difference(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Number.POSITIVE_INFINITY;
  const range = Math.max(...wanted) - Math.min(...wanted) || 1;
  return Math.max(...wanted.map((value, index) => Math.abs(value - found[index]!))) / range;
}
