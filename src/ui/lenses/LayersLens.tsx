import { useState } from 'react';
import { layerBlocks } from '../../core/model';
import { siteTitle } from '../../experiment/spec/siteTitle';
import type { TickLoss } from '../../experiment/tickFit';
import { nearestLoss, readableLosses } from '../../store/readableLosses';
import { selectIsMissing, selectModel } from '../../store/selectors';
import { type MeasuredSeries, selectSeries } from '../../store/seriesSelectors';
import { selectFaultySpec } from '../../store/siteSelectors';
import { layRuler } from '../../store/tickRuler';
import { FigureCaption } from '../charts/FigureCaption';
import { extremes, orderSeries, type SeriesOrder } from '../charts/seriesOrder';
import { lossLabel, tickSentence } from '../charts/tickWords';
import { useStaleSeries } from '../charts/useStaleSeries';
import { Segmented } from '../controls/Segmented';
import { useExplorer } from '../useExplorer';
import { FoundTicks } from './FoundTicks';
import { LayerCurves } from './LayerCurves';
import { LayerTable } from './LayerTable';
import { rulerWords } from './rulerWords';
import { TickLegend } from './TickLegend';
import { TickRows } from './TickRows';
import '../styles/compare.css';

/** Every layer, or block of layers, faulting alone: where each loses (Fig. 5), how (Fig. 4), and how far two are apart. */
export function LayersLens() {
  const model = useExplorer(selectModel);
  const spec = useExplorer(selectFaultySpec);
  const { grouping, loss: unit } = useExplorer((state) => state.view);
  const series = useExplorer(selectSeries);
  const found = useExplorer((state) => state.tickSearches.found);
  const isMissing = useExplorer(selectIsMissing);
  const edit = useExplorer((state) => state.edit);
  const look = useExplorer((state) => state.look);
  const [table, setTable] = useState(false);
  const [order, setOrder] = useState<SeriesOrder>('network');
  const [wantedLoss, setLoss] = useState<TickLoss>(1);
  const [whiskers, setWhiskers] = useState(true);
  const [active, setActive] = useState<string | null>(null);
  /** Ids, the newest last; until the reader picks, the ruler lies between the extremes. */
  const [picks, setPicks] = useState<readonly string[] | null>(null);

  const losses = readableLosses(series);
  const loss = nearestLoss(wantedLoss, losses);
  const stale = useStaleSeries(series);
  const pending = series.filter(({ tolerance }) => tolerance === null);
  const staleBars = {
    ...stale,
    series: stale.series.filter((old) => pending.some(({ id }) => id === old.id)),
  };
  // Rows without ticks yet keep the place that those before give them.
  const placed = series.map((item) => staleBars.series.find(({ id }) => id === item.id) ?? item);
  const rows = orderSeries(placed, order, loss).map(({ id }) => series.find((item) => item.id === id)!);
  const ends = endsOf(series, picks, loss);
  const ruler = ends && layRuler(ends, found, loss, unit);
  const pointed = series.find(({ id }) => id === active);
  const hasBlocks = layerBlocks(model).size < model.layers.length;
  const explore = (item: MeasuredSeries) => {
    edit({ layers: item.spec.layers });
    look({ lens: 'explore' });
  };
  const pick = (id: string) => {
    const now = picks ?? ends?.map((item) => item.id) ?? [];
    setPicks(now.includes(id) ? now.filter((other) => other !== id) : [...now, id].slice(-2));
  };
  const one = grouping === 'blocks' && hasBlocks ? 'block' : 'layer';
  return (
    <div className="compare-lens">
      <section className="figure" aria-labelledby="tick-bars-title">
        <div className="compare-head">
          <div>
            <h2 id="tick-bars-title">
              {siteTitle(spec)} of one {one} at a time
            </h2>
            <p className="note">The other layers stay in float. Press a name to explore it alone.</p>
          </div>
          <div className="figure-options">
            {hasBlocks && (
              <Segmented
                label="Rows"
                value={grouping}
                options={[
                  ['blocks', 'Blocks'],
                  ['layers', 'Layers'],
                ]}
                onChange={(next) => look({ grouping: next })}
              />
            )}
            <Segmented
              label="Loss in"
              value={unit}
              options={[
                ['points', 'Points'],
                ['relative', '% of baseline'],
              ]}
              onChange={(next) => look({ loss: next })}
            />
            <Segmented
              label="Order"
              value={order}
              options={[
                ['network', 'Network'],
                ['tolerance', 'Tolerance'],
                ['tail', 'Tail'],
              ]}
              onChange={setOrder}
            />
            <button
              type="button"
              className="button"
              aria-pressed={whiskers}
              onClick={() => setWhiskers(!whiskers)}
            >
              Whiskers
            </button>
            <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
              Table
            </button>
          </div>
        </div>
        {isMissing && <p className="note">Nothing runs until its files are here.</p>}
        <TickRows
          series={rows}
          stale={staleBars}
          {...{ whiskers, active, ruler }}
          picked={ends}
          onActive={setActive}
          onExplore={explore}
          onPick={pick}
        />
        <p className="tick-reading tabular">
          {pointed === undefined ? 'Point at a row for its numbers.' : tickSentence(pointed, unit)}
        </p>
        <div className="ratio-ruler">
          <Segmented
            label="Compare two rows at"
            showLabel
            value={String(loss)}
            options={losses.map((tick) => [String(tick), lossLabel(tick, unit)] as const)}
            onChange={(next) => setLoss(Number(next) as TickLoss)}
          />
          <p className="ratio-text tabular" aria-live="polite">
            {ruler === null
              ? 'Tick two rows that have run: the ruler tells how far they are apart.'
              : rulerWords(ruler, unit)}
          </p>
        </div>
        <TickLegend unit={unit} series={series} stale={staleBars} />
        <FigureCaption />
        <FoundTicks series={rows} />
        {table && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
          <section className="tables" tabIndex={0} aria-label="The tick bars as a table">
            <LayerTable series={rows} />
          </section>
        )}
      </section>
      <section className="figure" aria-labelledby="small-curves-title">
        <div className="panel-head">
          <h2 id="small-curves-title">Error against bit error rate, %</h2>
          <span className="muted">mean and ± 1 σ, all on the same axes</span>
        </div>
        <LayerCurves series={rows} stale={stale} onExplore={explore} />
      </section>
    </div>
  );
}

/** The two series that the reader picked, or the extremes before any pick; null while there are not two with ticks. */
function endsOf(
  series: readonly MeasuredSeries[],
  picks: readonly string[] | null,
  loss: TickLoss,
): readonly [MeasuredSeries, MeasuredSeries] | null {
  if (picks === null) return extremes(series, loss);
  const [a, b] = picks.map((id) => series.find((item) => item.id === id));
  return a === undefined || b === undefined ? null : [a, b];
}
