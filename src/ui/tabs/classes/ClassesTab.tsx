import { useState } from 'react';
import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText, samplesWord } from '../../../core/network/sampleNoun';
import { isCount } from '../../../core/samples/measure';
import {
  type ReferenceShape,
  referenceShapes,
  summarizeClassVariance,
} from '../../../experiment/classes/classVariance';
import { capitalized } from '../../../experiment/text/capitalized';
import { correlationText, skewText } from '../../../experiment/text/classWords';
import { errorTitle } from '../../../experiment/text/measureWords';
import { grouped } from '../../../experiment/text/numberWords';
import { percent, percentNumber } from '../../../experiment/text/percentWords';
import {
  selectClassSummaries,
  selectClassTrials,
  selectImagesPerClass,
} from '../../../store/selectors/classSelectors';
import { selectIsLoading, selectIsMissing, selectModel } from '../../../store/selectors/selectors';
import {
  ClassScatter,
  shapeTitle,
  trialText,
  type VarianceKind,
  varianceText,
} from '../../charts/ClassScatter';
import { ClassStrip, ShapeStrip } from '../../charts/ClassStrip';
import { AsTable } from '../../charts/frame/AsTable';
import { FigureCaption } from '../../charts/frame/FigureCaption';
import { Segmented } from '../../controls/Segmented';
import { ExportButton } from '../../export/ExportButton';
import { useExplorer } from '../../hooks/useExplorer';
import { useHotkeys } from '../../hooks/useHotkeys';
import { scientific, typeset } from '../../text/format';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import { ClassesTable } from './ClassesTable';

/**
 * Tab about the distribution of wrong answers over the classes: error against class variance of
 * each trial (Ares, Sec. 4.2).
 */
export function ClassesTab() {
  const data = useExplorer((state) => state.data);
  const images = useExplorer(selectImagesPerClass);
  const kind = useExplorer(selectModel).dataKind;
  const isMissing = useExplorer(selectIsMissing);
  const measure = useExplorer((state) => state.spec.measure);
  if (!isCount(measure))
    return (
      <p className="empty tab-empty">
        {t`${errorTitle(measure)} is one number for all samples. Errors of classes need a measure that counts wrong answers.`}
      </p>
    );
  if (data === null || images === null) {
    return (
      <p className="empty tab-empty">
        {isMissing
          ? t`Recorded runs do not contain errors per class. Live trials appear when the missing files are opened.`
          : t`Recorded runs do not contain errors per class. Live trials appear when the engine runs.`}
      </p>
    );
  }
  return <Classes classNames={data.classNames} images={images} dataKind={kind} />;
}

interface ClassesProps {
  readonly classNames: readonly string[];
  /** Number of counted samples of each class [numClasses]. */
  readonly images: readonly number[];
  readonly dataKind: DataKind;
}

function Classes({ classNames, images, dataKind }: ClassesProps) {
  const [kind, setKind] = useState<VarianceKind>('counts');
  const [rates, setRates] = useState<'all' | 'cursor'>('all');
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  const all = useExplorer(selectClassTrials);
  const ber = useExplorer((state) => state.view.cursorBer);
  const selected = useExplorer((state) => state.view.trial);
  const isLoading = useExplorer(selectIsLoading);
  const setView = useExplorer((state) => state.setView);
  const measure = useExplorer((state) => state.spec.measure);
  const here = all.filter(({ result }) => result.ber === ber);
  const shown = rates === 'all' ? all : here;
  const present = images.filter((count) => count > 0);
  const shapes = present.length < 2 ? [] : referenceShapes(present);
  const chosen = here.find(({ result }) => result.trial === selected);
  const [fewest, most] = [Math.min(...present), Math.max(...present)];
  const each = samplesText(
    most,
    fewest === most ? grouped(most) : `${grouped(fewest)}–${grouped(most)}`,
    dataKind,
  );
  return (
    <div className="comparison classes-tab">
      <section className="figure" aria-labelledby="scatter-title">
        <div className="figure-head">
          <h2 id="scatter-title">{t`Error against class variance`}</h2>
          <div className="figure-options">
            <Segmented
              label={t`Trials shown`}
              value={rates}
              options={[
                ['all', t`All rates`],
                ['cursor', t`At the cursor`],
              ]}
              onChange={setRates}
            />
            <Segmented
              label={t`Variance`}
              value={kind}
              options={[
                ['counts', t`Counts`],
                ['normalized', t`Normalised`],
              ]}
              onChange={setKind}
            />
            <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
              {t`Table`}
            </button>
            <ExportButton />
          </div>
        </div>
        {shown.length === 0 ? (
          <p className="empty tab-empty">
            {ber === 0 && rates === 'cursor'
              ? t`Without faults all trials are equal. Move the slider to a rate above 0.`
              : isLoading
                ? t`Loading saved trials.`
                : rates === 'cursor'
                  ? t`No live trial has finished at this rate yet.`
                  : t`No live trial has finished yet. Recorded runs do not contain errors per class.`}
          </p>
        ) : (
          <ClassScatter
            trials={shown}
            kind={kind}
            ber={ber}
            selected={selected}
            onChoose={({ result }) => setView({ trial: result.trial, cursorBer: result.ber })}
            imagesPerClass={present}
            shapes={shapes}
            measure={measure}
          />
        )}
        <p className="figure-caption tabular">
          {[
            rates === 'all'
              ? t`live, n = ${grouped(shown.length)} trials at all rates`
              : t`live, n = ${grouped(shown.length)} trials at ${scientific(ber)}`,
            t`${each} of each class`,
            ...(rates === 'all' ? [t`blue: at the cursor’s rate`] : []),
            ...(kind === 'counts'
              ? [
                  t`thin line: the largest possible variance at each error (each class all right or all wrong)`,
                ]
              : []),
          ].join(' · ')}
        </p>
        <FigureCaption />
        {table && <ClassesTable trials={rates === 'all' ? null : shown} />}
      </section>
      <div className="comparison-pair">
        <AtCursor />
        <section className="panel" aria-labelledby="strip-title">
          <div className="panel-head">
            <h2 id="strip-title">{t`Error of each class`}</h2>
            <ExportButton />
          </div>
          {chosen === undefined ? (
            <p className="note">
              {t`Trial ${selected} has not run at this rate. Press a dot to see its error for each class.`}
            </p>
          ) : (
            <>
              <ClassStrip
                classNames={classNames}
                shares={chosen.result.wrongPerClass.map((wrong, index) =>
                  images[index] === 0 ? null : wrong / images[index]!,
                )}
                label={t`Error of each class in the selected trial`}
              />
              <p className="note tabular">{trialText(chosen)}.</p>
              <AsTable label={t`The error of each class as a table`}>
                {() => (
                  <StripTable
                    classNames={classNames}
                    images={images}
                    wrong={chosen.result.wrongPerClass}
                    title={capitalized(samplesWord(dataKind))}
                  />
                )}
              </AsTable>
            </>
          )}
          {shapes.map((shape) => (
            <GhostShape key={shape.kind} shape={shape} images={present} />
          ))}
          <p className="note">
            {t`The paper describes these two cases of high variance. It found that the second loses more
            accuracy.`}
          </p>
        </section>
      </div>
    </div>
  );
}

