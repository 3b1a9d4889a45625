import { rollup } from 'd3';
import { useEffect, useState } from 'react';
import { t } from '../../../core/language/t';
import { CATALOG } from '../../../core/network/catalog';
import { VERDICTS, verdictText } from '../../../experiment/paper/claims/claim';
import { CLAIMS } from '../../../experiment/paper/claims/claims';
import { PAPER_FIGURES, PAPER_MODELS, type PaperFigure } from '../../../experiment/paper/figures';
import { STORED_PAPER, STORED_PAPER_RUNS, storedOutcomes } from '../../../experiment/paper/storedPaper';
import type { ExperimentSpec } from '../../../experiment/settings/experimentSpec';
import { capitalized } from '../../../experiment/text/capitalized';
import { CurveTable } from '../../charts/CurveTable';
import { AsTable } from '../../charts/frame/AsTable';
import { CountLimitEntry } from '../../charts/legend/CountLimitEntry';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer, useExplorerStore } from '../../hooks/useExplorer';
import { LayerTable } from '../layers/LayerTable';
import { ClaimsList } from './ClaimsList';
import { OpenLive } from './OpenLive';
import { evidenceOf, plotLimits } from './PaperCurves';
import { ReadCurves, ReadTicks } from './PlotCursors';
import { paperLink } from './paperLink';
import { type PaperPlotData, paperPlots, plotsRule } from './paperSeries';
import { addStoredPaper } from './useStoredPaper';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import '../../styles/compare.css';
import '../../styles/paper.css';

/** Returns the title of a figure of the paper. */
function titleOf(figure: PaperFigure): string {
  return {
    2: t`Figure 2: the chip’s network, both sign encodings`,
    3: t`Figure 3: all weights, the model’s own type and Q3.13`,
    4: t`Figure 4: LeNetFC layer by layer, mean ± 1 σ`,
    5: t`Figure 5: layers and blocks, rates at which 0, 1, 5 and 10 points are lost`,
    6: t`Figure 6: weights, activations and hidden state`,
  }[figure];
}
const MODELS = [...CATALOG.keys()].filter((model) => PAPER_MODELS.includes(model));

/**
 * Tab of the reproduction: the paper's figures from recorded runs, its claims with verdicts, and
 * how these were measured.
 */
export function PaperTab() {
  const store = useExplorerStore();
  const [sampling, setSampling] = useState<ExperimentSpec['sampling']>('count');
  // The comparison tabs also show these runs, until there are more live trials.
  useEffect(() => addStoredPaper(store, STORED_PAPER_RUNS), [store]);
  return (
    <div className="comparison paper-tab">
      <p className="finding comparison-headline">{countsText()}.</p>
      <div className="paper-rule">
        <Segmented
          label={t`How many bits flip in Figures 3 to 5`}
          showLabel
          value={sampling}
          options={[
            ['count', t`Fixed count`],
            ['bernoulli', t`Each by chance`],
          ]}
          onChange={setSampling}
        />
      </div>
      {PAPER_FIGURES.map((figure) => (
        <Figure key={figure} figure={figure} sampling={sampling} />
      ))}
      <section className="panel" aria-labelledby="claims-title">
        <div className="panel-head">
          <h2 id="claims-title">{t`The paper’s claims and ours`}</h2>
          <ExportButton />
        </div>
        <ClaimsList outcomes={storedOutcomes()} />
      </section>
      <Method />
    </div>
  );
}

interface FigureProps {
  readonly figure: PaperFigure;
  readonly sampling: ExperimentSpec['sampling'];
}

