import type { ReactNode } from 'react';
import { t } from '../../../core/language/t';
import { grouped } from '../../../experiment/text/numberWords';

interface LegendProps {
  /** Kind of the band; null if none is drawn. */
  readonly band: 'sigma' | 'quantiles' | null;
  /** Number of trials of a complete point. */
  readonly planned: number;
  /** True if single trials are drawn. */
  readonly dots: boolean;
  readonly median: boolean;
  /** True if the band was clipped at 0 or at guessing. */
  readonly cut: boolean;
  /** True if the stored curve is drawn below live points. */
  readonly live: boolean;
  readonly stored: string | null;
  readonly ghost: string | null;
}

/** Explains each mark of the chart, in reading order. */
export function Legend({ band, planned, dots, cut, median, live, stored, ghost }: LegendProps) {
  return (
    <ul className="legend">
      {stored !== null && (
        <li>
          <Swatch className={live ? 'swatch tone-under' : 'swatch tone-stored'}>
            <path className="mean" d="M0 7H24" />
          </Swatch>
          {stored}
        </li>
      )}
      {live && (
        <li>
          <Swatch className="swatch tone-live">
            <path className="mean" d="M0 7H24" />
            <circle className="legend-point" cx="12" cy="7" r="3.5" />
          </Swatch>
          {t`this run (filled dot: all ${grouped(planned)} trials done)`}
        </li>
      )}
      {dots && (
        <li>
          <Swatch className="swatch">
            <g className="trial-dots">
              {[4, 12, 20].map((x) => (
                <circle key={x} cx={x} cy="7" r="2" />
              ))}
            </g>
          </Swatch>
          {t`single trials`}
        </li>
      )}
      {band !== null && (
        <li>
          <Swatch className="swatch tone-live">
            <rect className="band-fill" width="24" height="14" />
          </Swatch>
          {band === 'sigma'
            ? t`shaded: mean ± 1 standard deviation of the trials`
            : t`shaded: the middle 80 % of the trials`}
          {cut && `; ${t`its edge is dotted where it would pass 0 or guessing`}`}
        </li>
      )}
      {median && (
        <li>
          <Swatch className="swatch">
            <path className="median" d="M0 7H24" />
          </Swatch>
          {t`median (drawn where it is more than 2 points from the mean)`}
        </li>
      )}
      {ghost !== null && (
        <li>
          <Swatch className="swatch">
            <path className="mean tone-ghost" d="M0 7H24" />
          </Swatch>
          {t`previous settings: ${ghost}`}
        </li>
      )}
    </ul>
  );
}

function Swatch({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  return (
    <svg className={className} width="24" height="14" aria-hidden="true">
      {children}
    </svg>
  );
}
