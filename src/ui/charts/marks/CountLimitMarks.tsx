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
 * Draws the limits of the count rule in a plot. The area in which no bit of any series flips is
 * hatched. A foot mark shows where the rule starts to flip bits of a layer: a short line below the
 * rate axis, in the colour of the series.
 */
export function CountLimitMarks({ frame: { x, top, bottom }, series }: CountLimitMarksProps) {
  const all = series.map(({ limits }) => limits);
  const none = noneOfAll(all);
  return (
    <g className="count-limits">
      {none !== null && <NoFlips x={x} below={none} top={top} bottom={bottom} />}
      {/* A thin series has faults in the tensors of others. Its marks would cover theirs. */}
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

/**
 * Returns the path of a foot mark. It is below the axis, because curves without loss are drawn on
 * the axis.
 */
export function footPath(x: number, axisY: number): string {
  return `M${x} ${axisY + 1}v5`;
}

interface NoFlipsProps {
  readonly x: Axis;
  /** Rate of the first flip. */
  readonly below: number;
  readonly top: number;
  readonly bottom: number;
}

/** Hatches the area from the first rate of the axis to the first flip, with a line at its end. */
export function NoFlips({ x, below, top, bottom }: NoFlipsProps) {
  const [start, end] = [round(x(x.domain.from)), round(x(below))];
  return (
    <g className="no-flips">
      <Hatched x={start} y={top} width={round(end - start)} height={bottom - top} />
      <line x1={end} x2={end} y1={top} y2={bottom} />
    </g>
  );
}
