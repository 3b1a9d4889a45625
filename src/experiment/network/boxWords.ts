import { t } from '../../core/language/t';
import { capitalized } from '../text/capitalized';
import { grouped } from '../text/numberWords';
import type { Box } from './networkBoxes';
import type { Card } from './networkCards';
import type { GraphNode } from './networkGraph';
import { fusedWord, operatorWords, sizeText } from './operatorWords';

/** Returns the name of a box: that of its block or of its main node. */
export function boxTitle({ isBlock, block, cards }: Box): string {
  return isBlock ? block! : cards[0]!.id;
}

/** Returns the shape of what a box hands on: that of its last node. */
export function boxShape({ cards }: Box): string {
  return sizeText(cards.at(-1)!.nodes.at(-1)!.shaped.outputShape);
}

/**
 * Returns what a box computes, in lines: its operation with a fused function, then what is drawn
 * with it. A block has its numbers of layers and nodes.
 */
export function operationLines(box: Box, layers: ReadonlySet<string>): readonly string[] {
  const nodes = box.cards.flatMap((card) => card.nodes);
  if (box.isBlock) {
    const count = nodes.filter(({ name }) => layers.has(name)).length;
    return [t`${count} layers, ${nodes.length} nodes`];
  }
  return cardLines(box.cards[0]!);
}

function cardLines({ main, nodes }: Card): readonly string[] {
  const place = nodes.indexOf(main);
  const before = nodes.slice(0, place).map(operationOf).join(', ');
  const after = nodes
    .slice(place + 1)
    .map(operationOf)
    .join(', ');
  return [
    ...(before === '' ? [] : [t`after ${before}`]),
    capitalized(operationOf(main)),
    ...(after === '' ? [] : [t`then ${after}`]),
  ];
}

/** Returns what a node computes, with its fused function: `Dense layer + ReLU`. */
export function operationOf({ shaped: { node } }: Pick<GraphNode, 'shaped'>): string {
  const fused = fusedWord(node);
  return fused === null ? operatorWords(node) : `${operatorWords(node)} + ${fused}`;
}

/** Formats a share of all bits: `12 %`, `0.34 %`, `< 0.01 %`. */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.01) return '< 0.01 %';
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toPrecision(2))} %`;
}

/** Formats words and their share of all bits: `30,100 words · 11 %`. */
export function wordsText(words: number, share: number): string {
  return words === 1
    ? t`${grouped(words)} word · ${shareText(share)}`
    : t`${grouped(words)} words · ${shareText(share)}`;
}
