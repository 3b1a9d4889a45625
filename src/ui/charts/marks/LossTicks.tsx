import { t } from '../../../core/language/t';
import { pluralOf } from '../../../core/network/sampleNoun';
import { decimalsOf, trialsText } from '../../../experiment/curve/evidence';
import { boundText } from '../../../experiment/text/boundWords';
import { grouped } from '../../../experiment/text/numberWords';
import type { Tick } from '../../../experiment/ticks/tick';
import type { MeasuredTolerance } from '../../../store/selectors/selectors';
import { intervalText, scientific } from '../../text/format';
import type { ChartFrame } from '../frame/chartFrame';
import { round } from '../frame/round';

interface LossTicksProps {
  readonly frame: ChartFrame;
  readonly tolerance: MeasuredTolerance;
}

/**
 * Height of each tick, in pixels. A greater loss has a shorter tick, so that the shape alone
 * identifies it.
 */
const TICK_HEIGHTS = { 0: 0, 1: 15, 5: 11, 10: 7 } as const;
/** Largest width of a letter, in pixels. */
const LETTER = 6.6;
/** Width of a letter of a short label such as +5, whose sign is wide, in pixels. */
const WIDE_LETTER = 9.6;
/** Length of an arrowhead with the gap after it, in pixels. */
const ARROW = 12;
/** Distance of a label from its tick and from the mark after it, in pixels. */
const LABEL_GAP = 5;

/**
 * Draws ticks where 0, 1, 5 and 10 points are lost (Ares, Fig. 5), in the lane above the plot.
 * Tick(0) has a flag in the upper line of the lane, and a line through the plot. A tick without an
 * interval is dashed. Ticks outside the tested rates are drawn as bounds: an arrowhead at the end
 * of the axis.
 */
export function LossTicks({ frame, tolerance }: LossTicksProps) {
  const ticks = tolerance.ticks.map((tick) => ({
    ...tick,
    at: round(frame.x(tick.ber.value)),
  }));
  const exact = ticks.filter(({ ber }) => ber.bound === 'exact');
  const [noLoss] = exact.filter(({ loss }) => loss === 0);
  const losses = exact.filter(({ loss }) => loss > 0);
  const beyond = ticks.filter(({ ber }) => ber.bound === 'atLeast');
  const beyondText = boundsLabel(beyond, tolerance);
  const end = beyond[0] === undefined ? frame.right : beyond[0].at - ARROW - beyondText.length * LETTER;
  return (
    <g className="loss-ticks">
      {losses.map((tick, index) => (
        <LossTick
          key={tick.loss}
          tick={tick}
          at={tick.at}
          room={(losses[index + 1]?.at ?? end) - tick.at}
          frame={frame}
        />
      ))}
      {noLoss !== undefined && (
        <NoLossFlag tick={noLoss} at={noLoss.at} frame={frame} tolerance={tolerance} />
      )}
      <Bounds ticks={ticks.filter(({ ber }) => ber.bound === 'atMost')} frame={frame} tolerance={tolerance} />
      <Bounds ticks={beyond} frame={frame} tolerance={tolerance} />
    </g>
  );
}

interface PlacedTick {
  readonly tick: Tick;
  /** Position on the rate axis, in pixels. */
  readonly at: number;
  readonly frame: ChartFrame;
}

function LossTick({ tick, at, frame, room }: PlacedTick & { readonly room: number }) {
  const { top } = frame;
  const { loss } = tick;
  const texts = loss === 10 ? [t`+${loss} points`, `+${loss}`] : [`+${loss}`];
  const text = texts.find(({ length }) => length * WIDE_LETTER + 2 * LABEL_GAP <= room);
  return (
    <g className={tick.interval === null ? 'loss-tick unresolved' : 'loss-tick'}>
      <title>{tickTitle(tick)}</title>
      <line x1={at} x2={at} y1={top - TICK_HEIGHTS[loss]} y2={top} />
      {text !== undefined && (
        <text x={at + LABEL_GAP} y={top - 6}>
          {text}
        </text>
      )}
    </g>
  );
}

