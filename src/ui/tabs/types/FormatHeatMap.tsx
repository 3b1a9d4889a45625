import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { t } from '../../../core/language/t';
import { formatQFormat, type QFormat } from '../../../core/words/qformat';
import type { FormatMap } from '../../../experiment/formats/formatMap';
import { grouped } from '../../../experiment/text/numberWords';
import { pointsText } from '../../../experiment/text/percentWords';
import { frontier, type GridCell, gridCells, LEGEND_POINTS, shadeOf } from './formatGrid';

const CELL = { width: 34, height: 24 };
/** Columns that fit the width. Maps with fewer columns have the same scale. */
const COLUMNS = 15;
const LEFT = 34;
const BOTTOM = 40;

interface FormatHeatMapProps {
  readonly map: FormatMap;
  /** Format in the paper; null if it has none. */
  readonly paper: string | null;
  /** True if the search has ended. Before that the smallest format is not known. */
  readonly isComplete: boolean;
  /** Sets the format of the experiment. Absent if the experiment cannot use it. */
  readonly onUse?: (format: QFormat) => void;
}

/**
 * Heat map of the points that each format adds to the float error: integer bits down, fraction bits
 * to the right. It has one tab stop; the arrow keys move inside it.
 */
export function FormatHeatMap({ map, paper, isComplete, onUse }: FormatHeatMapProps) {
  const readingId = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const cells = gridCells(map);
  const minimal = isComplete && map.minimal !== null ? formatQFormat(map.minimal) : null;
  const strict = isComplete && map.strict !== null ? formatQFormat(map.strict) : null;
  const isTested = cells.some(({ name }) => name === paper);
  const read = cells.find(({ name }) => name === (chosen ?? minimal)) ?? cells.at(-1);
  const rows = Math.max(...cells.map(({ format }) => format.integerBits));
  const columns = 1 + Math.max(...cells.map(({ format }) => format.fractionBits));
  const [width, height] = [LEFT + Math.max(COLUMNS, columns) * CELL.width + 2, rows * CELL.height + BOTTOM];
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || read === undefined) return;
    const wanted = formatQFormat({
      integerBits: read.format.integerBits + step[0],
      fractionBits: read.format.fractionBits + step[1],
    });
    event.preventDefault();
    if (cells.some(({ name }) => name === wanted)) setChosen(wanted);
  };
  return (
    <>
      <div className="heat">
        {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: the arrow keys read the map cell by cell */}
        <section
          className="heat-box"
          aria-roledescription={t`heat map`}
          aria-label={mapLabel(map)}
          aria-describedby={readingId}
          tabIndex={0}
          onKeyDown={move}
        >
          {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: the arrow keys read the map cell by cell */}
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            {cells.map((cell) => (
              <HeatCell key={cell.name} cell={cell} isRead={cell === read} onRead={setChosen} />
            ))}
            <path
              className="heat-frontier"
              d={frontier(cells)
                .map(({ format, side }) => {
                  const { x, y } = placeOf(format);
                  return side === 'left' ? `M${x} ${y}v${CELL.height}` : `M${x} ${y}h${CELL.width}`;
                })
                .join('')}
            />
            {cells.map(({ name, format }) => {
              const { x, y } = placeOf(format);
              return (
                <g key={name} pointerEvents="none">
                  {name === strict && strict !== minimal && (
                    <rect
                      className="heat-strict"
                      x={x + 3}
                      y={y + 3}
                      width={CELL.width - 6}
                      height={CELL.height - 6}
                    />
                  )}
                  {name === minimal && (
                    <rect
                      className="heat-minimal"
                      x={x + 2}
                      y={y + 2}
                      width={CELL.width - 4}
                      height={CELL.height - 4}
                    />
                  )}
                  {name === paper && (
                    <path className="heat-paper" d={`M${x + CELL.width / 2} ${y + 6}l6 6l-6 6l-6 -6z`} />
                  )}
                </g>
              );
            })}
            {Array.from({ length: rows }, (_, row) => row + 1).map((bits) => (
              <text key={bits} x={LEFT - 8} y={(bits - 1) * CELL.height + 16} textAnchor="end">
                {bits}
              </text>
            ))}
            {Array.from({ length: columns }, (_, bits) => bits).map((bits) => (
              <text
                key={bits}
                x={LEFT + bits * CELL.width + CELL.width / 2}
                y={rows * CELL.height + 15}
                textAnchor="middle"
              >
                {bits}
              </text>
            ))}
            <text x={LEFT + (columns * CELL.width) / 2} y={rows * CELL.height + 33} textAnchor="middle">
              {t`fraction bits`}
            </text>
            <text transform={`translate(11 ${(rows * CELL.height) / 2}) rotate(-90)`} textAnchor="middle">
              {t`integer bits`}
            </text>
          </svg>
        </section>
        <div className="heat-reading">
          <p id={readingId} className="tabular" aria-live="polite">
            {read !== undefined && readingText(read, map)}
          </p>
          {onUse !== undefined && read !== undefined && (
            <button type="button" className="button" onClick={() => onUse(read.format)}>
              {t`Explore with ${read.name}`}
            </button>
          )}
        </div>
      </div>
      <HeatLegend {...{ minimal, strict }} paper={isTested ? paper : null} />
    </>
  );
}

