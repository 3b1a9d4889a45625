import type { ReactNode } from 'react';
import type { LessonFigure } from '../../../experiment/lesson/lesson';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { SeriesFigure } from '../../charts/SeriesFigure';

interface LessonFigureViewProps {
  readonly figure: LessonFigure;
  readonly series: readonly MeasuredSeries[];
  /** Drawn under the series: the reader's answer. */
  readonly overlay: (frame: ChartFrame) => ReactNode;
  /** Takes the answer on the figure; undefined once it is given. */
  readonly layer: ((frame: ChartFrame) => ReactNode) | undefined;
  readonly fixed: boolean;
  /** True while the question of the step has no answer. */
  readonly isOpen: boolean;
}

const LOOKS: readonly SeriesLook[] = ['a', 'b', 'c'];

/** Draws the figure of a step, with what the reader expects on it. */
export function LessonFigureView({ figure, series, overlay, layer, fixed, isOpen }: LessonFigureViewProps) {
  const lookOf = (id: string): SeriesLook =>
    LOOKS[figure.series.findIndex(({ label }) => label === id)] ?? 'thin';
  return (
    <SeriesFigure
      title={figure.title}
      series={series}
      lookOf={lookOf}
      overlay={overlay}
      layer={layer}
      fixed={fixed}
      withoutPins={isOpen}
    />
  );
}
