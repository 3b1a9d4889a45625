import { t } from '../../core/language/t';
import type { WeightHistogram } from '../../core/network/weightHistogram';
import { spreadBars } from './weightSpread';

interface WeightSpreadProps {
  readonly histogram: WeightHistogram | null;
  /** Ends of the representable range of the format. Infinite if it holds all weights. */
  readonly min: number;
  readonly max: number;
}

const WIDTH = 256;
const HEIGHT = 56;
const BASE = 42;

/**
 * Histogram of the weights with the representable range of their format. Counts are drawn on a
 * logarithmic scale, so that rare values are visible.
 */
export function WeightSpread({ histogram, min, max }: WeightSpreadProps) {
  const bars = histogram === null ? null : spreadBars(histogram, Number.isFinite(max) ? max : 0);
  const limit = bars?.limit ?? Math.min(8, -2 * min);
  const x = (value: number) => ((Math.max(-limit, Math.min(limit, value)) + limit) / (2 * limit)) * WIDTH;
  const barWidth = WIDTH / (bars?.heights.length ?? 1);
  return (
    <svg
      className="spread"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t`Weights by value, with the representable range`}
    >
      <rect className="spread-range" x={x(min)} width={x(max) - x(min)} y="2" height={BASE - 2} />
      {bars?.heights.map((height, bar) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={bar}
          className="spread-bar"
          x={bar * barWidth + 0.5}
          width={barWidth - 1}
          y={BASE - height * (BASE - 8)}
          height={height * (BASE - 8)}
        />
      ))}
      {bars === null && (
        <text x={WIDTH / 2} y={BASE / 2 + 4} textAnchor="middle">
          {t`no weights loaded yet`}
        </text>
      )}
      <path className="spread-limit" d={`M${x(min)} 2V${BASE}M${x(max)} 2V${BASE}`} />
      <line className="axis" x1="0" x2={WIDTH} y1={BASE} y2={BASE} />
      {[-limit, 0, limit].map((value) => (
        <text
          key={value}
          className="tick"
          x={x(value)}
          y={HEIGHT - 2}
          textAnchor={value === 0 ? 'middle' : value < 0 ? 'start' : 'end'}
        >
          {String(value).replace('-', '−')}
        </text>
      ))}
    </svg>
  );
}
