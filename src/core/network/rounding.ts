import type { NetworkNode, ShapedNode } from './network';
import { isView } from './nodeKinds';

/**
 * How a network rounds its values to integer words: by pairs of a node that quantises and one that
 * returns the real numbers of the words. What a pair gives is stored once, where it gives it.
 */
export interface Rounding {
  /**
   * Names of the nodes whose output is not stored: words, sums that pairs alone read, and pairs of
   * the network's input and of a softmax at the end.
   */
  readonly unstored: ReadonlySet<string>;
  /** Name of the last node that computes. A pair after it only rounds, a view only rearranges. */
  readonly end: string;
  /**
   * Names of the nodes whose output a pair rounds, by the name of the node that gives it, where
   * both nodes of the pair have the same scale and zero point.
   */
  readonly rounds: ReadonlyMap<string, string>;
}

/** Returns how a network rounds. One without a node that quantises stores all that it computes. */
export function roundingOf(nodes: readonly ShapedNode[]): Rounding {
  const plain = nodes.map(({ node }) => node);
  const { words, restoring } = wordsOf(plain);
  const end = plain.findLast((node) => !isView(node) && !words.has(node.name) && !restoring.has(node.name));
  const handedOn = handedOnFrom(plain, restoring, end?.kind === 'softmax' ? ['', end.name] : ['']);
  const readers = readersOf(plain);
  const restored = readOnlyBy(plain, readers, restoring);
  const pairs = plain.filter(({ kind, name }) => kind === 'quantize' && restored.has(name));
  const rounded = readOnlyBy(plain, readers, new Set(pairs.map(({ name }) => name)));
  const unstored = plain.filter(
    ({ name }) => words.has(name) || (restoring.has(name) ? handedOn.has(name) : rounded.has(name)),
  );
  return {
    unstored: new Set(unstored.map(({ name }) => name)),
    end: end?.name ?? '',
    rounds: roundsOf(nodes),
  };
}

/**
 * Returns the names of the nodes that hold words, and of those that return the real numbers of
 * words. A network without a node that quantises has none: there a scale and an offset are
 * arithmetic like any other.
 */
function wordsOf(nodes: readonly NetworkNode[]) {
  const words = new Set<string>();
  const restoring = new Set<string>();
  if (!nodes.some(({ kind }) => kind === 'quantize')) return { words, restoring };
  for (const node of nodes) {
    const { inputs = [] } = node;
    const readsWords = inputs.length > 0 && inputs.every((name) => words.has(name));
    if (node.kind === 'quantize' || (readsWords && keepsWords(node))) words.add(node.name);
    else if (node.kind === 'dequantize' || (readsWords && isAffine(node))) restoring.add(node.name);
  }
  return { words, restoring };
}

/** Returns true if a node moves or chooses values, so that words stay words. */
function keepsWords(node: NetworkNode): boolean {
  return isView(node) || node.kind === 'windowMax' || node.kind === 'maxPool';
}

/** Returns true for a scale and an offset, as QLinearConv and its like read words. */
function isAffine(node: NetworkNode): boolean {
  return node.kind === 'unary' && node.function.name === 'affine';
}

/** Returns the names of the nodes that hand on values of `from` alone, rounded or rearranged. */
function handedOnFrom(
  nodes: readonly NetworkNode[],
  restoring: ReadonlySet<string>,
  from: readonly string[],
): ReadonlySet<string> {
  const handedOn = new Set(from);
  for (const node of nodes) {
    const { name, kind, inputs = [] } = node;
    const isHandedOn = isView(node) || kind === 'quantize' || restoring.has(name);
    if (isHandedOn && inputs.length > 0 && inputs.every((input) => handedOn.has(input))) handedOn.add(name);
  }
  return handedOn;
}

function readersOf(nodes: readonly NetworkNode[]): ReadonlyMap<string, readonly NetworkNode[]> {
  const readers = new Map<string, NetworkNode[]>();
  for (const node of nodes)
    for (const input of node.inputs ?? []) readers.set(input, [...(readers.get(input) ?? []), node]);
  return readers;
}

/** Returns the names of the nodes that nodes of `wanted` alone read, also through views. */
function readOnlyBy(
  nodes: readonly NetworkNode[],
  readers: ReadonlyMap<string, readonly NetworkNode[]>,
  wanted: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { name } of nodes.toReversed()) {
    const own = readers.get(name) ?? [];
    const isWanted = (reader: NetworkNode) =>
      wanted.has(reader.name) || (isView(reader) && found.has(reader.name));
    if (own.length > 0 && own.every(isWanted)) found.add(name);
  }
  return found;
}

function roundsOf(nodes: readonly ShapedNode[]): ReadonlyMap<string, string> {
  const byName = new Map(nodes.map((shaped) => [shaped.node.name, shaped]));
  const rounds = new Map<string, string>();
  for (const shaped of nodes) {
    const { node } = shaped;
    const before = byName.get(node.inputs?.[0] ?? '');
    if (node.kind !== 'dequantize' || before?.node.kind !== 'quantize') continue;
    const isSame =
      before.node.axis === node.axis &&
      before.tensors.every(({ tensor }, at) => shaped.tensors[at]?.tensor === tensor);
    if (isSame) rounds.set(node.name, before.node.inputs![0]!);
  }
  return rounds;
}
