import { t } from '../../../core/language/t';
import { FIRM_TRIALS } from '../../../experiment/curve/evidence';
import { LOSS_UNITS } from '../../../experiment/text/lossWords';
import type { LossUnit } from '../../../experiment/ticks/tickLoss';
import type { MeasuredSeries } from '../../../store/selectors/seriesSelectors';
import { berDomain } from '../../charts/frame/berScale';
import { CountLimitEntry } from '../../charts/legend/CountLimitEntry';
import { StaleEntry } from '../../charts/legend/StaleEntry';
import { countLimits } from '../../charts/marks/countLimits';
import type { StaleSeries } from '../../charts/useStaleSeries';
import { useExplorer } from '../../hooks/useExplorer';

interface TickLegendProps {
  readonly unit: LossUnit;
  readonly series: readonly MeasuredSeries[];
  readonly stale: StaleSeries;
}

/** Legend of bars, ticks and whiskers, with the losses at which ticks are read. */
export function TickLegend({ unit, series, stale }: TickLegendProps) {
  const isSearched = useExplorer((state) => Object.keys(state.tickSearches.found).length > 0);
  const limits = series.map(({ spec }) => countLimits(spec, berDomain(spec.bers)));
  const isRelative = unit === 'relative';
  const hasRule = limits.some(({ none }) => none !== null);
  return (
    <div className="tick-legend note">
      <ul className="legend">
        <StaleEntry stale={stale} />
        <li>
          <svg className="swatch" width="24" height="14" aria-hidden="true">
            <rect className="tick-neutral" y="3" width="24" height="8" />
          </svg>{' '}
          {t`no accuracy lost`}
        </li>
        <CountLimitEntry plots={[limits]} feet={false} />
        <li>
          <svg className="swatch" width="30" height="14" aria-hidden="true">
            {[14, 11.2, 8.4, 5.6].map((height, index) => (
              <line
                key={height}
                className="tick-mark"
                x1={3 + index * 8}
                x2={3 + index * 8}
                y1={7 - height / 2}
                y2={7 + height / 2}
              />
            ))}
          </svg>
          {t`0, 1, 5 and 10 ${LOSS_UNITS[unit]} lost`}
        </li>
        <li>
          <svg className="swatch" width="8" height="14" aria-hidden="true">
            <line className="tick-mark unresolved" x1="4" x2="4" y2="14" />
          </svg>
          {t`no interval (see below)`}
        </li>
        <li>
          <svg className="swatch" width="24" height="14" aria-hidden="true">
            <path className="tick-whisker" d="M1 7H23M1 4.5v5M23 4.5v5" />
          </svg>
          {t`95 % interval over trials`}
        </li>
        <li>
          <svg className="swatch" width="8" height="14" aria-hidden="true">
            <line className="tick-mark early" x1="4" x2="4" y2="14" />
          </svg>
          {t`pale: provisional, n below ${FIRM_TRIALS}`}
        </li>
        {isSearched && unit === 'points' && (
          <li>
            <svg className="swatch" width="12" height="14" aria-hidden="true">
              <line className="tick-mark" x1="6" x2="6" y1="2" y2="12" />
              <path className="tick-found" d="M6 2l5 5l-5 5l-5 -5z" />
            </svg>
            {t`from the adaptive search: cite this one`}
          </li>
        )}
      </ul>
      <details className="why">
        <summary>{t`How the ticks are read`}</summary>
        <p>
          {[
            t`A tick marks the bit error rate at which the smoothed error is that much above the fault-free error
            of the quantised row. No loss means less than 0.1 points.`,
            ...(isRelative ? [relativeWords(series)] : []),
            t`A tick gets a 95 % interval if at least 30 trials
            near it changed the error, if all trials together flip at least 100 bits of weights at its rate, if
            the loss is spread over at least 10 trials, and if the tested rates are at most a decade apart.
            Otherwise the tick is dashed. The interval does not cover the choice of test samples. An arrowhead
            means that the tick lies outside the tested rates.`,
            ...(hasRule
              ? [
                  t`With a fixed count, no bit of a layer with N bits flips below the rate 1 / N (hatched). A tick right after the hatched part shows where the first bit flips, not how much the layer tolerates.`,
                ]
              : []),
          ].join(' ')}
        </p>
      </details>
    </div>
  );
}

/**
 * Describes the losses in points that relative losses amount to. With a low baseline error several
 * are equal.
 */
function relativeWords(series: readonly MeasuredSeries[]): string {
  const ticks = series.find(({ tolerance }) => tolerance !== null)?.tolerance?.ticks;
  const points = ticks?.map(({ thresholdPoints }) => Number(thresholdPoints.toPrecision(2))).join(', ');
  return [
    t`Per cent of the fault-free error is one interpretation of the paper’s Sec. 4.3.2. Losses below 0.1 points are too small to measure. They are drawn once, as no loss, and excluded from comparison.`,
    ...(points === undefined ? [] : [t`In the first row they are read at ${points} points.`]),
  ].join(' ');
}
