import { memo } from 'react';
import type { BerDomain } from '../charts/frame/berScale';
import { makeBerScale } from '../charts/frame/berScale';
import { Hatched } from '../charts/marks/Hatched';
import { sliderPosition } from '../controls/berSteps';
import { powerOfTen } from '../text/format';

interface BerSliderTrackProps {
  readonly domain: BerDomain;
  readonly stops: readonly number[];
  /** Lowest rate at which a trial flips at least one bit on average. */
  readonly oneFlipBer: number;
}

/**
 * Track of the slider: stops, decades and their labels. Rates at which less than one bit flips on
 * average are hatched. Positions are per cent of the track.
 */
export const BerSliderTrack = memo(function BerSliderTrack({
  domain,
  stops,
  oneFlipBer,
}: BerSliderTrackProps) {
  const max = sliderPosition(domain.to, domain);
  const at = (ber: number) => `${Math.round((sliderPosition(ber, domain) / max) * 10000) / 100}%`;
  const { decades } = makeBerScale(domain, 0, 1);
  const labelEvery = decades.length > 7 ? 2 : 1;
  return (
    <svg className="slider-scale" aria-hidden="true">
      {oneFlipBer > domain.from && (
        <Hatched x={at(domain.from)} y="4" width={widthBetween(domain, oneFlipBer, max)} height="20" />
      )}
      <line className="slider-rail" x1={at(domain.from)} x2="100%" y1="14" y2="14" />
      <line className="slider-rail slider-rail-zero" x1="0" x2={at(domain.from)} y1="14" y2="14" />
      {stops.map((stop) => (
        <line key={stop} className="slider-stop" x1={at(stop)} x2={at(stop)} y1="11" y2="17" />
      ))}
      {decades.map((ber, index) => (
        <g key={ber}>
          <line className="slider-decade" x1={at(ber)} x2={at(ber)} y1="7" y2="21" />
          {index % labelEvery === 0 && (
            <text className="slider-label" x={at(ber)} y="40" textAnchor="middle">
              {powerOfTen(Math.round(Math.log10(ber)))}
            </text>
          )}
        </g>
      ))}
      <line className="slider-decade" x1="0" x2="0" y1="7" y2="21" />
      <text className="slider-label" x="0" y="40" textAnchor="middle">
        0
      </text>
    </svg>
  );
});

/**
 * Returns the width from the first decade to `ber` in per cent of the track, at most the whole
 * track.
 */
function widthBetween(domain: BerDomain, ber: number, max: number): string {
  const width = sliderPosition(Math.min(ber, domain.to), domain) - sliderPosition(domain.from, domain);
  return `${Math.round((width / max) * 10000) / 100}%`;
}