interface StripTableProps {
  readonly classNames: readonly string[];
  /** Number of counted samples of each class. */
  readonly images: readonly number[];
  /** Number of wrong answers of each class in the trial. */
  readonly wrong: readonly number[];
  /** Heading of the numbers of samples. */
  readonly title: string;
}

/** Table of the wrong answers of one trial, with a row for each class that has samples. */
function StripTable({ classNames, images, wrong, title }: StripTableProps) {
  return (
    <table className="data-table tabular">
      <caption className="sr-only">{t`The error of each class as a table`}</caption>
      <thead>
        <tr>
          <th scope="col">{t`Class`}</th>
          <th scope="col">{title}</th>
          <th scope="col">{t`Wrong`}</th>
          <th scope="col">{t`Error, %`}</th>
        </tr>
      </thead>
      <tbody>
        {classNames.map((name, label) => {
          const [of, count] = [images[label]!, wrong[label]!];
          return of === 0 ? null : (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{grouped(of)}</td>
              <td>{grouped(count)}</td>
              <td>{percentNumber(count / of)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface GhostShapeProps {
  readonly shape: ReferenceShape;
  /** Number of samples of each class that has any. */
  readonly images: readonly number[];
}

function GhostShape({ shape, images }: GhostShapeProps) {
  const dead = shape.kind === 'oneClass' ? 1 : Math.floor(images.length / 2);
  const names = images.map((_, index) => String(index));
  const title = shapeTitle(shape.kind, images);
  const text = t`${title}: error ${percent(shape.error)}, class variance ${varianceText(shape.variance)}`;
  return (
    <figure className="ghost-shape">
      <ShapeStrip
        classNames={names}
        shares={names.map((_, index) => (index < dead ? 1 : 0))}
        label={t`Shape to compare with, ${title}`}
      />
      <figcaption className="note tabular">{text}</figcaption>
    </figure>
  );
}

/**
 * Panel that compares mean and median at the cursor's rate, and correlates error with class
 * variance at this rate and over all trials.
 */
function AtCursor() {
  const ber = useExplorer((state) => state.view.cursorBer);
  const summary = useExplorer(selectClassSummaries).find((rate) => rate.ber === ber)?.summary ?? null;
  const all = useExplorer(selectClassTrials);
  const overall = all.length > 0 ? summarizeClassVariance(all) : null;
  return (
    <section className="panel" aria-labelledby="skew-title">
      <div className="panel-head">
        <h2 id="skew-title">{ber === 0 ? t`At rate 0` : t`At ${scientific(ber)}`}</h2>
        <span className="muted tabular">{summary !== null && t`live, n = ${grouped(summary.trials)}`}</span>
        <ExportButton />
      </div>
      {summary === null ? (
        <p className="note">
          {ber === 0
            ? t`Without faults there is only one error and no spread.`
            : t`No live trial has finished at this rate yet.`}
        </p>
      ) : (
        <>
          <dl className="numbers tabular">
            <div>
              <dt>{t`Mean`}</dt>
              <dd>{percent(summary.mean)}</dd>
            </div>
            <div>
              <dt>{t`Median`}</dt>
              <dd>{percent(summary.median)}</dd>
            </div>
            <div>
              <dt>{t`90 % of trials below`}</dt>
              <dd>{percent(summary.q90)}</dd>
            </div>
          </dl>
          <p>{typeset(skewText(summary))}</p>
        </>
      )}
      <div className="stack note">
        {summary !== null && <p>{correlationText(summary, 'rate')}</p>}
        {overall !== null && <p>{correlationText(overall, 'all')}</p>}
        <p>
          {t`Error and variance grow together even by chance: up to an error of 50 %, classes can differ more
          when the error is higher. The normalised variance corrects for this. The paper found a positive
          correlation. For LeNetCNN at 1 × 10⁻³ it found a mean of 12.2 % and a median of 6.8 %.`}
        </p>
      </div>
    </section>
  );
}
