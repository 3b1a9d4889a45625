import { curveBasis, line } from 'd3';
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../../core/language/t';
import { blockId } from '../../../experiment/network/networkBoxes';
import { CIVIDIS } from '../../charts/cividis';
import { type DrawnBox, LETTER, PAD } from './drawnBox';
import { type BoxSize, frameId, layoutNetwork, type NetworkLayout } from './layoutNetwork';
import { neighbour } from './neighbour';
import { textWidth } from './textWidth';

/** A box that the drawing offers to press. */
export interface PressedBox {
  /** Name of what a press does: `Explore fc-1 alone`. Null: nothing. */
  readonly action: string | null;
  /** Sentences on the box, as they are read aloud. */
  readonly spoken: string;
  /** True if faults may strike it now, and not all layers. */
  readonly isFaulty: boolean;
}

interface NetworkDrawingProps {
  readonly boxes: readonly DrawnBox[];
  /** Texts of the ends of the drawing: its input and its answer. */
  readonly ends: readonly [input: string, answer: string];
  readonly pressOf: (box: DrawnBox) => PressedBox;
  readonly onPress: (box: DrawnBox) => void;
  /** Closes an open block. */
  readonly onClose: (block: string) => void;
  /** Says which box is pointed at or has the focus; null: none. */
  readonly onPoint: (id: string | null) => void;
}

/** Ids of the ends of the drawing. No box has such ones. */
const INPUT = ':input';
const ANSWER = ':answer';
const EDGE = line().curve(curveBasis);

/**
 * Draws a network from top to bottom. It is one tab stop: the arrow keys move along its edges, and
 * Enter presses a box.
 */
export function NetworkDrawing({ boxes, ends, pressOf, onPress, onClose, onPoint }: NetworkDrawingProps) {
  const map = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const layout = useMemo(() => layoutNetwork(sizesOf(boxes, ends)), [boxes, ends]);
  const ids = [...boxes.map(({ id }) => id), ...[...layout.frames.keys()].map(frameId)];
  const at = held !== null && ids.includes(held) ? held : ids[0]!;
  const focusOn = (id: string) =>
    map.current!.querySelector<HTMLElement>(`[data-box="${CSS.escape(id)}"]`)?.focus();
  // A block that opens or closes takes the box away that was pressed.
  const next = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (next.current !== null) focusOn(next.current);
    next.current = null;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.box === undefined) return;
    const walk = { boxes: boxes.map(({ box }) => box), places: layout.boxes };
    const to = neighbour(walk, event.target.dataset.box, event.key);
    if (to === undefined) return;
    event.preventDefault();
    focusOn(to);
  };
  return (
    <div className="network-scroll">
      <div
        ref={map}
        className="network-map"
        role="toolbar"
        aria-orientation="vertical"
        aria-label={t`Graph of the network: arrow keys move along its edges`}
        style={{ width: layout.width, height: layout.height }}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onPoint(null)}
      >
        <Picture {...{ boxes, ends, layout, pressOf }} />
        {boxes.map((drawn) => {
          const { x, y, width, height } = layout.boxes.get(drawn.id)!;
          const { action, spoken } = pressOf(drawn);
          return (
            <button
              key={drawn.id}
              type="button"
              className="network-hit"
              data-box={drawn.id}
              tabIndex={drawn.id === at ? 0 : -1}
              aria-label={action === null ? spoken : `${spoken} ${action}.`}
              aria-disabled={action === null}
              {...(drawn.box.isBlock && { 'aria-expanded': false })}
              style={{ left: x, top: y, width, height }}
              onFocus={() => {
                setHeld(drawn.id);
                onPoint(drawn.id);
              }}
              onPointerEnter={() => onPoint(drawn.id)}
              onClick={() => {
                if (action === null) return;
                if (drawn.box.isBlock) next.current = frameId(drawn.box.block!);
                onPress(drawn);
              }}
            />
          );
        })}
        {Array.from(layout.frames, ([block, { x, y, width }]) => (
          <button
            key={block}
            type="button"
            className="network-frame"
            data-box={frameId(block)}
            tabIndex={frameId(block) === at ? 0 : -1}
            aria-expanded
            aria-label={t`Close the block ${block}`}
            style={{ left: x, top: y, width, height: 30 }}
            onFocus={() => setHeld(frameId(block))}
            onClick={() => {
              next.current = blockId(block);
              onClose(block);
            }}
          >
            <span className="network-frame-name">{block}</span>
            <svg className="caret" viewBox="0 0 10 6" aria-hidden="true">
              <path d="M1 5l4-4 4 4" />
            </svg>
          </button>
        ))}
      </div>
    </div>
  );
}