/** Draws the flag of tick(0), labelled with its threshold and its numbers of trials and images. */
function NoLossFlag({ tick, at, frame, tolerance }: PlacedTick & { readonly tolerance: MeasuredTolerance }) {
  const { laneTop, bottom, left, width } = frame;
  const room = { left: at - left - 11, right: width - at - 11 };
  const text = longestThatFits(flagTexts(tick, tolerance), Math.max(room.left, room.right));
  const rightwards = text.length * LETTER <= room.right;
  return (
    <g className={tick.interval === null ? 'no-loss unresolved' : 'no-loss'}>
      <title>{tickTitle(tick)}</title>
      <line x1={at} x2={at} y1={laneTop + 5} y2={bottom} />
      <path d={`M${at} ${laneTop + 5}l${rightwards ? 7 : -7} 5l${rightwards ? -7 : 7} 5z`} />
      <text x={rightwards ? at + 11 : at - 11} y={laneTop + 14} textAnchor={rightwards ? 'start' : 'end'}>
        {text}
      </text>
    </g>
  );
}

/**
 * Returns labels of the flag, longest first. The last one is used however little space there is.
 */
function flagTexts(
  { ber, thresholdPoints }: Tick,
  { trials, images, noun }: MeasuredTolerance,
): readonly string[] {
  const evidence = `${trialsText(trials)}, N = ${grouped(images)}`;
  const samples = pluralOf(noun);
  const rate = scientific(ber.value, decimalsOf(trials));
  return [
    t`No accuracy lost up to ${rate} (less than ${thresholdPoints} points, ${evidence} ${samples})`,
    t`No accuracy lost up to ${rate} (${evidence})`,
    t`No loss up to ${rate}`,
    t`No loss up to here`,
  ];
}

function longestThatFits(texts: readonly string[], room: number): string {
  return texts.find((text) => text.length * LETTER <= room) ?? texts.at(-1)!;
}

/**
 * Draws the ticks on one side of the tested rates with one label, and an arrowhead that points to
 * their side.
 */
function Bounds({
  ticks,
  frame,
  tolerance,
}: {
  readonly ticks: readonly (Tick & { readonly at: number })[];
  readonly frame: ChartFrame;
  readonly tolerance: MeasuredTolerance;
}) {
  const [first] = ticks;
  if (first === undefined) return null;
  const { laneTop, top, left, right } = frame;
  const { at } = first;
  const upwards = first.ber.bound === 'atLeast';
  // If tick(0) is a bound, the line of its flag is free and has space for its evidence.
  const y = first.loss === 0 ? laneTop + 14 : top - 6;
  const text = boundsLabel(ticks, tolerance, upwards ? at - left : right - at);
  return (
    <g className="loss-bound">
      <title>{ticks.map(tickTitle).join('; ')}</title>
      <path d={upwards ? `M${at} ${y - 4}l-8 -5v10z` : `M${at} ${y - 4}l8 -5v10z`} />
      <text x={upwards ? at - ARROW : at + ARROW} y={y} textAnchor={upwards ? 'end' : 'start'}>
        {text}
      </text>
    </g>
  );
}

/**
 * Returns `+5, +10 ≥ 1.00 × 10⁻¹`. Adds threshold, trials and images of tick(0) if it is among the
 * ticks and the text fits into `room`, in pixels.
 */
function boundsLabel(ticks: readonly Tick[], { trials, images }: MeasuredTolerance, room = 0): string {
  const [first] = ticks;
  if (first === undefined) return '';
  const names = ticks.map(({ loss }) => (loss === 0 ? t`no loss` : `+${loss}`)).join(', ');
  const short = `${names} ${first.ber.bound === 'atLeast' ? '≥' : '≤'} ${scientific(first.ber.value, decimalsOf(trials))}`;
  if (first.loss > 0) return short;
  const full = t`${short} (less than ${first.thresholdPoints} points, ${trialsText(trials)}, N = ${grouped(images)})`;
  return longestThatFits([full, short], room);
}

function tickTitle(tick: Tick): string {
  const { loss, thresholdPoints, ber, interval } = tick;
  const name =
    loss === 0
      ? t`no loss (less than ${thresholdPoints} points)`
      : loss === 1
        ? t`+${loss} point`
        : t`+${loss} points`;
  const rate = boundText(ber, (value) => scientific(value));
  const place = ber.bound === 'exact' ? t`${name} at ${rate}` : `${name} ${rate}`;
  const range = intervalText(tick);
  return `${place}, ${interval === null ? range : t`95 % within ${range}`}`;
}
