import { greatest } from 'd3';
import { useState } from 'react';
import { t } from '../../core/language/t';
import { percent } from '../../experiment/text/percentWords';
import { dragOver } from './cursor/ChartSlider';
import { StepSlider } from './cursor/StepSlider';

interface StripProps {
  readonly classNames: readonly string[];
  /** Error of each class, in [0, 1]; null for a class without images. */
  readonly shares: readonly (number | null)[];
  /** Name of the strip for screen readers. */
  readonly label: string;
}

const WIDTH = 300;
/** Largest number of classes whose names fit, and of those whose names are one letter. */
const MAX_NAMED = 12;
const MAX_LETTERS = 40;
const HEIGHT = 44;
/** Room of the first row of names and of each further one. */
const FIRST_ROW = 18;
const ROW = 13;
const SHAPE_HEIGHT = 26;

/**
 * Draws the error of each class: one cell per class, filled from below. Arrow keys move along the
 * classes, and the line below names the class and its error. It begins at the class with most
 * errors.
 */
export function ClassStrip({ classNames, shares, label }: StripProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const worst = greatest(shares.keys(), (index) => shares[index] ?? -1) ?? 0;
  const at = chosen !== null && chosen < shares.length ? chosen : worst;
  const rows = rowsOfNames(classNames);
  const room = rows === 0 ? 0 : FIRST_ROW + (rows - 1) * ROW;
  const share = shares[at] ?? null;
  const name = classNames[at]!;
  const spoken = share === null ? t`${name}: no sample` : t`${name}: ${percent(share)} wrong`;
  return (
    <>
      <StepSlider
        className="class-strip"
        label={label}
        length={shares.length}
        at={at}
        onStep={setChosen}
        spoken={spoken}
        {...dragOver(WIDTH, (x) => {
          const index = Math.floor((x / WIDTH) * shares.length);
          setChosen(Math.max(0, Math.min(shares.length - 1, index)));
        })}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + room}`} aria-hidden="true">
          <Cells classNames={classNames} shares={shares} height={HEIGHT} chosen={at} />
          {rows > 0 &&
            classNames.map((name, index) => (
              <text
                key={name}
                x={(WIDTH / classNames.length) * (index + 0.5) - 1}
                y={HEIGHT + 14 + (index % rows) * ROW}
                textAnchor="middle"
              >
                {name.slice(0, 3)}
              </text>
            ))}
        </svg>
      </StepSlider>
      <p className="note tabular" aria-hidden="true">
        {spoken}
      </p>
    </>
  );
}

/**
 * Returns the rows that the names of classes need: two for letters close together, which then lie
 * in turns above and below. 0: there is no room for them.
 */
export function rowsOfNames(classNames: readonly string[]): 0 | 1 | 2 {
  if (classNames.length <= MAX_NAMED) return 1;
  const areLetters = classNames.every(({ length }) => length === 1);
  return areLetters && classNames.length <= MAX_LETTERS ? 2 : 0;
}

/** Draws an example of errors per class, which is no measurement. */
export function ShapeStrip({ classNames, shares, label }: StripProps) {
  return (
    <svg
      className="class-strip class-strip-ghost"
      viewBox={`0 0 ${WIDTH} ${SHAPE_HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <Cells classNames={classNames} shares={shares} height={SHAPE_HEIGHT} />
    </svg>
  );
}

interface CellsProps extends Omit<StripProps, 'label'> {
  readonly height: number;
  /** Index of the class with a frame. */
  readonly chosen?: number;
}

function Cells({ classNames, shares, height, chosen }: CellsProps) {
  const cell = WIDTH / classNames.length;
  const width = cell - (cell > 8 ? 3 : 0);
  return shares.map((share, index) => {
    const filled = (share ?? 0) * (height - 2);
    const x = index * cell + 1;
    return (
      <g key={classNames[index]} className={index === chosen ? 'strip-chosen' : undefined}>
        <rect className="strip-cell" x={x} y={1} width={width} height={height - 2} />
        <rect className="strip-wrong" x={x} y={height - 1 - filled} width={width} height={filled} />
        {index === chosen && <rect className="strip-frame" x={x} y={1} width={width} height={height - 2} />}
      </g>
    );
  });
}
