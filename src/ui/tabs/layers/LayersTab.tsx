import { useMemo, useState } from 'react';
import { t } from '../../../core/language/t';
import { hasTicks } from '../../../core/samples/measure';
import { mayGuess } from '../../../experiment/curve/guessing';
import { layerGroups } from '../../../experiment/network/layerGroups';
import { siteTitle } from '../../../experiment/settings/siteTitle';
import { capitalized } from '../../../experiment/text/capitalized';
import { withUnit } from '../../../experiment/text/errorWords';
import { lossLabel } from '../../../experiment/text/lossWords';
import { shortErrorTitle, whyNoTicks } from '../../../experiment/text/measureWords';
import type { TickLoss } from '../../../experiment/ticks/tickLoss';
import { withFoundTicks } from '../../../store/selectors/foundTicks';
import { nearestLoss, readableLosses } from '../../../store/selectors/readableLosses';
import { selectIsMissing, selectModel } from '../../../store/selectors/selectors';
import { type MeasuredSeries, selectSeries } from '../../../store/selectors/seriesSelectors';
import { selectFaultySpec } from '../../../store/selectors/siteSelectors';
import { layRuler } from '../../../store/selectors/tickRuler';
import { FigureCaption } from '../../charts/frame/FigureCaption';
import { RateAxisSwitch } from '../../charts/frame/FigureHead';
import { GuessingNote } from '../../charts/frame/GuessingNote';
import { orderSeries, type SeriesOrder } from '../../charts/seriesOrder';
import { useStaleSeries } from '../../charts/useStaleSeries';
import { ScrolledTable } from '../../controls/ScrolledTable';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { useHotkeys } from '../../hooks/useHotkeys';
import { tickSentence } from '../../text/tickWords';
import { comparedRows, toggleRow } from './comparedRows';
import { FoundTicks } from './FoundTicks';
import { LayerCurves } from './LayerCurves';
import { LayerTable } from './LayerTable';
import { rulerWords } from './rulerWords';
import { TickLegend } from './TickLegend';
import { TickRows } from './TickRows';
import '../../styles/compare.css';

/**
 * Tab that compares layers or blocks, each with faults on its own: their ticks (Fig. 5), their
 * curves (Fig. 4), and the ratio of two of them.
 */