const STEPS: Readonly<Record<string, readonly [integer: number, fraction: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

interface HeatCellProps {
  readonly cell: GridCell;
  readonly isRead: boolean;
  readonly onRead: (name: string) => void;
}

function HeatCell({ cell, isRead, onRead }: HeatCellProps) {
  const { x, y } = placeOf(cell.format);
  const box = { x: x + 0.5, y: y + 0.5, width: CELL.width - 1, height: CELL.height - 1 };
  return (
    <g
      onPointerEnter={({ pointerType }) => pointerType === 'mouse' && onRead(cell.name)}
      onPointerDown={() => onRead(cell.name)}
    >
      <rect className={isRead ? 'heat-cell heat-read' : 'heat-cell'} {...box} />
      <rect className="heat-loss" {...box} fillOpacity={shadeOf(cell.points)} />
    </g>
  );
}

function placeOf({ integerBits, fractionBits }: QFormat): { readonly x: number; readonly y: number } {
  return { x: LEFT + fractionBits * CELL.width, y: (integerBits - 1) * CELL.height };
}

function mapLabel({ structure }: FormatMap): string {
  return structure === 'weights'
    ? t`Points over the float error for each type of the weights; arrow keys go from type to type`
    : t`Points over the float error for each type of the activations; arrow keys go from type to type`;
}

function readingText({ name, points, wrong, lost, gained }: GridCell, { images, floatWrong }: FormatMap) {
  return t`${name}: ${pointsText(points)} points over float. ${grouped(wrong)} of ${grouped(images)} wrong, float ${grouped(floatWrong)}; ${grouped(lost)} newly wrong, ${grouped(gained)} newly right.`;
}

interface HeatLegendProps {
  /**
   * Names of the marked formats; null for a mark without a cell. If the first two are one format,
   * it has the first mark.
   */
  readonly minimal: string | null;
  readonly strict: string | null;
  readonly paper: string | null;
}

/** Legend of the shades and marks of the map. */
function HeatLegend({ minimal, strict, paper }: HeatLegendProps) {
  return (
    <ul className="legend heat-legend">
      <li>
        <Swatch>
          <rect className="heat-cell" x="0.5" y="0.5" width="21" height="13" />
        </Swatch>
        {t`no loss (≤ 0.05 points)`}
      </li>
      {LEGEND_POINTS.map((points) => (
        <li key={points}>
          <Swatch>
            <rect
              className="heat-loss"
              x="0.5"
              y="0.5"
              width="21"
              height="13"
              fillOpacity={shadeOf(points)}
            />
          </Swatch>
          {points === 90 ? t`${points} points` : points}
        </li>
      ))}
      {minimal !== null && (
        <li>
          <Swatch>
            <rect className="heat-minimal" x="2" y="1" width="18" height="12" />
          </Swatch>
          {strict === minimal ? t`fewest bits, with no more errors than float` : t`fewest bits`}
        </li>
      )}
      {strict !== null && strict !== minimal && (
        <li>
          <Swatch>
            <rect className="heat-strict" x="2" y="1" width="18" height="12" />
          </Swatch>
          {t`fewest bits with no more errors than float`}
        </li>
      )}
      {paper !== null && (
        <li>
          <Swatch>
            <path className="heat-paper" d="M11 1l6 6l-6 6l-6 -6z" />
          </Swatch>
          {t`the paper’s type`}
        </li>
      )}
    </ul>
  );
}

function Swatch({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="heat-swatch" viewBox="0 0 22 14" aria-hidden="true">
      {children}
    </svg>
  );
}
