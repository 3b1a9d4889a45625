import type { Refusals } from './refusals';
import type { SourceNode } from './sourceModel';

/** The names of a graph. */
interface GraphNames {
  readonly nodes: readonly SourceNode[];
  /** Inputs of the graph without an initialiser. */
  readonly inputs: readonly string[];
  readonly initializers: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * Checks that each tensor is written once and before it is read. Adds the names of others to
 * `refusals`.
 */
export function checkGraph({ nodes, inputs, initializers, outputs }: GraphNames, refusals: Refusals): void {
  const writers = new Map<string, number>();
  const given = new Set<string>();
  const twice = new Set<string>();
  for (const name of [...inputs, ...initializers]) (given.has(name) ? twice : given).add(name);
  for (const [index, node] of nodes.entries()) {
    for (const name of node.outputs) {
      if (name === '') continue;
      if (given.has(name) || writers.has(name)) twice.add(name);
      else writers.set(name, index);
    }
  }
  for (const name of twice) refusals.add('twice', name);

  const early: number[] = [];
  for (const [index, node] of nodes.entries()) {
    const read = node.inputs.filter((name) => name !== '' && !given.has(name));
    for (const name of read) if (!writers.has(name)) refusals.add('unwritten', `${name} (${node.name})`);
    if (read.some((name) => (writers.get(name) ?? -1) >= index)) early.push(index);
  }
  for (const name of outputs) {
    if (!given.has(name) && !writers.has(name)) refusals.add('unwritten', name);
  }
  if (early.length === 0) return;
  const circular = nodesOnCycles(nodes, writers);
  for (const index of circular) refusals.add('cycle', nodes[index]!.name);
  for (const index of early) if (!circular.has(index)) refusals.add('order', nodes[index]!.name);
}

/** Returns the nodes on cycles, and between two cycles, in their order. */
function nodesOnCycles(nodes: readonly SourceNode[], writers: ReadonlyMap<string, number>): Set<number> {
  const sources = nodes.map(({ inputs }) =>
    inputs.map((name) => writers.get(name)).filter((index) => index !== undefined),
  );
  const readers: number[][] = nodes.map(() => []);
  for (const [index, from] of sources.entries()) for (const source of from) readers[source]!.push(index);
  const left = withoutEnds(sources, readers, new Set(nodes.keys()));
  return withoutEnds(readers, sources, left);
}

/** Removes nodes that no other node of the set leads to, until there is none. */
function withoutEnds(
  before: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
  nodes: ReadonlySet<number>,
): Set<number> {
  const left = new Set(nodes);
  const counts = before.map((indices) => indices.filter((index) => nodes.has(index)).length);
  const ends = [...nodes].filter((index) => counts[index] === 0);
  for (let index = ends.pop(); index !== undefined; index = ends.pop()) {
    left.delete(index);
    for (const next of after[index]!) {
      counts[next]!--;
      if (counts[next] === 0 && nodes.has(next)) ends.push(next);
    }
  }
  return left;
}
