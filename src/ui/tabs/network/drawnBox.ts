import {
  boxShape,
  boxTitle,
  operationLines,
  operationOf,
  wordsText,
} from '../../../experiment/network/boxWords';
import type { Box } from '../../../experiment/network/networkBoxes';
import { fitText, textWidth, wrapText } from './textWidth';

/** Highest rate at which a layer or block lost no more than the chosen loss, as it is drawn. */
export interface DrawnRate {
  readonly text: string;
  /** Number of trials and their source: `n = 30, live`. */
  readonly evidence: string;
  /** Place between the lowest and the highest rate of the drawing, from 0 to 1. */
  readonly place: number;
}

/** A line of text in a box. `y` is its baseline below the top of the box, in pixels. */
interface Line {
  readonly text: string;
  readonly y: number;
  readonly role: 'title' | 'shape' | 'plain';
  /** Text ends at the right edge. */
  readonly isRight?: true;
}

/** A box with its texts, as it is drawn. */
export interface DrawnBox {
  readonly id: string;
  readonly box: Box;
  readonly look: 'block' | 'layer' | 'other' | 'view';
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Line[];
  /** Share of all bits, and the top of its bar. Null: nothing of the box may flip. */
  readonly share: { readonly value: number; readonly y: number } | null;
  /** Rate and its baseline. Null: not measured. */
  readonly rate: (DrawnRate & { readonly y: number }) | null;
}

/** Height of the letters in boxes in pixels (0.8 rem). */
export const LETTER = 12.8;
const LINE = 17;
/** Room between the edge of a box and its texts. */
export const PAD = 10;

export interface BoxStyle {
  /** Width of boxes in pixels. */
  readonly width: number;
  readonly layers: ReadonlySet<string>;
  /** Bits of the whole network that may flip. */
  readonly allBits: number;
  readonly rateOf: (box: Box) => DrawnRate | null;
}

/** Lays out the texts of a box. */
export function drawBox(box: Box, { width, layers, allBits, rateOf }: BoxStyle): DrawnBox {
  const room = width - 2 * PAD;
  const [card] = box.cards;
  if (!box.isBlock && card!.isView) {
    const text = fitText(card!.nodes.map(operationOf).join(', '), room, LETTER);
    const size = { width: Math.min(width, Math.ceil(textWidth(text, LETTER)) + 2 * PAD), height: 24 };
    return {
      ...{ id: box.id, box, look: 'view', ...size, share: null, rate: null },
      lines: [{ text, y: 16, role: 'plain' }],
    };
  }
  const title = boxTitle(box);
  const shape = `→ ${boxShape(box)}`;
  const isBeside = textWidth(title, LETTER * 1.06) + textWidth(shape, LETTER) + 8 <= room;
  let y = 19;
  const lines: Line[] = [{ text: fitText(title, room, LETTER * 1.06), y, role: 'title' }];
  if (isBeside) lines.push({ text: shape, y, role: 'shape', isRight: true });
  const add = (text: string, role: Line['role'] = 'plain') => {
    for (const part of wrapText(text, room, LETTER)) {
      y += LINE;
      lines.push({ text: part, y, role });
    }
  };
  for (const line of operationLines(box, layers)) add(line);
  if (!isBeside) add(shape, 'shape');
  const value = box.bits / allBits;
  let share: DrawnBox['share'] = null;
  if (box.bits > 0) {
    add(wordsText(box.words, value));
    share = { value, y: y + 7 };
    y += 12;
  }
  const drawnRate = rateOf(box);
  const rate = drawnRate === null ? null : { ...drawnRate, y: y + LINE };
  if (rate !== null) y += LINE;
  const isLayer = !box.isBlock && layers.has(card!.id);
  const look = box.isBlock ? 'block' : isLayer ? 'layer' : 'other';
  return { id: box.id, box, look, width, height: y + 9, lines, share, rate };
}
