import type { FaultSite } from '../site/injection';
import { bufferEncoding, siteBuffers, trainedTensors } from '../site/siteTensors';
import { gamma, MAX_FLOAT32 } from '../words/float32';
import { floatLayout, largestFloat } from '../words/floatWords';
import { isFixedPoint, type NumberFormat } from '../words/numberFormat';
import { valueRange, type WordEncoding } from '../words/qformat';
import { activated } from './functionBound';
import {
  type ActivationBuffer,
  type BufferPart,
  type KernelDescription,
  kernelsOf,
  type ModelDescription,
} from './model';
import { product, type ShapedNode } from './network';
import { BEYOND, NO_BOUND, type NodeBound } from './nodeBound';
import { operatorBound } from './operatorBound';

/**
 * Magnitudes of a network's trained numbers in float32. NaN or Infinity if a number is not finite.
 */
export interface TrainedMagnitudes {
  /** By name of the layer with weights. */
  readonly layers: ReadonlyMap<string, LayerMagnitudes>;
  /** By name of the batch normalisation. */
  readonly norms: ReadonlyMap<string, NormConstants>;
  /** Largest magnitude of each stored tensor that an operator of a reader's network reads. */
  readonly tensors: ReadonlyMap<string, number>;
}

/** Magnitudes of all numbers that a network computes with in float32. */
export interface NetworkMagnitudes extends TrainedMagnitudes {
  /** Largest magnitude in the network's input. */
  readonly input: number;
}

/** Magnitudes of a layer's trained numbers. */
export interface LayerMagnitudes {
  /** For each kernel, the largest sum of magnitudes in a column, added up in float32. */
  readonly columns: readonly number[];
  /** Largest magnitude of the biases. */
  readonly bias: number;
}

