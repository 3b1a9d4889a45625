import type { LayerGroups } from './layerGroups';
import type { Card } from './networkCards';

/** A box of the drawing: a card, or a block of several layers that is closed. */
export interface Box {
  /** Unique in the drawing. */
  readonly id: string;
  /** Name of the block that it stands for or lies in. Null if its layer is a block by itself. */
  readonly block: string | null;
  /** The cards that it stands for. */
  readonly cards: readonly Card[];
  readonly isBlock: boolean;
  /** Ids of the boxes that it reads. Empty: it reads the network's input. */
  readonly inputs: readonly string[];
  readonly words: number;
  readonly bits: number;
}

/**
 * Returns the boxes of a drawing in the order in which they run. Blocks are one box each, except
 * those in `open` and those of one layer.
 */
export function networkBoxes(
  cards: readonly Card[],
  groups: LayerGroups,
  open: ReadonlySet<string>,
): readonly Box[] {
  const blocks = new Map([...groups].flatMap(([block, layers]) => layers.map((layer) => [layer, block])));
  const blockOf = ({ layer }: Card) => blocks.get(layer)!;
  const hasSeveral = (block: string) => groups.get(block)!.length > 1;
  const boxes = new Map<string, Card[]>();
  const boxOf = new Map<string, string>();
  for (const card of cards) {
    const block = blockOf(card);
    const isClosed = hasSeveral(block) && !open.has(block);
    const id = isClosed ? blockId(block) : card.id;
    boxes.set(id, [...(boxes.get(id) ?? []), card]);
    boxOf.set(card.id, id);
  }
  return Array.from(boxes, ([id, members]): Box => {
    const block = blockOf(members[0]!);
    const inputs = members.flatMap((card) => card.inputs.map((input) => boxOf.get(input)!));
    return {
      id,
      block: hasSeveral(block) ? block : null,
      cards: members,
      isBlock: id === blockId(block),
      inputs: [...new Set(inputs)].filter((input) => input !== id),
      words: members.reduce((sum, { words }) => sum + words, 0),
      bits: members.reduce((sum, { bits }) => sum + bits, 0),
    };
  });
}

/** Returns the id of a closed block's box. No node has such a name. */
export function blockId(block: string): string {
  return `block ${block}`;
}
