import type { BerDomain } from '../frame/berScale';
import { round } from '../frame/round';
import { type CountLimits, footRates, noneOfAll } from './countLimits';
import type { SeriesLook } from './drawnSeries';
import { Hatched } from './Hatched';

interface Axis {
  (ber: number): number;
  readonly domain: BerDomain;
}

interface CountLimitMarksProps {
  readonly frame: { readonly x: Axis; readonly top: number; readonly bottom: number };
  readonly series: readonly {
    readonly id: string;
    readonly look: SeriesLook;
    readonly limits: CountLimits;
  }[];
}

/**
 * The limits of the count rule in a plot: hatched where it flips no bit of any series, and a short mark under the rate axis, in
 * the series' hue, where it starts to flip bits of a layer.
 */
export function CountLimitMarks({ frame: { x, top, bottom }, series }: CountLimitMarksProps) {
  const all = series.map(({ limits }) => limits);
  const none = noneOfAll(all);
  return (
    <g className="count-limits">
      {none !== null && <NoFlips x={x} below={none} top={top} bottom={bottom} />}
      {/* A thin series faults what others do: its marks would lie on theirs. */}
      {series
        .filter(({ look }) => look !== 'thin')
        .map(({ id, look, limits }) => (
          <path
            key={id}
            className={`count-foot series-${look}`}
            d={footRates(limits, all)
              .map((ber) => footPath(round(x(ber)), bottom))
              .join('')}
          />
        ))}
    </g>
  );
}

/** A foot mark at a place of an axis: under it, since curves without loss lie upon it. */
export function footPath(x: number, axisY: number): string {
  return `M${x} ${axisY + 1}v5`;
}

interface NoFlipsProps {
  readonly x: Axis;
  /** The rate of the first flip. */
  readonly below: number;
  readonly top: number;
  readonly bottom: number;
}

/** From the axis' first rate to that of the first flip: hatched, with a line at its end. */
export function NoFlips({ x, below, top, bottom }: NoFlipsProps) {
  const [start, end] = [round(x(x.domain.from)), round(x(below))];
  return (
    <g className="no-flips">
      <Hatched x={start} y={top} width={round(end - start)} height={bottom - top} />
      <line x1={end} x2={end} y1={top} y2={bottom} />
    </g>
  );
}
