import type { UnaryFunction } from '../../core/network/operators';
import type { BuiltNode } from './graphBuilder';
import { type Constant, type NodeOutput, numbersOf, reshapeConstant } from './values';

/** Functions that files spell in simpler ones, by definition. */
const KNOWN: readonly (readonly [UnaryFunction, (x: number) => number])[] = [
  [{ name: 'silu' }, (x) => x * sigmoid(x)],
  [{ name: 'gelu' }, (x) => (x / 2) * (1 + erf(x / Math.SQRT2))],
  [{ name: 'geluTanh' }, (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))],
  [{ name: 'hardSwish' }, (x) => x * Math.min(1, Math.max(0, x / 6 + 0.5))],
  [{ name: 'mish' }, (x) => x * Math.tanh(Math.log1p(Math.exp(x)))],
  [
    { name: 'hardSigmoid', alpha: Math.fround(1 / 6), beta: 0.5 },
    (x) => Math.min(1, Math.max(0, x / 6 + 0.5)),
  ],
];
const NEAR = Array.from({ length: 41 }, (_, index) => -8 + 0.4 * index);
/** Far places tell a function from one with a limit. */
const FAR = [10, 12, 16, 24, 32, 64, 128, 256, 1e3, 1e4, 1e6, 1e9, 1e30];
/** Places at which functions are compared, and the largest difference, relative to 1 + |x|. */
const PLACES = [...NEAR, ...FAR, ...FAR.map((x) => -x)];
const TOLERANCE = 1e-5;
/** Most nodes that one function is spelled in. */
const MAX_NODES = 12;

/**
 * Replaces nodes that spell one operation in several: functions of one value such as GELU, which
 * are recognised by their values, and layer normalisations. Nodes that nothing reads any more stay
 * in the list.
 */
export function recognize(nodes: readonly BuiltNode[]): readonly BuiltNode[] {
  const byId = new Map<string, BuiltNode>();
  for (const node of nodes) byId.set(node.id, layerNormOf(node, byId) ?? functionOf(node, byId) ?? node);
  return [...byId.values()];
}

type Nodes = ReadonlyMap<string, BuiltNode>;

/** Returns a node for the known function that ends with a node. Null: there is none. */
function functionOf(node: BuiltNode, byId: Nodes): BuiltNode | null {
  if (!isElementwise(node)) return null;
  const inside = spelledBy(node, byId);
  if (inside.size < 2) return null;
  const roots = new Map(
    [...inside.values()].flatMap(({ inputs }) => inputs).map((input) => [input.node, input]),
  );
  for (const root of roots.values()) {
    if (root.type !== 'float32' || root.shape.join() !== node.output.shape.join()) continue;
    const values = new Map<string, readonly number[]>([[root.node, PLACES]]);
    const computed = valuesOf(node, inside, values);
    const known = KNOWN.find(([, compute]) =>
      PLACES.every((x, at) => Math.abs(compute(x) - computed[at]!) <= TOLERANCE * (1 + Math.abs(x))),
    );
    if (known === undefined) continue;
    const between = [...inside.values()].filter(({ id }) => id !== root.node && values.has(id));
    const sources = [...new Set([...node.sources, ...between.flatMap((one) => one.sources)])];
    return { ...node, operation: { kind: 'unary', function: known[0] }, inputs: [root], uses: [], sources };
  }
  return null;
}

/** Returns a node and those before it that compute each value by itself, by their ids. */
function spelledBy(end: BuiltNode, byId: Nodes): Nodes {
  const found = new Map([[end.id, end]]);
  for (const { inputs } of found.values()) {
    for (const input of inputs) {
      const before = byId.get(input.node);
      if (before !== undefined && isElementwise(before) && found.size < MAX_NODES)
        found.set(before.id, before);
    }
  }
  return found;
}

function isElementwise({ operation }: BuiltNode): boolean {
  return operation.kind === 'unary' || operation.kind === 'binary';
}

/** Computes a node at all places. NaN where it depends on more than the values that are known. */
function valuesOf(node: BuiltNode, inside: Nodes, known: Map<string, readonly number[]>): readonly number[] {
  const own = known.get(node.id);
  if (own !== undefined) return own;
  const unknown = PLACES.map(() => Number.NaN);
  const inputs = node.inputs.map((input) => {
    const before = inside.get(input.node);
    return known.get(input.node) ?? (before === undefined ? unknown : valuesOf(before, inside, known));
  });
  const values = PLACES.map((_, at) =>
    outputOf(
      node,
      inputs.map((list) => list[at]!),
    ),
  );
  known.set(node.id, values);
  return values;
}

/** Computes a node from the values of its inputs. */
function outputOf({ operation, uses }: BuiltNode, inputs: readonly number[]): number {
  if (operation.kind === 'unary') return unaryAt(operation.function, inputs[0]!);
  if (operation.kind !== 'binary') return Number.NaN;
  const left = [...inputs];
  const stored = uses.map(({ constant }) => scalarOf(constant));
  const [a, b] = operation.operands.map((source) =>
    source === 'input' ? left.shift()! : (stored.shift() ?? Number.NaN),
  ) as [number, number];
  switch (operation.function) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'power':
      return a ** b;
    case 'maximum':
      return Math.max(a, b);
    case 'minimum':
      return Math.min(a, b);
    default:
      return Number.NaN;
  }
}