function Figure({ figure, sampling }: FigureProps) {
  const plots = paperPlots(STORED_PAPER, figure, sampling, MODELS).flatMap((plot) =>
    figure === '4' ? splitSeries(plot) : [plot],
  );
  return (
    <section className="panel" aria-label={titleOf(figure)}>
      <div className="panel-head">
        <h2>{titleOf(figure)}</h2>
        <ExportButton />
      </div>
      {plots.length === 0 && (
        <p className="empty">{t`Not measured yet. Run npm run paper -- --fig ${figure} to measure it.`}</p>
      )}
      <div className="paper-plots">
        {plots.map((plot) => (
          <div key={plot.title} className="paper-plot">
            {figure === '5' ? (
              <ReadTicks plot={plot} />
            ) : (
              <ReadCurves title={plot.title} series={plot.series} band={figure === '4'} />
            )}
            <OpenLive
              link={paperLink(figure, plot.series[0]!.spec)}
              what={t`figure ${figure}, ${plot.title}`}
            />
          </div>
        ))}
      </div>
      <ul className="legend series-more">
        <CountLimitEntry plots={plots.map(({ series }) => plotLimits(series))} feet={figure !== '5'} />
      </ul>
      {plots.length > 0 && <p className="note">{capitalized(plotsRule(plots))}.</p>}
      {plots.length > 0 && (
        <AsTable label={t`Figure ${figure} as a table`}>
          {() => (figure === '5' ? plots.map(ticksTable) : plots.flatMap(curveTables))}
        </AsTable>
      )}
    </section>
  );
}

/** Returns the table of the ticks of one plot. */
function ticksTable({ title, series }: PaperPlotData) {
  return <LayerTable key={title} series={series} unit="points" title={title} />;
}

/** Returns one table for each curve of a plot. */
function curveTables({ title, series }: PaperPlotData) {
  return series.map((one) => (
    <CurveTable
      key={`${title} ${one.id}`}
      caption={`${title.endsWith(one.label) ? title : `${title} ${one.label}`}, ${evidenceOf([one])}`}
      curve={one.curve}
      measure={one.spec.measure}
    />
  ));
}

/** Splits plots into one per series, because bands would cover each other. */
function splitSeries({ model, title, series }: PaperPlotData): readonly PaperPlotData[] {
  return series.map((one) => ({ model, title: `${title} ${one.label}`, series: [one] }));
}

function Method() {
  const noSampleCost = useExplorer(({ sampleCosts }) => Object.keys(sampleCosts).length === 0);
  return (
    <section className="panel" aria-labelledby="method-title">
      <h2 id="method-title">{t`How this was measured`}</h2>
      <div className="stack note paper-method">
        <p>
          {t`Our results are recorded runs of this project’s networks on generated data, with n trials at each
            rate. Each figure and claim states how its flips were drawn. The 0 % point is read at a loss of 0.1
            points. Intervals are 95 % intervals over trials.`}
        </p>
        <p>
          {t`Reproduced: the claim holds here, its numbers agree within a factor of three, and we ran at least as
            many trials as the paper. Direction only: the result points the same way, but with fewer trials,
            another network or a different number. A verdict needs at least 10 trials. The verdict “not
            reproduced” needs 30.`}
        </p>
        <p>
          {noSampleCost
            ? t`Open live shows the stored results at once and runs all trials again on this device. The time beside
                it is the number of trials left, multiplied by the time per trial on the project’s own machine. When a
                model has run here, its time on this device is used.`
            : t`Open live shows the stored results at once and runs all trials again on this device. The time beside
                it is the number of trials left, multiplied by the time per trial of that model here. For models that
                have not run in this visit, the time on the project’s own machine is used.`}
        </p>
      </div>
    </section>
  );
}

/** Counts the verdicts: `20 claims: 5 reproduced, 3 direction only`. */
function countsText(): string {
  const outcomes = storedOutcomes();
  const words = CLAIMS.map(({ id }) => outcomes[id] ?? { verdict: null, ours: '' });
  const order = [...VERDICTS, null];
  const sorted = words.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const counts = Array.from(
    rollup(sorted, (all) => all.length, verdictText),
    ([name, count]) => `${count} ${name}`,
  );
  return t`${CLAIMS.length} claims: ${counts.join(', ')}`;
}
