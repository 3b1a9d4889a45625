import { rowScale } from '../../charts/frame/rowFrame';
import { ROW_HEIGHT, TickBar } from '../../charts/marks/TickBar';
import { powerOfTen } from '../../text/format';
import { tickSentence } from '../../text/tickWords';
import { domainOf, evidenceOf } from './PaperCurves';
import type { PaperPlotData } from './paperSeries';

/** Size of the tick bars of one model in units of the view box. */
export const TICKS_WIDTH = 400;
const LABELS = 76;
/** Height of the title above the rows. */
const HEAD = 26;

/** Returns the height of a model's rows with its title and axis, in units of the view box. */
export function ticksHeight({ series }: PaperPlotData): number {
  return HEAD + ROW_HEIGHT * series.length + 22;
}

/** Returns the index of the row at a height; above the rows the first, below them the last. */
export function tickRowAt(y: number, { series }: PaperPlotData): number {
  return Math.max(0, Math.min(series.length - 1, Math.floor((y - HEAD) / ROW_HEIGHT)));
}

interface PaperTicksProps {
  readonly plot: PaperPlotData;
  /** Index of the row whose ticks are labelled. */
  readonly active?: number | undefined;
}

/** Tick bars of the layers or blocks of a model over one axis (Fig. 5), from recorded runs. */
export function PaperTicks({ plot, active }: PaperTicksProps) {
  const { title, series } = plot;
  const width = TICKS_WIDTH - LABELS;
  const scale = rowScale(domainOf(series), 0, width - 8);
  const bottom = HEAD + ROW_HEIGHT * series.length;
  return (
    <svg
      className="chart"
      overflow="visible"
      viewBox={`0 0 ${TICKS_WIDTH} ${ticksHeight(plot)}`}
      role="img"
      aria-label={`${title}. ${series.map((one) => tickSentence(one, 'points')).join(' ')}`}
    >
      <text className="paper-title" x={0} y={14}>
        {title}
      </text>
      <text x={TICKS_WIDTH} y={14} textAnchor="end">
        {evidenceOf(series)}
      </text>
      {series.map((one, index) => (
        <g key={one.id}>
          <text x={LABELS - 8} y={HEAD + ROW_HEIGHT * (index + 0.5)} dy="0.32em" textAnchor="end">
            {one.label}
          </text>
          <svg
            x={LABELS}
            y={HEAD + ROW_HEIGHT * index}
            width={width}
            height={ROW_HEIGHT}
            overflow="visible"
            aria-hidden="true"
          >
            <TickBar
              series={one}
              scale={scale}
              width={width}
              unit="points"
              whiskers
              active={index === active}
            />
          </svg>
        </g>
      ))}
      <g transform={`translate(${LABELS} ${bottom})`}>
        <line className="axis" x1={scale.left} x2={scale.right} y1={0} y2={0} />
        {scale.decades.map((ber) => (
          <text key={ber} className="tick" x={scale(ber)} y={16} textAnchor="middle">
            {powerOfTen(Math.round(Math.log10(ber)))}
          </text>
        ))}
      </g>
    </svg>
  );
}
