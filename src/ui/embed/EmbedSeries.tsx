import { useMemo } from 'react';
import { t } from '../../core/language/t';
import { withUnit } from '../../experiment/text/errorWords';
import { shortErrorTitle } from '../../experiment/text/measureWords';
import { withFoundTicks } from '../../store/selectors/foundTicks';
import { selectSeries } from '../../store/selectors/seriesSelectors';
import { FigureCaption } from '../charts/frame/FigureCaption';
import type { SeriesLook } from '../charts/marks/drawnSeries';
import { SeriesFigure } from '../charts/SeriesFigure';
import { useStaleSeries } from '../charts/useStaleSeries';
import { useExplorer } from '../hooks/useExplorer';
import { LayerCurves } from '../tabs/layers/LayerCurves';
import '../styles/compare.css';
import '../styles/tabs.css';
import '../styles/comparisons.css';

const LOOKS: Readonly<Record<string, SeriesLook>> = {
  weights: 'a',
  activations: 'b',
  hiddenState: 'c',
  own: 'a',
  common: 'b',
};
const lookOf = (id: string): SeriesLook => LOOKS[id] ?? 'thin';

/** Curves of faults in each structure alone, as in Structures. */
export function EmbedStructures() {
  const series = useExplorer(selectSeries);
  return <SeriesFigure title={t`Error by faulty structure`} series={series} lookOf={lookOf} />;
}

/** Curves of the chosen type of the weights and of the common one, as in Types. */
export function EmbedTypes() {
  const series = useExplorer(selectSeries);
  return <SeriesFigure title={t`Error by type of the weights`} series={series} lookOf={lookOf} />;
}

/** Small curves of each layer or block alone, as in Layers. */
export function EmbedLayers() {
  const measured = useExplorer(selectSeries);
  const found = useExplorer((state) => state.tickSearches.found);
  const { loss: unit, rateAxis } = useExplorer((state) => state.view);
  const measure = useExplorer((state) => state.spec.measure);
  const series = useMemo(
    () => measured.map((item) => withFoundTicks(item, found, unit)),
    [measured, found, unit],
  );
  const stale = useStaleSeries(series);
  return (
    <section className="figure" aria-labelledby="layers-title">
      <h2 id="layers-title">
        {rateAxis === 'flips'
          ? withUnit(
              t`${shortErrorTitle(measure)} against flipped bits, faults in one layer at a time`,
              measure,
            )
          : withUnit(
              t`${shortErrorTitle(measure)} against bit error rate, faults in one layer at a time`,
              measure,
            )}
      </h2>
      <LayerCurves series={series} stale={stale} />
      <FigureCaption />
    </section>
  );
}