function sizesOf(boxes: readonly DrawnBox[], ends: NetworkDrawingProps['ends']): readonly BoxSize[] {
  const end = (id: string, text: string, inputs: readonly string[]) => ({
    ...{ id, inputs, frame: null, height: 24, width: Math.ceil(textWidth(text, LETTER)) + 2 * PAD },
  });
  const inner = boxes.map(({ id, width, height, box: { inputs, isBlock, block } }) => ({
    ...{ id, width, height, inputs: inputs.length === 0 ? [INPUT] : inputs, frame: isBlock ? null : block },
  }));
  return [end(INPUT, ends[0], []), ...inner, end(ANSWER, ends[1], [boxes.at(-1)!.id])];
}

interface PictureProps extends Pick<NetworkDrawingProps, 'boxes' | 'ends' | 'pressOf'> {
  readonly layout: NetworkLayout;
}

function Picture({ boxes, ends, layout, pressOf }: PictureProps) {
  const { width, height } = layout;
  return (
    <svg className="chart network-picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {Array.from(layout.frames, ([block, place]) => (
        <rect key={block} className="network-block-frame" rx="8" {...place} />
      ))}
      {layout.edges.map(({ id, points }) => {
        const [x, y] = points.at(-1)!;
        return (
          <g key={id}>
            <path className="network-edge" d={EDGE([...points] as [number, number][])!} />
            <path className="network-arrow" d={`M${x} ${y}l-4 -7h8z`} />
          </g>
        );
      })}
      {[INPUT, ANSWER].map((id, index) => {
        const place = layout.boxes.get(id)!;
        return (
          <g key={id} transform={`translate(${place.x} ${place.y})`}>
            <text className="network-end" x={place.width / 2} y={16} textAnchor="middle">
              {ends[index]}
            </text>
          </g>
        );
      })}
      {boxes.map((drawn) => {
        const { x, y } = layout.boxes.get(drawn.id)!;
        return (
          <g key={drawn.id} transform={`translate(${x} ${y})`}>
            <BoxMarks drawn={drawn} isFaulty={pressOf(drawn).isFaulty} />
          </g>
        );
      })}
    </svg>
  );
}

function BoxMarks({ drawn, isFaulty }: { readonly drawn: DrawnBox; readonly isFaulty: boolean }) {
  const { look, width, height, lines, share, rate } = drawn;
  const room = width - 2 * PAD;
  return (
    <>
      {look === 'block' && <rect className="network-under" x={4} y={4} rx={6} {...{ width, height }} />}
      <rect
        className={`network-box network-${look}${isFaulty ? ' network-faulty' : ''}`}
        rx={look === 'view' ? height / 2 : 6}
        {...{ width, height }}
      />
      {lines.map(({ text, y, role, isRight }) => (
        <text
          key={`${y} ${role}`}
          className={`network-${role}`}
          x={isRight ? width - PAD : PAD}
          y={y}
          {...(isRight && { textAnchor: 'end' })}
        >
          {text}
        </text>
      ))}
      {share !== null && (
        <>
          <rect className="network-track" x={PAD} y={share.y} width={room} height={5} />
          <rect
            className="network-share"
            x={PAD}
            y={share.y}
            width={Math.max(1, room * share.value)}
            height={5}
          />
        </>
      )}
      {rate !== null && (
        <>
          <rect
            className="network-rate"
            {...{ x: PAD, y: rate.y - 10, width: 12, height: 12 }}
            fill={rateColour(rate.place)}
          />
          <text className="network-plain" x={PAD + 18} y={rate.y}>
            {rate.text}
          </text>
        </>
      )}
    </>
  );
}

/** Returns the colour of a place between the lowest rate, 0, and the highest, 1. */
export function rateColour(place: number): string {
  const at = 3 * Math.round(place * 255);
  return `rgb(${CIVIDIS.slice(at, at + 3).join(' ')})`;
}
