import { useState } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText } from '../../../core/network/sampleNoun';
import type { PreviewImage } from '../../../core/site/preview';
import { grouped } from '../../../experiment/text/numberWords';
import type { LoadedData } from '../../../store/state';
import { rowsOfNames } from '../../charts/ClassStrip';
import { ChartSlider, dragOver } from '../../charts/cursor/ChartSlider';
import { AsTable } from '../../charts/frame/AsTable';
import { ExportButton } from '../../export/ExportButton';
import { overflowText } from '../../overflow';

/** Side of a cell with its count, and of a matrix of letters, whose cells have none. */
const CELL = 22;
const LETTERS_SIDE = 264;
/** Distance of the two rows of letters. */
const ROW = 11;

/** Change of row and column by each key. */
const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Cell of the matrix: a class and an answer. */
interface Cell {
  readonly label: number;
  readonly said: number;
}

interface ConfusionProps {
  readonly images: readonly PreviewImage[];
  readonly data: LoadedData;
  readonly kind: DataKind;
}

/**
 * Confusion matrix of the samples shown, with faults: a row for each class and a column for each
 * answer. Arrow keys move over its cells; it begins at the most frequent wrong answer. Many classes
 * have none, unless their names are letters.
 */
export function Confusion({ images, data, kind }: ConfusionProps) {
  const { classNames } = data;
  const [chosen, setChosen] = useState<Cell | null>(null);
  const rows = rowsOfNames(classNames);
  if (rows === 0 || images.length === 0) return null;
  const counts = classNames.map(() => classNames.map(() => 0));
  for (const { label, after } of images) if (after !== null) counts[label]![after]!++;
  const numDue = images.filter(({ after }) => after === null).length;
  const most = Math.max(1, ...counts.flat());
  const left = 8 + 7.2 * Math.max(...classNames.map(({ length }) => length)) + (rows - 1) * ROW;
  const cell = rows === 1 ? CELL : LETTERS_SIDE / classNames.length;
  const gap = rows === 1 ? 1 : 0.5;
  // Without its count a cell is seen by its colour alone.
  const palest = rows === 1 ? 0.12 : 0.4;
  const size = cell * classNames.length;
  const confused = counts.flatMap((row, label) =>
    row.flatMap((count, said) => (said !== label && count > 0 ? [{ count, label, said }] : [])),
  );
  const worst = confused.toSorted((a, b) => b.count - a.count).slice(0, 3);
  const at = chosen ?? worst[0] ?? { label: 0, said: 0 };
  const last = classNames.length - 1;
  const choose = (label: number, said: number) =>
    setChosen({ label: Math.max(0, Math.min(last, label)), said: Math.max(0, Math.min(last, said)) });
  const samples = samplesText(images.length, grouped(images.length), kind);
  const reading = t`${classNames[at.label]!} classified as ${classNames[at.said]!}: ${counts[at.label]![at.said]!} of ${samples}`;
  const summary =
    worst.length === 0
      ? t`no wrong answers`
      : worst
          .map(({ count, label, said }) =>
            count === 1
              ? t`${classNames[label]!} classified as ${classNames[said]!} once`
              : t`${classNames[label]!} classified as ${classNames[said]!} ${count} times`,
          )
          .join(', ');
  return (
    <section className="panel confusion-panel" aria-labelledby="confusion-title">
      <div className="panel-head">
        <h2 id="confusion-title">{t`Confusion matrix`}</h2>
        <span className="muted">{t`with faults`}</span>
        <ExportButton />
      </div>
      <ChartSlider
        className="confusion"
        label={t`Rows are classes, columns answers: ${summary}`}
        from={1}
        to={classNames.length ** 2}
        at={at.label * classNames.length + at.said + 1}
        spoken={reading}
        onKey={(key) => {
          const step = STEPS[key];
          if (step !== undefined) choose(at.label + step[0], at.said + step[1]);
          return step !== undefined;
        }}
        {...dragOver(left + size + 2, (x, y) => choose(Math.floor(y / cell), Math.floor((x - left) / cell)))}
      >
        <svg viewBox={`0 0 ${left + size + 2} ${size + 22 + (rows - 1) * ROW}`} aria-hidden="true">
          {counts.map((row, label) => (
            <g key={classNames[label]}>
              <text x={left - 6 - (label % rows) * ROW} y={(label + 0.5) * cell + 4} textAnchor="end">
                {classNames[label]}
              </text>
              <text x={left + (label + 0.5) * cell} y={size + 16 + (label % rows) * ROW} textAnchor="middle">
                {classNames[label]!.slice(0, 2)}
              </text>
              {row.map((count, said) => (
                <g key={classNames[said]}>
                  <rect
                    className={said === label ? 'confusion-right' : 'confusion-wrong'}
                    x={left + said * cell + gap}
                    y={label * cell + gap}
                    width={cell - 2 * gap}
                    height={cell - 2 * gap}
                    fillOpacity={count === 0 ? 0 : palest + 0.5 * (count / most)}
                  />
                  {count > 0 && rows === 1 && (
                    <text
                      className="confusion-count"
                      x={left + (said + 0.5) * cell}
                      y={(label + 0.5) * cell + 4}
                      textAnchor="middle"
                    >
                      {count}
                    </text>
                  )}
                </g>
              ))}
            </g>
          ))}
          <rect
            className="confusion-chosen"
            x={left + at.said * cell + gap}
            y={at.label * cell + gap}
            width={cell - 2 * gap}
            height={cell - 2 * gap}
          />
        </svg>
      </ChartSlider>
      <p className="tabular" aria-hidden="true">
        {reading}
      </p>
      <p className="note">
        {t`Rows are classes, columns answers, over the first ${samples}.`}
        {numDue > 0 && ` ${t`${numDue} of them got no answer: ${overflowText()}.`}`}
      </p>
      <AsTable label={t`The confusion matrix as a table`}>
        {() => <ConfusionTable counts={counts} classNames={classNames} />}
      </AsTable>
    </section>
  );
}

interface ConfusionTableProps {
  readonly classNames: readonly string[];
  /** Numbers of samples, by class and answer. */
  readonly counts: readonly (readonly number[])[];
}

/** Table of the matrix with the full names of the classes. */
function ConfusionTable({ classNames, counts }: ConfusionTableProps) {
  return (
    <table className="data-table tabular">
      <caption className="sr-only">{t`The confusion matrix as a table`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Class`}</th>
          {classNames.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, label) => (
          <tr key={classNames[label]}>
            <th scope="row">{classNames[label]}</th>
            {row.map((count, said) => (
              <td key={classNames[said]}>{count}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
