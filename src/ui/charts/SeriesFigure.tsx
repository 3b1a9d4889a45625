import { type ReactNode, useMemo, useState } from 'react';
import { t } from '../../core/language/t';
import { chanceOf } from '../../experiment/curve/curve';
import { hasUnsignedWords } from '../../experiment/settings/experimentSpec';
import { LOSS_UNITS } from '../../experiment/text/lossWords';
import { errorTitle } from '../../experiment/text/measureWords';
import { selectIsLoading, selectNoun } from '../../store/selectors/selectors';
import type { MeasuredSeries } from '../../store/selectors/seriesSelectors';
import type { Pin } from '../../store/shelf/pin';
import { ScrolledTable } from '../controls/ScrolledTable';
import { useExplorer } from '../hooks/useExplorer';
import { useHotkeys } from '../hooks/useHotkeys';
import { drawWords } from '../text/drawWords';
import { placeText } from '../text/placeText';
import { CurveTable } from './CurveTable';
import type { ChartFrame } from './frame/chartFrame';
import { unsignedNote } from './frame/FigureCaption';
import { FigureHead } from './frame/FigureHead';
import { GuessingNote } from './frame/GuessingNote';
import { placedDomain, rateFactor } from './frame/rateAxis';
import { selectErrorAxis } from './frame/selectErrorAxis';
import { CountLimitEntry } from './legend/CountLimitEntry';
import { SeriesLegend, sourceText } from './legend/SeriesLegend';
import { StaleEntry } from './legend/StaleEntry';
import { countLimitSentence } from './marks/countLimits';
import { drawnSeries, type SeriesLook } from './marks/drawnSeries';
import { PinnedTables } from './PinnedTables';
import { SeriesChart } from './SeriesChart';
import { useStaleSeries } from './useStaleSeries';

interface SeriesFigureProps {
  readonly title: string;
  readonly series: readonly MeasuredSeries[];
  readonly lookOf: (id: string) => SeriesLook;
  readonly overlay?: (frame: ChartFrame) => ReactNode;
  /** Takes pointer and keys of the chart in place of the cursor. */
  readonly layer?: ((frame: ChartFrame) => ReactNode) | undefined;
  /** True if error axis and table cannot be switched. */
  readonly fixed?: boolean;
  /** True while pinned runs would give the answer to a question away. */
  readonly withoutPins?: boolean;
  /** Further legend entries, after the series. */
  readonly more?: ReactNode;
}

const NO_PINS: readonly Pin[] = [];

/**
 * Draws the figure of a tab that compares experiments: chart, legend with values at the cursor, and
 * table.
 */
export function SeriesFigure(props: SeriesFigureProps) {
  const { title, series, lookOf, overlay, layer, more, fixed = false, withoutPins = false } = props;
  const spec = useExplorer((state) => state.spec);
  const { cursorBer: ber, rateAxis, band, loss } = useExplorer((state) => state.view);
  const errorScale = useExplorer(selectErrorAxis);
  const isLoading = useExplorer(selectIsLoading);
  const chance = chanceOf(spec);
  const [hovered, setHovered] = useState<string | null>(null);
  const [held, setHeld] = useState<string | null>(null);
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown && !fixed) });
  const screen = useMemo(() => ({ spec, view: { rateAxis } }), [spec, rateAxis]);
  const allPins = useExplorer((state) => state.pins);
  const pins = withoutPins ? NO_PINS : allPins;
  const domain = useMemo(
    () => placedDomain(screen, [...series.map((one) => one.spec), ...pins.map(({ run }) => run.spec)]),
    [screen, series, pins],
  );
  const drawn = useMemo(
    () => series.map((one) => drawnSeries(one, lookOf(one.id), domain, rateFactor(screen, one.spec))),
    [series, lookOf, domain, screen],
  );
  const stale = useStaleSeries(series);
  const drawnStale = useMemo(
    () => stale.series.map((one) => drawnSeries(one, 'thin', domain, rateFactor(screen, one.spec))),
    [stale, domain, screen],
  );
  const hot = [hovered, held].find((id) => drawn.some((one) => one.id === id)) ?? null;
  const isEmpty = drawn.every(({ curve }) => curve.length === 0);
  const labels = drawn.map(({ label }) => label).join(', ');
  const chart = (
    <SeriesChart
      series={drawn}
      stale={drawnStale}
      domain={domain}
      flipsOf={rateAxis === 'flips' ? spec : null}
      errorScale={errorScale}
      band={band}
      numSamples={spec.numSamples}
      chance={chance}
      measure={spec.measure}
      ber={ber}
      hot={hot}
      onHot={setHovered}
      held={held}
      onHold={setHeld}
      label={
        rateAxis === 'flips'
          ? t`${errorTitle(spec.measure)} against flipped bits: ${labels}. The table shows the same numbers.`
          : t`${errorTitle(spec.measure)} against bit error rate: ${labels}. The table shows the same numbers.`
      }
      layer={layer}
      withoutPins={withoutPins}
      {...(overlay === undefined ? {} : { overlay })}
    />
  );
  const legend = (
    <SeriesLegend series={drawn} ber={ber} hot={hot} onHot={setHovered} held={held} onHold={setHeld} />
  );
  return (
    <section className="figure" aria-label={title}>
      {fixed ? (
        <h2>{title}</h2>
      ) : (
        <FigureHead
          title={title}
          figure={
            <>
              {chart}
              {legend}
            </>
          }
          table={table}
          onTableChange={setTable}
        >
          <h2>{title}</h2>
        </FigureHead>
      )}
      {chart}
      <GuessingNote series={series} />
      <p className="note tabular">
        {isEmpty
          ? isLoading
            ? t`Loading saved results.`
            : t`No trial has finished yet. Curves appear as trials finish.`
          : t`Mean error at ${placeText(ber, rateAxis, spec)}. Dashed lines: no accuracy lost up to here (less than 0.1 points). Ticks above the plot: 1, 5 and 10 ${LOSS_UNITS[loss]} lost.`}
      </p>
      {legend}
      <ul className="legend series-more">
        <StaleEntry stale={stale} />
        <CountLimitEntry plots={[drawn.map(({ limits }) => limits)]} />
      </ul>
      {more}
      {withoutPins && allPins.length > 0 && (
        <p className="note">{t`Pinned runs are left out until you have answered.`}</p>
      )}
      <SeriesCaption series={series} />
      {table && (
        <ScrolledTable label={t`The chart as a table`}>
          {drawn.map((one, index) => (
            <CurveTable
              key={one.id}
              caption={`${one.label}: ${sourceText(one)}`}
              curve={one.curve}
              measure={series[index]!.spec.measure}
              note={countLimitSentence(series[index]!.spec)}
            />
          ))}
          {!withoutPins && <PinnedTables />}
        </ScrolledTable>
      )}
    </section>
  );
}

/** States how the numbers of the figure were measured. */
function SeriesCaption({ series }: { readonly series: readonly MeasuredSeries[] }) {
  const noun = useExplorer(selectNoun);
  const setSize = useExplorer((state) => state.data?.numSamples ?? null);
  const spec = useExplorer((state) => state.spec);
  const all = series.length > 0 ? series.flatMap((one) => one.spec.structures) : spec.structures;
  const words = series.some((one) => hasUnsignedWords(one.spec)) ? `; ${unsignedNote()}` : '';
  return <p className="figure-caption tabular">{`${drawWords(spec, all, noun, setSize)}${words}`}</p>;
}