/** Constants of a batch normalisation, each [channels]. */
export interface NormConstants {
  readonly scale: ArrayLike<number>;
  readonly offset: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

/**
 * An eighth of float32's range. The rest leaves room for a sparse update (see below) and for
 * rounding.
 */
const LIMIT = 2 ** 125;

/** Largest magnitude of each type. */
const LARGEST = { float32: MAX_FLOAT32, int32: 2 ** 31, bool: 1 } as const;

/**
 * Returns the names of the nodes in which a value, or an intermediate result, may exceed float32.
 * With `site` null, everything is stored in float32. In all other nodes, no image and no fault
 * pattern of the site can produce Infinity or NaN, so no check is needed.
 *
 * Let B be the largest magnitude of a node's input, b its bias, and C the largest sum of magnitudes
 * in a column of the kernel. A sum of n products and a bias is at most B·C + |b|. This holds for
 * every partial sum in any order, fused or not. The n + 2 roundings raise it by at most
 * gamma(n + 2).
 *
 * Weights and biases of the site may hold any word of their format, so C is n times the largest
 * word. For other weights, C was added up in float32 and is divided by 1 - gamma(n).
 *
 * `operatorBound` bounds the operators of a reader's network. A normalisation is checked always if
 * the site stores one of its four constants, because a faulty variance has no root.
 *
 * Pools, ReLU and padding enlarge nothing. A sum of nodes is at most the sum of their bounds. An
 * average of n values is computed from sums of up to n·B. A normalisation is (x - mean) · scale /
 * sqrt(variance + epsilon) + offset for each channel. Its factors may be multiplied in any order,
 * so each product is bounded by the product of the factors above 1.
 *
 * A stored buffer is read back as a word of its format, so the bound starts again there. A node
 * beyond the limit is checked at run time. Its values are finite after the check, so its bound
 * becomes the largest float32.
 *
 * The arguments of a GRU's sigmoid and tangent are two such sums. The second is over the state H
 * or, for the candidate, over reset gate R times state. The next state c + z·(h - c) lies between h
 * and c if z is at most 1, which holds for a sigmoid up to rounding. If gates are read back as
 * words up to Z, it is below C + Z·(H + C). `gruBound` follows H through the steps.
 *
 * The sparse update of a dense layer (`sparseScores.ts`) adds products of the difference between
 * faulty and fault-free weights, up to 2·B·C, to a fault-free sum of up to B·C. The next layer does
 * the same. The result is below four times the bound, so it stays within the range left by LIMIT.
 */
export function overflowingNodes(
  model: ModelDescription,
  site: FaultSite | null,
  magnitudes: NetworkMagnitudes,
): ReadonlySet<string> {
  const from = { model, magnitudes, stored: storedMagnitudes(model, site, magnitudes) };
  const beyond = new Set<string>();
  // A node names the network's input by an empty name.
  const bounds = new Map([['', magnitudes.input]]);
  let before = magnitudes.input;
  for (const shaped of model.nodes) {
    const { node } = shaped;
    const inputs = node.inputs?.map((name) => bounds.get(name)!) ?? [before];
    const { reached, output } = nodeBound(shaped, inputs, from);
    // False if NaN. Integers and truth values are never out of range.
    const isHeld = reached < LIMIT || (shaped.type ?? 'float32') !== 'float32';
    if (!isHeld) beyond.add(node.name);
    const largest = LARGEST[shaped.type ?? 'float32'];
    before = from.stored.buffers.get(`${node.name} output`) ?? (isHeld ? Math.min(output, largest) : largest);
    bounds.set(node.name, before);
  }
  return beyond;
}

/**
 * Largest magnitudes of the stored values of a site: trained tensors by number and by name, buffers
 * by node and part.
 */
interface StoredMagnitudes {
  readonly tensors: ReadonlyMap<number, number>;
  readonly names: ReadonlyMap<string, number>;
  readonly buffers: ReadonlyMap<string, number>;
}

function storedMagnitudes(
  model: ModelDescription,
  site: FaultSite | null,
  magnitudes: TrainedMagnitudes,
): StoredMagnitudes {
  if (site === null) return { tensors: new Map(), names: new Map(), buffers: new Map() };
  const ofBuffer = (buffer: ActivationBuffer) =>
    largestWord(site.activationFormat, bufferEncoding(buffer, site), MAX_FLOAT32);
  const trained = trainedTensors(model, site).map(({ layer, kernel, index }) => {
    const largest = largestTrained(layer, kernel, index, model, magnitudes);
    return { kernel, word: largestWord(site.format, site.encoding, largest) };
  });
  return {
    tensors: new Map(trained.map(({ kernel, word }) => [kernel.tensor, word])),
    names: new Map(trained.map(({ kernel, word }) => [kernel.stored, word])),
    buffers: new Map(
      siteBuffers(model, site).map((buffer) => [`${buffer.node} ${buffer.part}`, ofBuffer(buffer)]),
    ),
  };
}

/**
 * Largest magnitude of a finite word. `largest` bounds the values of the tensor. Where they have
 * scales, a word is below twice the largest value of its group.
 */
function largestWord(format: NumberFormat, encoding: WordEncoding, largest: number): number {
  if (isFixedPoint(format)) {
    const { min, max } = valueRange(format, encoding);
    return Math.max(-min, max);
  }
  if (format.family === 'float' && format.scaled === 'none') return largestFloat(floatLayout(format)!);
  if (format.family === 'block') return Math.min(2 * largest, MAX_FLOAT32);
  // A group of zeros has the scale 1, and its faulty words are up to the largest word.
  const word = format.family === 'integer' ? 2 ** (format.bits - 1) : largestFloat(floatLayout(format)!);
  return Math.min(Math.max(2 * largest, word), MAX_FLOAT32);
}

/**
 * Bounds the magnitude of a trained tensor. The sum of a column's magnitudes is above each of them.
 */
function largestTrained(
  layer: string,
  kernel: KernelDescription,
  index: number,
  model: ModelDescription,
  { layers, tensors }: TrainedMagnitudes,
): number {
  const own = layers.get(layer);
  if (own === undefined) return tensors.get(kernel.stored) ?? MAX_FLOAT32;
  const isBias = index === model.layers.find(({ name }) => name === layer)!.tensors.length - 1;
  const numRows = product(kernel.shape.slice(0, -1));
  return isBias ? own.bias : own.columns[index]! / (1 - gamma(numRows));
}

/** Inputs of all bounds. */
interface Bounds {
  readonly model: ModelDescription;
  readonly magnitudes: NetworkMagnitudes;
  readonly stored: StoredMagnitudes;
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
    case 'foldedNorm': {
      if (shaped.tensors.some(({ tensor }) => isStored(tensor, from))) return NO_BOUND;
      const sums = normBound(from.magnitudes.norms.get(node.name)!, node.epsilon, input);
      return node.kind === 'foldedNorm' ? activated(sums, node.activation) : sums;
    }
    case 'add':
      return all(inputs.reduce((sum, bound) => sum + bound, 0) * (1 + gamma(inputs.length)));
    case 'globalAveragePool': {
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
      // These nodes compute no new values. Finite values stay finite.
      return { reached: 0, output: input };
    default: {
      const tensors = shaped.tensors.map(({ tensor }) => tensorBound(tensor, from));
      const storedAs = (part: BufferPart) => from.stored.buffers.get(`${node.name} ${part}`);
      return operatorBound(shaped, inputs, tensors, storedAs);
    }
  }
}

/** Returns true if the site stores a tensor, by its name, as words. */
function isStored(name: string, { stored }: Bounds): boolean {
  return stored.names.has(name);
}

/** Returns the largest magnitude of a stored tensor. Infinity: unknown. */
function tensorBound(name: string, { magnitudes, stored }: Bounds): number {
  return stored.names.get(name) ?? magnitudes.tensors.get(name) ?? Number.POSITIVE_INFINITY;
}

/**
 * Returns a layer's column sums by kernel, its largest bias, and the largest number of terms in a
 * column.
 */
function layerBound(
  name: string,
  { model, magnitudes, stored }: Bounds,
): LayerMagnitudes & { readonly numTerms: number } {
  const layer = model.layers.find((one) => one.name === name)!;
  const kernels = kernelsOf(layer);
  const bias = layer.tensors.at(-1)!;
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
    // Math.max returns NaN if an argument is NaN.
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
