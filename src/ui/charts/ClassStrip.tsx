import { percent } from '../../experiment/text/percentWords';

interface ClassStripProps {
  readonly classNames: readonly string[];
  /** Error of each class, in [0, 1]; null for a class without images. */
  readonly shares: readonly (number | null)[];
  /** Start of the label for screen readers. */
  readonly label: string;
  /** True for an example shape, which is no measurement. */
  readonly isGhost?: boolean;
}

const WIDTH = 300;
/** Largest number of classes whose names fit. */
const MAX_NAMED = 12;

/** Draws the error of each class: one cell per class, filled from below. */
export function ClassStrip({ classNames, shares, label, isGhost = false }: ClassStripProps) {
  const cell = WIDTH / classNames.length;
  const gap = cell > 8 ? 3 : 0;
  const isNamed = classNames.length <= MAX_NAMED;
  const height = isGhost ? 26 : 44;
  const spoken = shares.length <= MAX_NAMED ? `: ${spokenShares(classNames, shares)}` : '';
  return (
    <svg
      className={isGhost ? 'class-strip class-strip-ghost' : 'class-strip'}
      viewBox={`0 0 ${WIDTH} ${height + (isNamed && !isGhost ? 18 : 0)}`}
      role="img"
      aria-label={`${label}${spoken}`}
    >
      {shares.map((share, index) => {
        const filled = (share ?? 0) * (height - 2);
        return (
          <g key={classNames[index]}>
            <rect className="strip-cell" x={index * cell + 1} y={1} width={cell - gap} height={height - 2} />
            <rect
              className="strip-wrong"
              x={index * cell + 1}
              y={height - 1 - filled}
              width={cell - gap}
              height={filled}
            />
            {isNamed && !isGhost && (
              <text x={index * cell + (cell - gap) / 2 + 1} y={height + 14} textAnchor="middle">
                {classNames[index]!.slice(0, 3)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function spokenShares(classNames: readonly string[], shares: readonly (number | null)[]): string {
  return shares
    .flatMap((share, index) => (share === null ? [] : [`${classNames[index]} ${percent(share)}`]))
    .join(', ');
}
