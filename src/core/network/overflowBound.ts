import type { FaultSite } from '../site/injection';
import { bufferEncoding, siteBuffers, trainedTensors } from '../site/siteTensors';
import { gamma, MAX_FLOAT32 } from '../words/float32';
import { type QFormat, valueRange, type WordEncoding } from '../words/qformat';
import type { ActivationBuffer, BufferPart, ModelDescription } from './model';
import { product, type ShapedNode } from './network';

/** Magnitudes of a network's trained numbers in float. NaN or Infinity where one is not finite. */
export interface TrainedMagnitudes {
  /** Of layers with weights, by name. */
  readonly layers: ReadonlyMap<string, LayerMagnitudes>;
  /** Of batch normalisations, by name. */
  readonly norms: ReadonlyMap<string, NormConstants>;
}

/** Magnitudes of all that a network computes with in float. */
export interface NetworkMagnitudes extends TrainedMagnitudes {
  /** Largest of the network's input. */
  readonly input: number;
}

/** Magnitudes of a layer's trained numbers. */
export interface LayerMagnitudes {
  /** Of each kernel, the largest sum of magnitudes in a column, as float32 added it. */
  readonly columns: readonly number[];
  /** Largest of the biases. */
  readonly bias: number;
}

/** What a batch normalisation computes with, [channels] each. */
export interface NormConstants {
  readonly scale: ArrayLike<number>;
  readonly offset: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

/**
 * An eighth of float32's range: what a shortcut adds to a sum (below) and a rounding too many stay
 * within the rest.
 */
const LIMIT = 2 ** 125;
/**
 * What a sigmoid or tangent may be beyond 1, and a mixed state beyond the larger of its two parts,
 * in one step.
 */
const BEYOND = 1 + 2 ** -18;

/**
 * Names of the nodes of which float32 may not hold a value, or a number on the way to it; `site`
 * null: everything is in float. For every other node no image and no fault pattern of the site
 * gives an infinite value or NaN, so nothing has to look for one.
 *
 * With B the largest magnitude of a node's input, the sum of n products and a bias b is at most B·C
 * + |b|, C the largest sum of magnitudes in a column of the kernel, and so is each of its partial
 * sums, whatever the order, fused or not; n + 2 roundings raise that by at most gamma(n + 2).
 * Weights and biases of the site may hold any word of their format, so that C is n times the
 * largest word; C of the others was added up in float32 and is divided by 1 - gamma(n). A pool,
 * ReLU or padding makes nothing larger. A sum of nodes is at most the sum of their bounds. An
 * average of n values is computed from sums of up to n·B. A normalisation is, per channel, (x -
 * mean) · scale / sqrt(variance + epsilon) + offset, whose factors may be multiplied in any order:
 * each product is bounded by that of the factors above 1. What the site stores is read back as a
 * word of its format, whatever was written: there the bound starts again. A node beyond the limit
 * is looked through, and its values are finite from there on: its bound is the largest float32.
 *
 * A GRU's arguments of sigmoid and tangent are two such sums, the second over the state H or, for
 * the candidate, reset gate R times state. Its next state c + z·(h - c) lies between h and c while
 * z is at most 1 (a sigmoid, give or take its rounding), else below C + Z·(H + C) where gates are
 * read back as words up to Z: `gruBound` follows H through the steps.
 *
 * The sparse update of a dense layer (`engine/sparseScores.ts`) adds to a fault-free sum up to B·C
 * what faulty less fault-free weights move, up to 2·B·C, and so does the layer that follows: below
 * four times the bound, so within LIMIT's eighth.
 */
export function overflowingNodes(
  model: ModelDescription,
  site: FaultSite | null,
  magnitudes: NetworkMagnitudes,
): ReadonlySet<string> {
  const from = { model, magnitudes, stored: storedMagnitudes(model, site) };
  const beyond = new Set<string>();
  const bounds = new Map<string, number>();
  let before = magnitudes.input;
  for (const shaped of model.nodes) {
    const { node } = shaped;
    const inputs = node.inputs?.map((name) => bounds.get(name)!) ?? [before];
    const { reached, output } = nodeBound(shaped, inputs, from);
    // Not where it is NaN.
    const isHeld = reached < LIMIT;
    if (!isHeld) beyond.add(node.name);
    before = from.stored.buffers.get(`${node.name} output`) ?? (isHeld ? output : MAX_FLOAT32);
    bounds.set(node.name, before);
  }
  return beyond;
}

/**
 * Largest magnitudes of what a site stores: of its trained tensors by number, of its buffers by
 * node and part.
 */
interface StoredMagnitudes {
  readonly tensors: ReadonlyMap<number, number>;
  readonly buffers: ReadonlyMap<string, number>;
}

function storedMagnitudes(model: ModelDescription, site: FaultSite | null): StoredMagnitudes {
  if (site === null) return { tensors: new Map(), buffers: new Map() };
  const word = largestWord(site.format, site.encoding);
  const ofBuffer = (buffer: ActivationBuffer) =>
    largestWord(site.activationFormat, bufferEncoding(buffer, site));
  return {
    tensors: new Map(trainedTensors(model, site).map(({ kernel }) => [kernel.tensor, word])),
    buffers: new Map(
      siteBuffers(model, site).map((buffer) => [`${buffer.node} ${buffer.part}`, ofBuffer(buffer)]),
    ),
  };
}

function largestWord(format: QFormat, encoding: WordEncoding): number {
  const { min, max } = valueRange(format, encoding);
  return Math.max(-min, max);
}

/** What bounds are worked out from. */
interface Bounds {
  readonly model: ModelDescription;
  readonly magnitudes: NetworkMagnitudes;
  readonly stored: StoredMagnitudes;
}

interface NodeBound {
  /** Of every number on the way. */
  readonly reached: number;
  /** Of what the node hands on. */
  readonly output: number;
}

function nodeBound(shaped: ShapedNode, inputs: readonly number[], from: Bounds): NodeBound {
  const { node, inputShapes } = shaped;
  const input = inputs[0]!;
  const all = (bound: number): NodeBound => ({ reached: bound, output: bound });
  switch (node.kind) {
    case 'conv':
    case 'dense': {
      const { columns, bias, numTerms } = layerBound(node.name, from);
      return all((input * columns[0]! + bias) * (1 + gamma(numTerms + 2)));
    }
    case 'gru':
      return gruBound(shaped, input, from);
    case 'batchNorm':
      return normBound(from.magnitudes.norms.get(node.name)!, node.epsilon, input);
    case 'add':
      return all(inputs.reduce((sum, bound) => sum + bound, 0) * (1 + gamma(inputs.length)));
    case 'averagePool': {
      const numValues = product(inputShapes[0]!.slice(0, -1));
      return {
        reached: input * numValues * (1 + gamma(numValues)),
        output: input * (1 + gamma(numValues + 2)),
      };
    }
    case 'relu':
    case 'zeroPad':
    case 'maxPool':
    case 'flatten':
    case 'dropout':
      // Nothing is computed: finite values stay so, whatever their size.
      return { reached: 0, output: input };
    default:
      throw node satisfies never;
  }
}

/** A layer's column sums by kernel, its largest bias, and the most terms that a column adds up. */
function layerBound(
  name: string,
  { model, magnitudes, stored }: Bounds,
): LayerMagnitudes & { readonly numTerms: number } {
  const { kernels, bias } = model.layers.find((layer) => layer.name === name)!;
  const float = magnitudes.layers.get(name)!;
  const columns = kernels.map(({ shape, tensor }, index) => {
    const numRows = product(shape.slice(0, -1));
    const word = stored.tensors.get(tensor);
    return word === undefined ? float.columns[index]! / (1 - gamma(numRows)) : numRows * word;
  });
  const numTerms = kernels.reduce((sum, { shape }) => sum + product(shape.slice(0, -1)), 0);
  return { columns, bias: stored.tensors.get(bias.tensor) ?? float.bias, numTerms };
}

function normBound(
  { scale, offset, mean, variance }: NormConstants,
  epsilon: number,
  input: number,
): NodeBound {
  let [reached, output] = [0, 0];
  for (let channel = 0; channel < scale.length; channel++) {
    const factors = [
      input + Math.abs(mean[channel]!),
      Math.abs(scale[channel]!),
      1 / Math.sqrt(variance[channel]! + epsilon),
    ];
    const shift = Math.abs(offset[channel]!);
    const of = (parts: readonly number[]) => (parts.reduce((a, b) => a * b) + shift) * (1 + gamma(8));
    // Math.max hands NaN on.
    reached = Math.max(reached, of(factors.map((factor) => Math.max(factor, 1))));
    output = Math.max(output, of(factors));
  }
  return { reached, output };
}

function gruBound({ node, inputShapes }: ShapedNode, input: number, bounds: Bounds): NodeBound {
  const { columns, bias, numTerms } = layerBound(node.name, bounds);
  const storedAs = (part: BufferPart) => bounds.stored.buffers.get(`${node.name} ${part}`);
  const [update, reset, hidden] = [storedAs('update'), storedAs('reset') ?? BEYOND, storedAs('hidden')];
  const candidate = storedAs('candidate') ?? BEYOND;
  let [reached, state] = [0, 0];
  for (let step = 0; step < inputShapes[0]![0]!; step++) {
    const sums =
      (input * columns[0]! + bias + Math.max(reset, 1) * state * columns[1]!) * (1 + gamma(numTerms + 4));
    const mixed =
      update === undefined
        ? Math.max(state, candidate) * BEYOND
        : (candidate + update * (state + candidate)) * BEYOND;
    reached = Math.max(reached, sums, mixed, state + candidate);
    state = hidden ?? mixed;
  }
  return { reached, output: state };
}