export function LayersTab() {
  const model = useExplorer(selectModel);
  const spec = useExplorer(selectFaultySpec);
  const { grouping, blocks, loss: unit, rateAxis } = useExplorer((state) => state.view);
  const { measure } = spec;
  const measured = useExplorer(selectSeries);
  const found = useExplorer((state) => state.tickSearches.found);
  const series = useMemo(
    () => measured.map((item) => withFoundTicks(item, found, unit)),
    [measured, found, unit],
  );
  const desk = useExplorer((state) => state.tickDesk);
  const isMissing = useExplorer(selectIsMissing);
  const edit = useExplorer((state) => state.setSettings);
  const setView = useExplorer((state) => state.setView);
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  const [order, setOrder] = useState<SeriesOrder>('network');
  const [wantedLoss, setLoss] = useState<TickLoss>(1);
  const [whiskers, setWhiskers] = useState(true);
  const [active, setActive] = useState<string | null>(null);
  /** Ids of the selected rows, the newest last; null until the reader selects a row. */
  const [selected, setSelected] = useState<readonly string[] | null>(null);

  const losses = readableLosses(series);
  const loss = nearestLoss(wantedLoss, losses);
  const stale = useStaleSeries(series);
  const pending = series.filter(({ tolerance }) => tolerance === null);
  const staleBars = {
    ...stale,
    series: stale.series.filter((old) => pending.some(({ id }) => id === old.id)),
  };
  // Rows that have no ticks yet keep the position given by their stale ticks.
  const placed = series.map((item) => staleBars.series.find(({ id }) => id === item.id) ?? item);
  const rows = orderSeries(placed, order, loss).map(({ id }) => series.find((item) => item.id === id)!);
  const compared = comparedRows(
    series.map(({ id }) => id),
    selected,
  );
  // The ruler takes measured series and replaces their ticks by found ones itself.
  const [a, b] = compared.ids.map((id) => measured.find((item) => item.id === id)!);
  const ruler = a === undefined || b === undefined ? null : layRuler([a, b], found, loss, unit, desk);
  const pointed = series.find(({ id }) => id === active);
  const hasBlocks = layerGroups(model, blocks).size < model.layers.length;
  const explore = (item: MeasuredSeries) => {
    edit({ layers: item.spec.layers });
    setView({ tab: 'explore' });
  };
  return (
    <div className="compare-tab">
      <section className="figure" aria-labelledby="tick-bars-title">
        <div className="compare-head">
          <div>
            <h2 id="tick-bars-title">
              {grouping === 'blocks' && hasBlocks
                ? t`${siteTitle(spec)} of one block at a time`
                : t`${siteTitle(spec)} of one layer at a time`}
            </h2>
            <p className="note">
              {t`The other layers keep full precision and never flip. Press a name to open it in Explore.`}
            </p>
          </div>
          <div className="figure-options">
            {hasBlocks && (
              <Segmented
                label={t`Rows`}
                value={grouping}
                options={[
                  ['blocks', t`Blocks`],
                  ['layers', t`Layers`],
                ]}
                onChange={(next) => setView({ grouping: next })}
              />
            )}
            <Segmented
              label={t`Loss in`}
              value={unit}
              options={[
                ['points', t`Points`],
                ['relative', t`% of fault-free error`],
              ]}
              onChange={(next) => setView({ loss: next })}
            />
            <Segmented
              label={t`Order`}
              value={order}
              options={[
                ['network', t`Network`],
                ['tolerance', t`Tolerance`],
                ['tail', t`Tail`],
              ]}
              onChange={setOrder}
            />
            <button
              type="button"
              className="button"
              aria-pressed={whiskers}
              onClick={() => setWhiskers(!whiskers)}
            >
              {t`Whiskers`}
            </button>
            <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
              {t`Table`}
            </button>
            <ExportButton />
          </div>
        </div>
        <GuessingNote series={series} />
        {isMissing && <p className="note">{t`Nothing runs until the missing files are opened.`}</p>}
        <TickRows
          series={rows}
          stale={staleBars}
          {...{ whiskers, active, ruler }}
          picked={compared.ids}
          onActive={setActive}
          onExplore={explore}
          onPick={(id) => setSelected(toggleRow(compared, id))}
        />
        <p className="tick-reading tabular">
          {pointed === undefined ? t`Point at a row for its numbers.` : tickSentence(pointed, unit)}
        </p>
        <div className="ratio-ruler">
          <Segmented
            label={t`Compare two rows at`}
            showLabel
            value={String(loss)}
            options={losses.map((tick) => [String(tick), lossLabel(tick, unit)] as const)}
            onChange={(next) => setLoss(Number(next) as TickLoss)}
          />
          <p className="ratio-text tabular" aria-live="polite">
            {ruler !== null
              ? rulerWords(ruler, unit)
              : compared.ids.length < 2
                ? t`Select two rows to compare their ticks.`
                : !hasTicks(measure)
                  ? `${capitalized(whyNoTicks())}.`
                  : series.some((row) => compared.ids.includes(row.id) && mayGuess(row))
                    ? t`These rows cannot be compared: without faults the network may not be better than guessing.`
                    : t`The selected rows are compared once both have run.`}
            {compared.isDefault && ` ${t`The first and the last row are selected until you select others.`}`}
          </p>
        </div>
        <TickLegend unit={unit} series={series} stale={staleBars} />
        <FigureCaption />
        {hasTicks(measure) && <FoundTicks series={rows} />}
        {table && (
          <ScrolledTable label={t`The tick bars as a table`}>
            <LayerTable series={rows} unit={unit} />
          </ScrolledTable>
        )}
      </section>
      <section className="figure" aria-labelledby="small-curves-title">
        <div className="panel-head">
          <h2 id="small-curves-title">
            {rateAxis === 'flips'
              ? withUnit(t`${shortErrorTitle(measure)} against flipped bits`, measure)
              : withUnit(t`${shortErrorTitle(measure)} against bit error rate`, measure)}
          </h2>
          <RateAxisSwitch />
          <ExportButton />
        </div>
        <p className="note">{t`mean ± 1 standard deviation of the trials, all on the same axes`}</p>
        <LayerCurves series={rows} stale={stale} onExplore={explore} />
      </section>
    </div>
  );
}
