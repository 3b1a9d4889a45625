import { t } from '../../../core/language/t';
import { isDynamic } from '../../../core/site/siteTensors';
import { LIFETIMES } from '../../../experiment/settings/experimentSpec';
import { describeMissingBitPositions } from '../../../experiment/settings/missingBitPositions';
import { chosenBits, structuresTitle } from '../../../experiment/settings/siteTitle';
import { selectModel } from '../../../store/selectors/selectors';
import { seriesRatio } from '../../../store/selectors/seriesRatio';
import { type MeasuredSeries, selectSeries } from '../../../store/selectors/seriesSelectors';
import { selectFaultySpec } from '../../../store/selectors/siteSelectors';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { SeriesFigure } from '../../charts/SeriesFigure';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { everySample } from '../../text/everySample';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import { FaultFreeNote } from '../FaultFreeNote';
import { fivePointSentence } from '../layers/fivePointSentence';
import { RatioRule } from '../layers/RatioRule';
import { RatioTable } from '../layers/RatioTable';
import { whyNoRatio } from '../layers/whyNoRatio';
import { ReuseSchematic } from './ReuseSchematic';

const LOOKS: Readonly<Record<string, SeriesLook>> = { weights: 'a', activations: 'b', hiddenState: 'c' };
const lookOf = (id: string): SeriesLook => LOOKS[id] ?? 'thin';

/**
 * Tab that compares faults in weights, activations and hidden state, each alone at equal rates
 * (Ares, Sec. 4.4 and Fig. 6).
 */
export function StructuresTab() {
  const series = useExplorer(selectSeries);
  const spec = useExplorer(selectFaultySpec);
  const bits = chosenBits(spec);
  const weights = series.find(({ id }) => id === 'weights');
  const others = series.filter(({ spec }) => spec.structures.every(isDynamic));
  return (
    <div className="comparison">
      <Headline weights={weights} activations={others[0]} />
      <SeriesFigure
        title={bits === null ? t`Error by faulty structure` : t`Error by faulty structure, only ${bits}`}
        series={series}
        lookOf={lookOf}
      />
      <div className="comparison-pair">
        <section className="panel" aria-labelledby="ratio-title">
          <div className="panel-head">
            <h2 id="ratio-title">{t`How high may the rate go, compared with weights?`}</h2>
            <ExportButton />
          </div>
          {weights !== undefined && others.map((one) => <Ratio key={one.id} a={one} b={weights} />)}
          <FaultFreeNote series={series} />
          <div className="stack note">
            <p>
              {bits === null
                ? t`One structure has faults at a time, in all layers and all bits. The rest stays in float without faults, as in the paper.`
                : t`One structure has faults at a time, in all layers and only ${bits}. The rest stays in float without faults, as in the paper.`}
              {series.some(({ spec: { structures } }) => structures.length > 1) &&
                ` ${t`The thin line shows faults in weights and activations together.`}`}
            </p>
            <p>
              {t`Equal rates are not equal numbers of wrong bits. A network stores different numbers of weights
              and activations, in words of different width.`}
            </p>
          </div>
        </section>
        <section className="panel" aria-labelledby="reuse-title">
          <div className="panel-head">
            <h2 id="reuse-title">{t`Where faults occur, and how often each stored value is used`}</h2>
            <ExportButton />
          </div>
          <ReuseSchematic />
          <Lifetimes />
        </section>
      </div>
    </div>
  );
}

interface HeadlineProps {
  readonly weights: MeasuredSeries | undefined;
  readonly activations: MeasuredSeries | undefined;
}

function Headline({ weights, activations }: HeadlineProps) {
  const unit = useExplorer((state) => state.view.loss);
  const desk = useExplorer((state) => state.tickDesk);
  const spec = useExplorer(selectFaultySpec);
  const bits = chosenBits(spec);
  const words = spec.structures.map((structure) => ({
    title: structuresTitle([structure]),
    format: isDynamic(structure) ? spec.activationFormat : spec.format,
  }));
  const sentences = [
    ...(bits === null ? [] : [t`Only ${bits} may flip.`]),
    ...describeMissingBitPositions(spec.bitPositions, words),
  ];
  if (weights === undefined || activations === undefined)
    return <p className="finding comparison-headline">{sentences.join(' ')}</p>;
  const ratio = seriesRatio(activations, weights, unit, desk);
  const compared =
    ratio === null ? whyNoRatio(activations, weights) : fivePointSentence(activations, weights, ratio);
  return (
    <p className="finding comparison-headline">
      {[...sentences, compared].join(' ')}
      {ratio !== null && <RatioRule a={activations} b={weights} />}
    </p>
  );
}

function Ratio({ a, b }: { readonly a: MeasuredSeries; readonly b: MeasuredSeries }) {
  const unit = useExplorer((state) => state.view.loss);
  const desk = useExplorer((state) => state.tickDesk);
  const ratio = seriesRatio(a, b, unit, desk);
  return ratio === null ? (
    <p className="note">{whyNoRatio(a, b)}</p>
  ) : (
    <RatioTable a={a} b={b} ratio={ratio} />
  );
}

/**
 * Panel that explains the lifetime of faults in activations and hidden state. The settings have the
 * choice.
 */
function Lifetimes() {
  const hasHidden = useExplorer(selectModel).buffers.some(({ structure }) => structure === 'hiddenState');
  const { dataKind } = useExplorer(selectModel);
  const every = everySample(dataKind);
  const chosen = useExplorer((state) => state.spec.lifetime);
  const sentences = hasHidden
    ? {
        permanent: t`Permanent faults are weak cells: the same bits of a buffer flip for ${every} and every time step.`,
        transient: t`Transient faults are temporary upsets: other bits flip for ${every} and every time step, at the same rate.`,
      }
    : {
        permanent: t`Permanent faults are weak cells: the same bits of a buffer flip for ${every}.`,
        transient: t`Transient faults are temporary upsets: other bits flip for ${every}, at the same rate.`,
      };
  return (
    <div className="note">
      {LIFETIMES.map((lifetime) => (
        <p key={lifetime}>
          {sentences[lifetime]}
          {lifetime === chosen && ` ${t`This experiment uses them.`}`}
        </p>
      ))}
      <p>{t`Faults in weights are permanent in both cases.`}</p>
    </div>
  );
}
