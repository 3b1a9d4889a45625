import { ascending, leastIndex, union } from 'd3';
import { useState } from 'react';
import { percent } from '../../../experiment/text/percentWords';
import { dragOver } from '../../charts/cursor/ChartSlider';
import { StepSlider } from '../../charts/cursor/StepSlider';
import { spokenBer } from '../../text/format';
import { tickSentence } from '../../text/tickWords';
import { CURVES_WIDTH, PaperCurves, type PaperCurvesProps, paperFrame, paperLabel } from './PaperCurves';
import { PaperTicks, TICKS_WIDTH, tickRowAt } from './PaperTicks';
import type { PaperPlotData } from './paperSeries';

/** Recorded curves whose errors are read rate by rate, with a cursor while they have the focus. */
export function ReadCurves(props: PaperCurvesProps) {
  const { title, series } = props;
  const [at, setAt] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const rates = [...union(series.flatMap(({ curve }) => curve.map(({ ber }) => ber)))].sort(ascending);
  const rate = rates[at] ?? 0;
  const errors = series.flatMap(({ label, curve }) =>
    curve.flatMap(({ ber, mean }) => (ber === rate ? [`${label} ${percent(mean)}`] : [])),
  );
  const { x } = paperFrame(series);
  return (
    <StepSlider
      className="paper-chart"
      label={paperLabel(title, series)}
      length={rates.length}
      at={at}
      onStep={setAt}
      spoken={`${spokenBer(rate)}; ${errors.join(', ')}`}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...dragOver(CURVES_WIDTH, (px) => setAt(leastIndex(rates, (ber) => Math.abs(x(ber) - px))!))}
    >
      <PaperCurves {...props} cursor={isFocused ? rate : undefined} />
    </StepSlider>
  );
}

/** Recorded tick bars that are read row by row. A row has labels while it is read. */
export function ReadTicks({ plot }: { readonly plot: PaperPlotData }) {
  const { title, series } = plot;
  const [row, setRow] = useState(0);
  const [isFocused, setFocused] = useState(false);
  const at = Math.min(row, series.length - 1);
  return (
    <StepSlider
      className="paper-chart"
      label={title}
      length={series.length}
      at={at}
      onStep={setRow}
      spoken={tickSentence(series[at]!, 'points')}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...dragOver(TICKS_WIDTH, (_, y) => setRow(tickRowAt(y, plot)))}
    >
      <PaperTicks plot={plot} active={isFocused ? at : undefined} />
    </StepSlider>
  );
}
