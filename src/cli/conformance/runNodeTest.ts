import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import { loadGraph } from '../../engine/graph/loadGraph';
import { type GraphValue, openGraph } from '../../engine/graph/openGraph';
import { fileValues } from '../../engine/graph/storedValues';
import { NetworkRunner } from '../../engine/inference/networkRunner';
import type { OnnxTensor } from '../../engine/onnx/onnxModel';
import { openOnnx } from '../../engine/onnx/openOnnx';
import { openTensorFile } from '../../engine/onnx/openTensorFile';
import { fileAt } from '../session/assets';
import type { NodeTest } from './nodeTests';

/** Result of one test. `reason` is empty if it passed. */
export interface NodeTestResult {
  readonly outcome: 'passed' | 'failed' | 'refused';
  readonly reason: string;
}

/** Relative and absolute difference that ONNX's own runner allows. */
const RELATIVE = 1e-3;
const ABSOLUTE = 1e-7;

/**
 * Runs a test on the current device and compares its first output with the known one. The first
 * input of floats is the network's; the others are constants. A network that cannot be opened is
 * refused.
 */
export async function runNodeTest(test: NodeTest): Promise<NodeTestResult> {
  for (const set of test.sets) {
    const reason = await differenceIn(test, set);
    if (reason !== null) return reason;
  }
  return { outcome: 'passed', reason: '' };
}

/** Returns null if the output is the known one. */
async function differenceIn(
  test: NodeTest,
  { inputs, outputs }: NodeTest['sets'][number],
): Promise<NodeTestResult | null> {
  let step: 'refused' | 'failed' = 'refused';
  try {
    const model = await openOnnx(fileAt(test.model));
    const tensors = await Promise.all(inputs.map((path) => openTensorFile(fileAt(path))));
    const given = new Map(model.inputs.map(({ name }, index) => [name, tensors[index]!]));
    const isFloat = ({ type }: { readonly type: string }) => type.includes('float');
    const variable = model.inputs.find(isFloat) ?? model.inputs[0];
    if (variable === undefined)
      throw new AssetError('model.onnx', 'The network has no input: expected at least one');
    const value = given.get(variable.name)!;
    given.delete(variable.name);
    const opened = await openGraph(model, { isBatched: false, given });
    step = 'failed';
    const network = await loadGraph(opened);
    try {
      const input = await inputTensor(value, opened.input, opened.description.inputShape);
      const scores = tf.tidy(() => inFileOrder(new NetworkRunner(network).run(input).scores, opened.output));
      const found = await scores.data();
      tf.dispose([input, scores]);
      const known = await openTensorFile(fileAt(outputs[0]!));
      const reason = compare(
        found,
        scores.shape,
        (await fileValues(known).read()) as ArrayLike<number>,
        known,
      );
      return reason === null ? null : { outcome: 'failed', reason };
    } finally {
      network.dispose();
    }
  } catch (error) {
    return { outcome: step, reason: (error as Error).message };
  }
}

/** Returns the values of the file in the order of the engine, as one sample. */
async function inputTensor(
  tensor: OnnxTensor,
  { axes }: GraphValue,
  inputShape: readonly number[],
): Promise<tf.Tensor> {
  const { type, read } = fileValues(tensor);
  const values = await read();
  return tf.tidy(() => {
    const stored = tf.tensor(type === 'bool' ? Array.from(values, Boolean) : values, [...tensor.shape], type);
    return tf.reshape(tf.transpose(stored, withAllAxes(axes, tensor.shape.length)), [1, ...inputShape]);
  });
}

/** Returns a value of the engine in the order of the file. */
function inFileOrder(value: tf.Tensor, { axes, dims }: GraphValue): tf.Tensor {
  const all = withAllAxes(axes, dims.length);
  const inverse = all.map((_, axis) => all.indexOf(axis));
  return tf.transpose(
    tf.reshape(
      value,
      all.map((axis) => dims[axis]!),
    ),
    inverse,
  );
}

/** Axes of length 1 may be left out: they come last. */
function withAllAxes(axes: readonly number[], rank: number): number[] {
  const left = Array.from({ length: rank }, (_, axis) => axis).filter((axis) => !axes.includes(axis));
  return [...axes, ...left];
}

function compare(
  found: ArrayLike<number>,
  shape: readonly number[],
  known: ArrayLike<number>,
  tensor: OnnxTensor,
): string | null {
  if (shape.join() !== tensor.shape.join())
    return `The output has shape [${shape.join(', ')}]: expected [${tensor.shape.join(', ')}]`;
  for (let index = 0; index < known.length; index++) {
    const [mine, theirs] = [found[index]!, known[index]!];
    const isEqual = Object.is(mine, theirs) || mine === theirs;
    if (!isEqual && !(Math.abs(mine - theirs) <= ABSOLUTE + RELATIVE * Math.abs(theirs)))
      return `Value ${index} is ${mine}: expected ${theirs}`;
  }
  return null;
}