function scalarOf(constant: Constant): number {
  return constant.dims.every((length) => length === 1)
    ? (numbersOf(constant)?.[0] ?? Number.NaN)
    : Number.NaN;
}

function unaryAt(operation: UnaryFunction, x: number): number {
  switch (operation.name) {
    case 'affine':
      return operation.scale * x + operation.offset;
    case 'power':
      return x ** operation.exponent;
    case 'clip':
      return Math.min(operation.max, Math.max(operation.min, x));
    case 'hardSigmoid':
      return Math.min(1, Math.max(0, operation.alpha * x + operation.beta));
    case 'relu':
      return Math.max(0, x);
    case 'sigmoid':
      return sigmoid(x);
    case 'tanh':
      return Math.tanh(x);
    case 'erf':
      return erf(x);
    case 'exp':
      return Math.exp(x);
    case 'log':
      return Math.log(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'negative':
      return -x;
    case 'reciprocal':
      return 1 / x;
    case 'softplus':
      return Math.log1p(Math.exp(x));
    default:
      return Number.NaN;
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Error function by its series, to 1e-12 for |x| < 6 (Abramowitz and Stegun, 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * Returns a layer normalisation for a node that scales (x - mean) / sqrt(variance + epsilon). Null:
 * it does something else. An offset after it is joined later.
 */
function layerNormOf(node: BuiltNode, byId: Nodes): BuiltNode | null {
  if (node.uses.length !== 1 || !isBinary(node, 'multiply')) return null;
  const normed = byId.get(node.inputs[0]!.node);
  if (normed === undefined || !isBinary(normed, 'divide') || normed.inputs.length !== 2) return null;
  const [centred, root] = normed.inputs.map((input) => byId.get(input.node));
  const shifted = unaryBefore(root, 'sqrt', byId);
  const epsilon = shifted?.operation.kind === 'unary' ? shifted.operation.function : undefined;
  if (epsilon?.name !== 'affine' || epsilon.scale !== 1) return null;
  const variance = byId.get(shifted!.inputs[0]!.node);
  const square = variance && byId.get(variance.inputs[0]!.node);
  if (centred === undefined || square === undefined || !isSquareOf(square, centred.id)) return null;
  if (!isBinary(centred, 'subtract') || centred.inputs.length !== 2) return null;
  const [input] = centred.inputs as [NodeOutput];
  const mean = byId.get(centred.inputs[1]!.node);
  const rank = input.shape.length;
  const numAxes = lastAxesOf(variance, rank);
  if (numAxes === null || lastAxesOf(mean, rank) !== numAxes || mean!.inputs[0]!.node !== input.node)
    return null;
  const scale = lastAxes(node.uses[0]!.constant, input.shape, numAxes);
  if (scale === null) return null;
  const parts = [node, normed, centred, root!, shifted!, variance!, square, mean!];
  return {
    ...node,
    operation: { kind: 'layerNorm', numAxes, epsilon: epsilon.offset },
    inputs: [input],
    uses: [{ role: 'gamma', constant: scale }],
    sources: [...new Set(parts.flatMap(({ sources }) => sources))],
  };
}

function isBinary({ operation }: BuiltNode, name: string): boolean {
  return operation.kind === 'binary' && operation.function === name;
}

function unaryBefore(node: BuiltNode | undefined, name: string, byId: Nodes): BuiltNode | undefined {
  const isIt = node?.operation.kind === 'unary' && node.operation.function.name === name;
  return isIt ? byId.get(node.inputs[0]!.node) : undefined;
}

function isSquareOf({ operation, inputs }: BuiltNode, id: string): boolean {
  if (!inputs.every(({ node }) => node === id)) return false;
  if (operation.kind === 'unary')
    return operation.function.name === 'power' && operation.function.exponent === 2;
  return operation.kind === 'binary' && operation.function === 'multiply' && inputs.length === 2;
}

/**
 * Number of axes of a mean over the last ones, which stay with length 1. Null: it is another node.
 */
function lastAxesOf(node: BuiltNode | undefined, rank: number): number | null {
  const operation = node?.operation;
  if (operation?.kind !== 'reduce' || operation.reduction !== 'mean' || !operation.keepsAxes) return null;
  const { axes } = operation;
  return axes.every((axis) => axis >= rank - axes.length) ? axes.length : null;
}

/**
 * Returns a stored operand as a tensor over the last axes of a shape. Null: it has other values for
 * other places of the axes before, or too few.
 */
export function lastAxes(constant: Constant, shape: readonly number[], numAxes: number): Constant | null {
  const wanted = shape.slice(-numAxes);
  const { dims } = constant;
  const isWhole = dims.slice(-numAxes).join() === wanted.join();
  return isWhole && dims.slice(0, -numAxes).every((length) => length === 1)
    ? reshapeConstant(constant, wanted)
    : null;
}
