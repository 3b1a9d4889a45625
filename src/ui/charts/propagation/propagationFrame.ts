import { changedShare, type NodeChange, relativeChange } from '../../../core/site/propagation';
import { grouped } from '../../../experiment/text/numberWords';
import { powerOfTen } from '../../text/format';
import { decade } from '../frame/berScale';
import { round } from '../frame/round';
import { logScale } from '../frame/scale';

/** Height of the plot with its axes, in pixels. */
const HEIGHT = 344;
const LEFT = 62;
/** Room of the direct labels. */
const RIGHT = 112;
const TOP = 60;
/** Position of the line under the bars of flipped bits, and their largest height. */
const BARS = { base: 44, height: 26 };
/** Mean width of a digit over a bar, in pixels. */
const DIGIT = 7;
/** Mean width of a letter of a node's name, in pixels. */
const LETTER = 7;
/** Distance between names that are turned, in pixels. */
const TURNED = 20;
/** Room between the lowest decade and the line of 0. */
const ZERO_GAP = 18;
/** Largest number of labelled decades. */
const MAX_LABELS = 8;

/** Column of one node along the network. */
interface Column {
  readonly node: NodeChange;
  readonly x: number;
  /** Position of the share of changed values. */
  readonly share: number;
  /** Position of the size of the change. */
  readonly size: number;
  /** Null: there is no room for the name. */
  readonly name: string | null;
  /** Height of the bar of its flipped bits, at least 1 if there are any. */
  readonly bar: number;
  /** Number over the bar. Null: there is no room for the numbers. */
  readonly flips: string | null;
}

/** Layout of a propagation along its network: columns, and one logarithmic axis for both marks. */
export interface PropagationFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Position of the line under the bars of flipped bits. */
  readonly base: number;
  /** Position of 0, below a break of the axis. */
  readonly zero: number;
  readonly columns: readonly Column[];
  readonly columnWidth: number;
  /** True if names are turned, because they do not fit side by side. */
  readonly isTurned: boolean;
  readonly decades: readonly { readonly y: number; readonly label: string }[];
}

/** Returns the layout of nodes in network order. Infinite sizes are drawn at the top. */
export function propagationFrame(nodes: readonly NodeChange[], width: number): PropagationFrame {
  const values = nodes.flatMap((node) => [changedShare(node), relativeChange(node) ?? 0]);
  const positive = values.filter((value) => value > 0);
  const lowest = Math.floor(Math.log10(Math.min(0.1, ...positive)));
  const highest = Math.ceil(Math.log10(Math.max(1, ...positive)));
  const longest = LETTER * Math.max(...nodes.map(({ node }) => node.length));
  // A page that is still being laid out may have less room than the labels alone.
  const right = Math.max(width - RIGHT, LEFT + nodes.length);
  const columnWidth = (right - LEFT) / nodes.length;
  const isTurned = longest + 6 > columnWidth;
  const zero = HEIGHT - (isTurned ? Math.min(96, 16 + 0.8 * longest) : 30);
  const bottom = zero - ZERO_GAP;
  const scale = logScale([10 ** lowest, 10 ** highest], [bottom, TOP]);
  const y = (value: number | null) => (value === null ? TOP : value === 0 ? zero : round(scale(value)));
  const mostFlips = Math.max(1, ...nodes.map(({ flips }) => flips));
  const hasRoom = nodes.every(({ flips }) => DIGIT * grouped(flips).length + 4 <= columnWidth);
  const every = isTurned ? Math.max(1, Math.ceil(TURNED / columnWidth)) : 1;
  const step = Math.ceil((highest - lowest + 1) / MAX_LABELS);
  const exponents = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
  return {
    ...{ width, height: HEIGHT, left: LEFT, right, top: TOP, zero, base: BARS.base, columnWidth, isTurned },
    columns: nodes.map((node, index) => ({
      node,
      x: round(LEFT + (index + 0.5) * columnWidth),
      share: y(changedShare(node)),
      size: y(relativeChange(node)),
      name: index % every === 0 ? node.node : null,
      bar: node.flips === 0 ? 0 : Math.max(1, round((BARS.height * node.flips) / mostFlips)),
      flips: hasRoom ? grouped(node.flips) : null,
    })),
    decades: exponents
      .filter((exponent) => exponent % step === 0)
      .map((exponent) => ({ y: y(decade(exponent)), label: percentLabel(exponent) })),
  };
}

/** Formats 10^exponent in per cent: `100 %`, `0.1 %`, and as a power outside of five digits. */
function percentLabel(exponent: number): string {
  if (exponent < -5 || exponent > 2) return powerOfTen(exponent);
  return `${exponent >= 0 ? ['100', '1,000', '10,000'][exponent] : decade(exponent + 2)} %`;
}

/** Returns the positions of two labels that are at least `gap` apart, near `first` and `second`. */
export function apart(first: number, second: number, gap: number): readonly [number, number] {
  const distance = second - first;
  if (Math.abs(distance) >= gap) return [first, second];
  const middle = (first + second) / 2;
  const half = distance < 0 ? -gap / 2 : gap / 2;
  return [middle - half, middle + half];
}
