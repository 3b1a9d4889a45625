import { isView } from '../../core/network/nodeKinds';
import type { GraphNode } from './networkGraph';

/** Nodes that are drawn as one: a layer, say, with the normalisation and the function after it. */
export interface Card {
  /** Name of `main`. */
  readonly id: string;
  /** The node that the others prepare or finish. */
  readonly main: GraphNode;
  /** In the order in which they run. */
  readonly nodes: readonly GraphNode[];
  /** Ids of the cards that it reads. */
  readonly inputs: readonly string[];
  /** Layer that its words belong to. */
  readonly layer: string;
  readonly words: number;
  readonly bits: number;
  /** True if it only rearranges values. */
  readonly isView: boolean;
}

type Kind = GraphNode['shaped']['node']['kind'];

/** Kinds that finish what the node before them computed, value by value or channel by channel. */
const FINISHING: ReadonlySet<Kind> = new Set<Kind>([
  'relu',
  'unary',
  'binary',
  'batchNorm',
  'groupNorm',
  'layerNorm',
  'localResponseNorm',
  'quantize',
  'dequantize',
]);

/**
 * Joins nodes to cards: a node that finishes or rearranges the values of one node alone is drawn
 * with it, and one that rearranges values for one node alone with that one.
 */
export function networkCards(graph: readonly GraphNode[], layers: ReadonlySet<string>): readonly Card[] {
  const readers = new Map<string, number>();
  for (const { inputs } of graph)
    for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  const groups = new Map<string, GraphNode[]>();
  for (const node of graph) {
    const [input, ...others] = node.inputs;
    const group = input === undefined || others.length > 0 ? undefined : groups.get(input);
    const isLast = group !== undefined && readers.get(input!) === 1 && group.at(-1)!.name === input;
    const isJoined = isLast && (isFinishing(node, layers) || group.every(isViewNode));
    if (isJoined) group.push(node);
    groups.set(node.name, isJoined ? group : [node]);
  }
  const cards = new Map(
    [...new Set(groups.values())].map((nodes) => {
      const main =
        nodes.find(({ name }) => layers.has(name)) ?? nodes.find((node) => !isViewNode(node)) ?? nodes[0]!;
      return [nodes, main] as const;
    }),
  );
  const idOf = (name: string) => cards.get(groups.get(name)!)!.name;
  return Array.from(cards, ([nodes, main]) => ({
    id: main.name,
    main,
    nodes,
    inputs: [...new Set(nodes[0]!.inputs.map(idOf))],
    layer: main.layer,
    words: nodes.reduce((sum, { words }) => sum + words, 0),
    bits: nodes.reduce((sum, { bits }) => sum + bits, 0),
    isView: nodes.every(isViewNode),
  }));
}

function isFinishing(node: GraphNode, layers: ReadonlySet<string>): boolean {
  if (layers.has(node.name)) return false;
  return isViewNode(node) || FINISHING.has(node.shaped.node.kind);
}

function isViewNode({ shaped: { node } }: GraphNode): boolean {
  return isView(node);
}
