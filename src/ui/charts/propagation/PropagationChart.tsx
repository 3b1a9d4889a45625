import { least } from 'd3';
import { useMemo } from 'react';
import { t } from '../../../core/language/t';
import type { NodeChange } from '../../../core/site/propagation';
import { nodeSentence } from '../../../experiment/text/propagationWords';
import { useSize } from '../../hooks/useSize';
import { dragOver } from '../cursor/ChartSlider';
import { StepSlider } from '../cursor/StepSlider';
import { apart, type PropagationFrame, propagationFrame } from './propagationFrame';

interface PropagationChartProps {
  readonly nodes: readonly NodeChange[];
  /** Names of the nodes that faults may strike. */
  readonly struck: ReadonlySet<string>;
  /** Index of the chosen node. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}

/**
 * Draws the share of changed values and the size of the change along a network. It is one tab stop;
 * the arrow keys move along the network.
 */
export function PropagationChart({ nodes, struck, chosen, onChoose }: PropagationChartProps) {
  const [box, { width }] = useSize<HTMLDivElement>({ width: 880, height: 344 });
  const frame = useMemo(() => propagationFrame(nodes, width), [nodes, width]);
  const { columns, columnWidth, left, right, top, zero } = frame;
  const at = columns[chosen]!;
  return (
    <StepSlider
      ref={box}
      className="propagation-chart"
      label={t`Layer of the network, on the chart`}
      length={nodes.length}
      at={chosen}
      onStep={onChoose}
      spoken={`${at.node.node}: ${nodeSentence(at.node)}`}
      {...dragOver(width, (x) => {
        const index = Math.floor((x - left) / columnWidth);
        onChoose(Math.max(0, Math.min(nodes.length - 1, index)));
      })}
    >
      <svg className="chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        <rect
          className="propagation-chosen"
          x={at.x - columnWidth / 2}
          y={4}
          width={columnWidth}
          height={zero}
        />
        <Flips frame={frame} />
        <Axis frame={frame} />
        <line className="axis" x1={left} x2={right} y1={zero} y2={zero} />
        <Series frame={frame} mark="share" />
        <Series frame={frame} mark="size" />
        {columns.map(({ node, x, name }) => (
          <g key={node.node}>
            {struck.has(node.node) && <path className="propagation-struck" d={`M${x} ${zero + 1}l4 7h-8z`} />}
            {node.nonFinite > 0 && <path className="propagation-overflow" d={cross(x, top - 6)} />}
            {name !== null && (
              <text
                className={node === at.node ? 'propagation-name chosen' : 'propagation-name'}
                transform={`translate(${x} ${zero + 20})${frame.isTurned ? 'rotate(-50)' : ''}`}
                textAnchor={frame.isTurned ? 'end' : 'middle'}
              >
                {name}
              </text>
            )}
          </g>
        ))}
      </svg>
    </StepSlider>
  );
}

function Axis({ frame: { decades, left, right, zero } }: { readonly frame: PropagationFrame }) {
  return (
    <>
      {decades.map(({ y, label }) => (
        <g key={label}>
          <line className="grid" x1={left} x2={right} y1={y} y2={y} />
          <text className="tick" x={left - 8} y={y + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <text className="tick" x={left - 8} y={zero + 4} textAnchor="end">
        0
      </text>
    </>
  );
}

/** Draws the flipped bits of each layer as a bar over its column. */
function Flips({ frame: { columns, columnWidth, left, right, base } }: { readonly frame: PropagationFrame }) {
  const width = Math.min(28, 0.7 * columnWidth);
  return (
    <g className="propagation-flips">
      <line className="axis" x1={left} x2={right} y1={base} y2={base} />
      {columns.map(({ node, x, bar, flips }) => (
        <g key={node.node}>
          {bar > 0 && <rect x={x - width / 2} y={base - bar} width={width} height={bar} />}
          {flips !== null && (
            <text className="tick" x={x} y={base - bar - 4} textAnchor="middle">
              {flips}
            </text>
          )}
        </g>
      ))}
      <text x={right + 6} y={base - 6}>
        {t`flipped bits`}
      </text>
    </g>
  );
}

const LINE_HEIGHT = 15;

/** Breaks a label into two lines at the space nearest to its middle. */
function Lines({ text, x }: { readonly text: string; readonly x: number }) {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = least(spaces, (place) => Math.abs(place - text.length / 2 - 0.5)) ?? text.length;
  return [text.slice(0, middle), text.slice(middle + 1)].map((line, index) => (
    <tspan key={line} x={x} dy={index * LINE_HEIGHT}>
      {line}
    </tspan>
  ));
}

/** Draws one mark for each node, joined by a line that ends in its label. */
function Series({
  frame: { columns },
  mark,
}: {
  readonly frame: PropagationFrame;
  readonly mark: 'share' | 'size';
}) {
  const points = columns.map((column) => `${column.x} ${column[mark]}`);
  const { x, share, size } = columns.at(-1)!;
  const [shareLabel, sizeLabel] = apart(share, size, 2 * LINE_HEIGHT + 4);
  const y = mark === 'share' ? shareLabel : sizeLabel;
  const radius = columns.length > 60 ? 2.5 : 4;
  return (
    <g className={`propagation-${mark}`}>
      <path className="propagation-line" d={`M${points.join('L')}`} />
      {columns.map((column) =>
        mark === 'share' ? (
          <circle key={column.node.node} cx={column.x} cy={column.share} r={radius} />
        ) : (
          <path key={column.node.node} d={diamond(column.x, column.size, 1.4 * radius)} />
        ),
      )}
      <text x={x + 14} y={y}>
        <Lines text={mark === 'share' ? t`values changed` : t`size of the change`} x={x + 14} />
      </text>
    </g>
  );
}

function diamond(x: number, y: number, radius: number): string {
  return `M${x} ${y - radius}l${radius} ${radius}l${-radius} ${radius}l${-radius} ${-radius}z`;
}

function cross(x: number, y: number): string {
  return `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`;
}
