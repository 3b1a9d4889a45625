import type { ReactNode } from 'react';
import { grouped } from '../../text/format';

interface LegendProps {
  /** What the band is; null where none is drawn. */
  readonly band: 'sigma' | 'quantiles' | null;
  /** Patterns that a complete point has. */
  readonly planned: number;
  /** Single trials are drawn. */
  readonly dots: boolean;
  readonly median: boolean;
  /** The band was cut at 0 or at guessing. */
  readonly cut: boolean;
  /** The stored curve lies under live points. */
  readonly live: boolean;
  readonly stored: string | null;
  readonly ghost: string | null;
}

/** What each mark means, in the order they are read. */
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
          this run (filled dot: all {grouped(planned)} patterns done)
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
          single trials
        </li>
      )}
      {band !== null && (
        <li>
          <Swatch className="swatch tone-live">
            <rect className="band-fill" width="24" height="14" />
          </Swatch>
          {band === 'sigma'
            ? 'shaded: mean ± 1 standard deviation of the patterns'
            : 'shaded: the middle 80 % of the patterns'}
          {cut && '; its edge is dotted where it would pass 0 or guessing'}
        </li>
      )}
      {median && (
        <li>
          <Swatch className="swatch">
            <path className="median" d="M0 7H24" />
          </Swatch>
          median (drawn where a few bad patterns pull the mean more than 2 points away)
        </li>
      )}
      {ghost !== null && (
        <li>
          <Swatch className="swatch">
            <path className="mean tone-ghost" d="M0 7H24" />
          </Swatch>
          before: {ghost}
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
