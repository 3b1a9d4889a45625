import { useEffect, useState } from 'react';
import { CATALOG } from '../../core/catalog';
import { verdictCounts } from '../../experiment/paper/claimsMarkdown';
import { PAPER_FIGURES, PAPER_MODELS, type PaperFigure } from '../../experiment/paper/figures';
import { STORED_OUTCOMES, STORED_PAPER, STORED_PAPER_RUNS } from '../../experiment/paper/storedPaper';
import type { ExperimentSpec } from '../../experiment/spec/experimentSpec';
import { Segmented } from '../controls/Segmented';
import { ClaimsTable } from '../paper/ClaimsTable';
import { PaperCurves } from '../paper/PaperCurves';
import { PaperTicks } from '../paper/PaperTicks';
import { paperPlots } from '../paper/paperSeries';
import { addStoredPaper } from '../paper/useStoredPaper';
import { useExplorerStore } from '../useExplorer';
import '../styles/lenses.css';
import '../styles/comparisons.css';
import '../styles/compare.css';
import '../styles/paper.css';

/** What each figure shows, in the paper's order; ours beside the paper's words, never its curves. */
const TITLES: Record<PaperFigure, string> = {
  2: 'Figure 2: the chip’s network, both encodings',
  3: 'Figure 3: all weights, the model’s own type and Q3.13',
  4: 'Figure 4: LeNetFC layer by layer, mean and one σ',
  5: 'Figure 5: layers and blocks, the rate where 0, 1, 5 and 10 points are lost',
  6: 'Figure 6: weights, activations and hidden state',
};
const MODELS = [...CATALOG.keys()].filter((model) => PAPER_MODELS.includes(model));

/** The paper, reproduced: every claim with a verdict, and every figure from stored runs. */
export function PaperLens() {
  const store = useExplorerStore();
  const [sampling, setSampling] = useState<ExperimentSpec['sampling']>('count');
  // The lenses that compare show these runs too, until live trials outnumber theirs.
  useEffect(() => addStoredPaper(store, STORED_PAPER_RUNS), [store]);
  return (
    <div className="comparison paper-lens">
      <section className="panel" aria-labelledby="claims-title">
        <div className="panel-head">
          <h2 id="claims-title">The paper’s claims and ours</h2>
          <span className="muted">{verdictCounts(STORED_OUTCOMES)}</span>
        </div>
        <ClaimsTable outcomes={STORED_OUTCOMES} />
        <p className="note">
          Ours are stored runs of this project’s networks on generated data, n fault patterns at each rate,
          drawn independently. A claim tested on fewer patterns than the paper’s is at most “direction only”.
          0 % points are read at 0.1 points, with 95 % intervals over fault patterns.
        </p>
      </section>
      <div className="paper-rule">
        <Segmented
          label="Sampling rule of Figures 3 to 5"
          value={sampling}
          options={[
            ['count', 'Count'],
            ['bernoulli', 'Bernoulli'],
          ]}
          onChange={setSampling}
        />
      </div>
      {PAPER_FIGURES.map((figure) => (
        <Figure key={figure} figure={figure} sampling={sampling} />
      ))}
    </div>
  );
}

interface FigureProps {
  readonly figure: PaperFigure;
  readonly sampling: ExperimentSpec['sampling'];
}

function Figure({ figure, sampling }: FigureProps) {
  const plots = paperPlots(STORED_PAPER, figure, sampling, MODELS);
  return (
    <section className="panel" aria-label={TITLES[figure]}>
      <h2>{TITLES[figure]}</h2>
      {plots.length === 0 && (
        <p className="empty">Not run yet: npm run paper -- --fig {figure} measures it.</p>
      )}
      <div className="paper-plots">
        {plots.flatMap((plot) => {
          if (figure === '5') return [<PaperTicks key={plot.model} plot={plot} />];
          if (figure === '4')
            return plot.series.map((one) => (
              <PaperCurves key={one.id} title={`${plot.title} ${one.label}`} series={[one]} band />
            ));
          return [<PaperCurves key={plot.model} title={plot.title} series={plot.series} band={false} />];
        })}
      </div>
    </section>
  );
}
