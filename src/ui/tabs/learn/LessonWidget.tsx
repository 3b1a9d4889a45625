import type { WidgetName } from '../../../experiment/lesson/lesson';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { TrialsPanel } from '../explore/TrialsPanel';
import { ReuseSchematic } from '../structures/ReuseSchematic';
import { ClassesOfTrials } from './ClassesOfTrials';
import { SeriesTable } from './SeriesTable';
import { WordBits } from './WordBits';

interface LessonWidgetProps {
  readonly name: WidgetName;
  readonly series: readonly MeasuredSeries[];
}

/** Draws the part of the page that a lesson names. */
export function LessonWidget({ name, series }: LessonWidgetProps) {
  switch (name) {
    case 'word':
      return <WordBits />;
    case 'trials':
      return <TrialsPanel />;
    case 'classes':
      return <ClassesOfTrials />;
    case 'reuse':
      return <ReuseSchematic />;
    case 'table':
      return <SeriesTable series={series} />;
    default:
      throw name satisfies never;
  }
}
