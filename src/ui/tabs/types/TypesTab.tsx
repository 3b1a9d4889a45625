import { useCallback, useMemo } from 'react';
import { t } from '../../../core/language/t';
import { expectedFlipsOf, lossOrigin, numTrialBits } from '../../../experiment/curve/curve';
import { mayGuess } from '../../../experiment/curve/guessing';
import { describeMissingBitPositions } from '../../../experiment/settings/missingBitPositions';
import { chosenBits } from '../../../experiment/settings/siteTitle';
import { COMMON_FORMAT } from '../../../experiment/sweep/series';
import { times } from '../../../experiment/text/numberWords';
import { seriesRatio } from '../../../store/selectors/seriesRatio';
import { type MeasuredSeries, selectSeries } from '../../../store/selectors/seriesSelectors';
import type { ChartFrame } from '../../charts/frame/chartFrame';
import type { SeriesLook } from '../../charts/marks/drawnSeries';
import { TheoryLine } from '../../charts/marks/TheoryLine';
import { SeriesFigure } from '../../charts/SeriesFigure';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { flipCount, scientific } from '../../text/format';
import { rich } from '../../text/rich';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import { FaultFreeNote } from '../FaultFreeNote';
import { fivePointSentence } from '../layers/fivePointSentence';
import { RatioRule } from '../layers/RatioRule';
import { RatioTable } from '../layers/RatioTable';
import { whyNoRatio } from '../layers/whyNoRatio';
import { ManyTypes } from './ManyTypes';
import { theoryOf, whyNoTheory } from './theoryOf';

const lookOf = (id: string): SeriesLook => (id === 'own' ? 'a' : 'b');

/**
 * Tab that compares the chosen format of the weights with the common Q3.13 (Ares, Sec. 4.2 and Fig.
 * 3).
 */
export function TypesTab() {
  const series = useExplorer(selectSeries);
  const histograms = useExplorer((state) => state.weightHistograms);
  const unit = useExplorer((state) => state.view.loss);
  const desk = useExplorer((state) => state.tickDesk);
  const own = series.find(({ id }) => id === 'own');
  const common = series.find(({ id }) => id === 'common');
  const guesses = series.some(mayGuess);
  const theory =
    own === undefined || common === undefined || guesses ? null : theoryOf(own.spec, common.spec, histograms);
  const curve = common?.curve;
  const origin = useMemo(() => common && lossOrigin(common.spec, common.baseline), [common]);
  const overlay = useCallback(
    (frame: ChartFrame) =>
      theory === null || curve === undefined || !origin ? null : (
        <TheoryLine {...{ frame, curve, origin }} ratio={theory} label={t`theory: ${times(theory)}`} />
      ),
    [theory, curve, origin],
  );
  if (own === undefined) return null;
  const ratio = common === undefined ? null : seriesRatio(own, common, unit, desk);
  const bits = chosenBits(own.spec);
  return (
    <div className="comparison">
      <p className="finding comparison-headline">
        {common === undefined
          ? nothingToCompare(own)
          : [
              ...(bits === null ? [] : [t`Only ${bits} may flip.`]),
              ...missingInCommon(own),
              ratio === null ? whyNoRatio(own, common) : fivePointSentence(own, common, ratio),
              ...(ratio === null || theory === null ? [] : [t`Theory: ${times(theory)}.`]),
            ].join(' ')}
        {common !== undefined && ratio !== null && <RatioRule a={own} b={common} />}
      </p>
      <SeriesFigure
        title={
          bits === null ? t`Error by type of the weights` : t`Error by type of the weights, only ${bits}`
        }
        {...{ series, lookOf, overlay }}
      />
      <ManyTypes />
      <div className="comparison-pair">
        <section className="panel" aria-labelledby="ratio-title">
          <div className="panel-head">
            <h2 id="ratio-title">{t`How high may the bit error rate go?`}</h2>
            <ExportButton />
          </div>
          {common === undefined ? (
            <p className="note">{t`A ratio needs two types.`}</p>
          ) : ratio === null ? (
            <p className="note">{whyNoRatio(own, common)}</p>
          ) : (
            <RatioTable a={own} b={common} ratio={ratio} />
          )}
          <FaultFreeNote series={series} />
        </section>
        <section className="panel" aria-labelledby="theory-title">
          <h2 id="theory-title">{t`What theory says`}</h2>
          <div className="stack note">
            <p>
              {rich`Q2.6 has 2 integer bits, including the sign, and 6 fraction bits. A flipped bit changes a
              two’s-complement word by the value of that bit. At bit error rate p, the mean square change of a
              word with m integer bits and n fraction bits is p (4${<sup>m</sup>} − 4${<sup>−n</sup>})/3. So with
              one integer bit less, a network takes four times the rate for equal damage per word, for any
              number of fraction bits. In a sign-magnitude word, a flipped sign changes the word by twice its
              value.`}{' '}
              {theory !== null
                ? t`The dotted line is the curve of Q3.13, shifted by this factor.`
                : guesses
                  ? t`No line is drawn: without faults the network may not be better than guessing.`
                  : (whyNoTheory(own.spec) ??
                    (common !== undefined &&
                      t`For sign-magnitude words the line needs the weights, which are not loaded yet.`))}
            </p>
            <p>
              {theory === null
                ? t`Equal damage per word need not lose equal accuracy. The paper reports 10× for LeNetFC at its 0 % points.`
                : t`Equal damage per word need not lose equal accuracy: the line is only for comparison. The paper reports 10× for LeNetFC at its 0 % points.`}
            </p>
            {common !== undefined && <EqualRates own={own} common={common} />}
          </div>
        </section>
      </div>
    </div>
  );
}

/** Names the chosen bit positions that the common format lacks, in sentences. */
function missingInCommon({ spec }: Pick<MeasuredSeries, 'spec'>): readonly string[] {
  return describeMissingBitPositions(spec.bitPositions, [{ title: 'weights', format: COMMON_FORMAT }]);
}

function nothingToCompare({ spec }: MeasuredSeries): string {
  const [missing] = missingInCommon({ spec });
  if (missing !== undefined && spec.structures.includes('weights')) return missing;
  return spec.structures.includes('weights')
    ? t`The weights are already Q3.13. Choose another type to compare it with Q3.13.`
    : t`This tab compares types of weights, but weights have no faults in this experiment. Select weights under Faulty structures.`;
}

/**
 * Note of the bits that equal rates flip: more in wider words, unless the same bit positions are
 * chosen.
 */
function EqualRates({ own, common }: { readonly own: MeasuredSeries; readonly common: MeasuredSeries }) {
  const ber = useExplorer((state) => state.view.cursorBer);
  const flips = ({ spec }: MeasuredSeries) => flipCount(expectedFlipsOf(spec, ber));
  const isEqual = numTrialBits(own.spec) === numTrialBits(common.spec);
  if (isEqual)
    return (
      <p className="tabular">
        {ber === 0
          ? t`Equal rates flip equally many bits here, because both types have equally many bits that may flip.`
          : t`Equal rates flip equally many bits here, because both types have equally many bits that may flip: at ${scientific(ber)} a trial flips ${flips(own)} bits.`}
      </p>
    );
  return (
    <p className="tabular">
      {ber === 0
        ? t`At equal rates, the type with more bits has more flipped bits.`
        : t`At equal rates, the type with more bits has more flipped bits: at ${scientific(ber)} a trial flips ${flips(own)} bits of ${own.label} and ${flips(common)} of ${common.label}.`}
    </p>
  );
}
