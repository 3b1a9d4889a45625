import * as tf from '@tensorflow/tfjs-core';
import { AssetError } from '../../core/errors';
import { loadGraph } from '../../engine/graph/loadGraph';
import { type GraphValue, type OpenedGraph, openGraph } from '../../engine/graph/openGraph';
import { fileValues } from '../../engine/graph/storedValues';
import { NetworkRunner } from '../../engine/inference/networkRunner';
import { openOnnx } from '../../engine/onnx/openOnnx';
import { openTensorFile } from '../../engine/onnx/openTensorFile';
import { widen } from '../../engine/source/smallFloats';
import type { SourceTensor } from '../../engine/source/sourceModel';
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
 * Runs a test on the current device and compares its first output with the known one. A network
 * that cannot be opened is refused.
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
  let opened: OpenedTest;
  try {
    opened = await openTest(test, inputs);
  } catch (error) {
    const outcome = error instanceof AssetError ? 'refused' : 'failed';
    return { outcome, reason: (error as Error).message };
  }
  try {
    const network = await loadGraph(opened.graph);
    try {
      const { graph, value } = opened;
      const input = await inputTensor(value, graph);
      const scores = tf.tidy(() => inFileOrder(new NetworkRunner(network).run(input).scores, graph));
      const found = await scores.data();
      tf.dispose([input, scores]);
      const known = asDeclared(await openTensorFile(fileAt(outputs[0]!)), graph.report.outputs[0]!.type);
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
    return { outcome: 'failed', reason: (error as Error).message };
  }
}

/** An opened model, and the value of its input. */
interface OpenedTest {
  readonly graph: OpenedGraph;
  readonly value: SourceTensor;
}

/**
 * Opens a model with one of its inputs as the network's and the others as constants. Operators of
 * ONNX take any tensor at any input; networks compute from their samples. So the first input is
 * tried, then the first of floats, without samples and then with them. Throws the first refusal.
 */
async function openTest(test: NodeTest, inputs: readonly string[]): Promise<OpenedTest> {
  const model = await openOnnx(fileAt(test.model));
  const files = await Promise.all(inputs.map((path) => openTensorFile(fileAt(path))));
  const tensors = files.map((tensor, index) => asDeclared(tensor, model.inputs[index]?.type));
  const floats = model.inputs.findIndex(({ type }) => type.includes('float'));
  const places = [...new Set([0, Math.max(0, floats)])].filter((place) => place < tensors.length);
  if (places.length === 0)
    throw new AssetError('model.onnx', 'The network has no input: expected at least one');
  let refusal: unknown;
  for (const isBatched of [false, true]) {
    for (const place of places) {
      const others = model.inputs.flatMap(({ name }, index) =>
        index === place || tensors[index] === undefined ? [] : [[name, tensors[index]] as const],
      );
      try {
        const graph = await openGraph(model, { isBatched, given: new Map(others) });
        return { graph, value: tensors[place]! };
      } catch (error) {
        if (!(error instanceof AssetError)) throw error;
        refusal ??= error;
      }
    }
  }
  throw refusal;
}

/** Returns a tensor with the type of the model: the tests store bfloat16 as words of 16 bits. */
function asDeclared(tensor: SourceTensor, type: string | undefined): SourceTensor {
  if (type !== 'bfloat16' || tensor.type !== 'uint16') return tensor;
  return { ...tensor, type, read: async () => widen(type, (await tensor.read()) as Uint16Array) };
}

/** Returns the values of the file in the order of the engine. */
async function inputTensor(
  tensor: SourceTensor,
  { input, description: { inputShape } }: OpenedGraph,
): Promise<tf.Tensor> {
  const { type, read } = fileValues(tensor);
  const values = await read();
  return tf.tidy(() => {
    const stored = tf.tensor(type === 'bool' ? Array.from(values, Boolean) : values, [...tensor.shape], type);
    const batch = input.batchAxis === null ? 1 : tensor.shape[input.batchAxis]!;
    return tf.reshape(tf.transpose(stored, engineAxes(input)), [batch, ...inputShape]);
  });
}

/** Returns the output of the engine in the order of the file. */
function inFileOrder(value: tf.Tensor, { output }: OpenedGraph): tf.Tensor {
  const axes = engineAxes(output);
  const lengths = axes.map((axis) => output.dims[axis]!);
  return tf.transpose(
    tf.reshape(value, lengths),
    axes.map((_, axis) => axes.indexOf(axis)),
  );
}

/** Returns the file's axes in the order of the engine. Axes of length 1 may be left out there. */
function engineAxes({ axes, batchAxis, dims }: GraphValue): number[] {
  const first = batchAxis === null || axes.includes(batchAxis) ? axes : [batchAxis, ...axes];
  const left = dims.map((_, axis) => axis).filter((axis) => !first.includes(axis));
  return [...first, ...left];
}

function compare(
  found: ArrayLike<number>,
  shape: readonly number[],
  known: ArrayLike<number>,
  tensor: SourceTensor,
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
