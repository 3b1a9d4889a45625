import { renderToStaticMarkup } from 'react-dom/server';
import { CATALOG } from '../../../core/network/catalog';
import { PAPER_MODELS, type PaperFigure } from '../../../experiment/paper/figures';
import { STORED_PAPER } from '../../../experiment/paper/storedPaper';
import { capitalized } from '../../../experiment/text/capitalized';
import { CountLimitLine } from '../../charts/legend/CountLimitEntry';
import { CURVES_HEIGHT, CURVES_WIDTH, PaperCurves, plotLimits } from './PaperCurves';
import { PaperTicks, ticksHeight } from './PaperTicks';
import { type PaperPlotData, paperPlots, plotsRule } from './paperSeries';

/**
 * Styles of the figures in the page's light colours, because an SVG file cannot use the page's
 * style sheets.
 */
const STYLE = `
svg{--ink:#1b1f24;--muted:#57606a;--blue:#0072b2;--neutral:#6e7781;--grid:#eceff2;--paper:#fff;font-family:system-ui,sans-serif}
.series-b{--blue:#c24e00}.series-c{--blue:#1b1f24}.series-thin{--blue:#6e7781}
text{fill:var(--muted);font-size:12.5px}.paper-title{fill:var(--ink)}.paper-title{font-weight:600}
.axis{stroke:var(--neutral)}.grid{stroke:var(--grid)}.mean{stroke:var(--blue);stroke-width:2}
.median{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:6 4}.band-fill{fill:var(--blue);opacity:.14}
.band-edge{stroke:var(--blue);opacity:.35}.series-mark,.point circle,.point .mark{fill:var(--blue)}
.no-flips>line{stroke:#8c959f}.hatch-line{stroke:#8c959f;opacity:.55}.tick-bar .hatch-line,.swatch .hatch-line{opacity:1}.count-foot{stroke:var(--blue);stroke-width:2;fill:none}
.series-zero{stroke:var(--blue);stroke-dasharray:4 4}.series-tick{stroke:var(--blue);stroke-width:2}
.tick-neutral{fill:var(--neutral);opacity:.55}.tick-mark{stroke:#c24e00;stroke-width:2.5}.unresolved{stroke-dasharray:2 2}
.tick-whisker{stroke:#c24e00;fill:none}.tick-bound path{fill:#c24e00}.tick-bound text{fill:var(--ink)}.tick-marks-few{opacity:.45}
`;
const COLUMNS = 3;
const GAP = 36;
const MARGIN = 16;
/** Height of the line that explains the limits of a fixed count. */
const LEGEND = 30;
/** Height of the line that describes how flips were drawn. */
const RULE = 26;

/** SVG file of a figure of docs/claims.md. */
interface FigureFile {
  readonly name: string;
  readonly svg: string;
}

/**
 * Draws Figures 3 to 5 with a fixed count and Figure 6 as files from the recorded runs. Omits
 * figures without results.
 */
export function paperFigureFiles(): readonly FigureFile[] {
  const models = [...CATALOG.keys()].filter((model) => PAPER_MODELS.includes(model));
  return (['3', '4', '5', '6'] as const).flatMap((figure) => {
    const plots = paperPlots(STORED_PAPER, figure, 'count', models);
    return plots.length === 0 ? [] : [{ name: `figure-${figure}.svg`, svg: drawFigure(figure, plots) }];
  });
}

interface Cell {
  readonly key: string;
  readonly height: number;
  readonly drawing: React.ReactNode;
}

function drawFigure(figure: PaperFigure, plots: readonly PaperPlotData[]): string {
  const cells = plots.flatMap((plot): Cell[] => {
    if (figure === '5')
      return [{ key: plot.model, height: ticksHeight(plot), drawing: <PaperTicks plot={plot} /> }];
    const drawings =
      figure === '4'
        ? plot.series.map((one) => ({ title: `${plot.title} ${one.label}`, series: [one] }))
        : [plot];
    return drawings.map(({ title, series }) => ({
      key: title,
      height: CURVES_HEIGHT + 22,
      drawing: <PaperCurves title={title} series={series} band={figure === '4'} />,
    }));
  });
  const rows = Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, row) =>
    cells.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
  let top = MARGIN;
  const placed = rows.flatMap((row) => {
    const y = top;
    top += Math.max(...row.map(({ height }) => height)) + GAP;
    return row.map((cell, column) => ({ ...cell, y, x: MARGIN + column * (CURVES_WIDTH + GAP) }));
  });
  const columns = Math.min(COLUMNS, cells.length);
  const width = 2 * MARGIN + columns * CURVES_WIDTH + (columns - 1) * GAP;
  const limits = plots.flatMap(({ series }) =>
    figure === '4' ? series.map((one) => plotLimits([one])) : [plotLimits(series)],
  );
  const hasLimits = limits.flat().some(({ none, layers }) => none !== null || layers.length > 0);
  const foot = top - GAP + (hasLimits ? LEGEND : 0);
  const height = foot + RULE + MARGIN;
  return `${renderToStaticMarkup(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
      <title>{`Figure ${figure} of the paper, as drawn by Ares Explorer`}</title>
      <style>{STYLE}</style>
      <rect width={width} height={height} fill="#fff" />
      <g transform={`translate(${MARGIN} ${foot - 14})`}>
        <CountLimitLine plots={limits} feet={figure !== '5'} />
      </g>
      <text x={MARGIN} y={foot + RULE - 6}>
        {`${capitalized(plotsRule(plots))}.`}
      </text>
      {placed.map(({ key, x, y, height: own, drawing }) => (
        <svg key={key} {...{ x, y }} width={CURVES_WIDTH} height={own} overflow="visible" aria-hidden="true">
          {drawing}
        </svg>
      ))}
    </svg>,
  )}\n`;
}
