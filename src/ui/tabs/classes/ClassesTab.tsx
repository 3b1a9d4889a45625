import { useState } from 'react';
import {
  type ReferenceShape,
  referenceShapes,
  summarizeClassVariance,
} from '../../../experiment/classes/classVariance';
import { correlationText, skewText } from '../../../experiment/text/classWords';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';
import {
  selectClassSummaries,
  selectClassTrials,
  selectImagesPerClass,
} from '../../../store/selectors/classSelectors';
import { selectIsLoading, selectIsMissing, selectNoun } from '../../../store/selectors/selectors';
import {
  ClassScatter,
  SHAPE_TITLES,
  trialText,
  type VarianceKind,
  varianceText,
} from '../../charts/ClassScatter';
import { ClassStrip, ShapeStrip } from '../../charts/ClassStrip';
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
  const noun = useExplorer(selectNoun);
  const isMissing = useExplorer(selectIsMissing);
  if (data === null || images === null) {
    return (
      <p className="empty tab-empty">
        Recorded runs do not contain errors per class. Live trials appear when{' '}
        {isMissing ? 'the missing files are opened' : 'the engine runs'}.
      </p>
    );
  }
  return <Classes classNames={data.classNames} images={images} noun={noun} />;
}

interface ClassesProps {
  readonly classNames: readonly string[];
  /** Number of counted samples of each class [numClasses]. */
  readonly images: readonly number[];
  readonly noun: string;
}

function Classes({ classNames, images, noun }: ClassesProps) {
  const [kind, setKind] = useState<VarianceKind>('counts');
  const [rates, setRates] = useState<'all' | 'cursor'>('all');
  const [table, setTable] = useState(false);
  useHotkeys({ t: () => setTable((shown) => !shown) });
  const all = useExplorer(selectClassTrials);
  const ber = useExplorer((state) => state.view.cursorBer);
  const selected = useExplorer((state) => state.view.trial);
  const isLoading = useExplorer(selectIsLoading);
  const setView = useExplorer((state) => state.setView);
  const here = all.filter(({ result }) => result.ber === ber);
  const shown = rates === 'all' ? all : here;
  const present = images.filter((count) => count > 0);
  const perClass = present.reduce((sum, count) => sum + count, 0) / Math.max(1, present.length);
  const shapes = present.length < 2 ? [] : referenceShapes(present.length, Math.max(1, Math.round(perClass)));
  const chosen = here.find(({ result }) => result.trial === selected);
  const isEven = present.every((count) => count === present[0]);
  return (
    <div className="comparison classes-tab">
      <section className="figure" aria-labelledby="scatter-title">
        <div className="figure-head">
          <h2 id="scatter-title">Error against class variance</h2>
          <div className="figure-options">
            <Segmented
              label="Trials shown"
              value={rates}
              options={[
                ['all', 'All rates'],
                ['cursor', 'At the cursor'],
              ]}
              onChange={setRates}
            />
            <Segmented
              label="Variance"
              value={kind}
              options={[
                ['counts', 'Counts'],
                ['normalized', 'Normalised'],
              ]}
              onChange={setKind}
            />
            <button type="button" className="button" aria-pressed={table} onClick={() => setTable(!table)}>
              Table
            </button>
            <ExportButton />
          </div>
        </div>
        {shown.length === 0 ? (
          <p className="empty tab-empty">
            {ber === 0 && rates === 'cursor'
              ? 'Without faults all trials are equal. Move the slider to a rate above 0.'
              : isLoading
                ? 'Loading saved trials.'
                : rates === 'cursor'
                  ? 'No live trial has finished at this rate yet.'
                  : 'No live trial has finished yet. Recorded runs do not contain errors per class.'}
          </p>
        ) : (
          <ClassScatter
            trials={shown}
            kind={kind}
            ber={ber}
            selected={selected}
            onChoose={({ result }) => setView({ trial: result.trial, cursorBer: result.ber })}
            imagesPerClass={perClass}
            shapes={shapes}
          />
        )}
        <p className="figure-caption tabular">
          {`live, n = ${grouped(shown.length)} trials${rates === 'all' ? ' at all rates' : ` at ${scientific(ber)}`} · ${
            isEven ? `${grouped(perClass)}` : `about ${grouped(perClass)}`
          } ${noun}s of each class`}
          {rates === 'all' && ' · blue: at the cursor’s rate'}
          {kind === 'counts' &&
            ' · thin line: the largest possible variance at each error (each class all right or all wrong)'}
        </p>
        <FigureCaption />
        {table && <ClassesTable trials={rates === 'all' ? null : shown} />}
      </section>
      <div className="comparison-pair">
        <AtCursor />
        <section className="panel" aria-labelledby="strip-title">
          <div className="panel-head">
            <h2 id="strip-title">Error of each class</h2>
            <ExportButton />
          </div>
          {chosen === undefined ? (
            <p className="note">
              Trial {selected} has not run at this rate. Press a dot to see its error for each class.
            </p>
          ) : (
            <>
              <ClassStrip
                classNames={classNames}
                shares={chosen.result.wrongPerClass.map((wrong, index) =>
                  images[index] === 0 ? null : wrong / images[index]!,
                )}
                label="Error of each class in the selected trial"
              />
              <p className="note tabular">{trialText(chosen)}.</p>
            </>
          )}
          {shapes.map((shape) => (
            <GhostShape key={shape.kind} shape={shape} numClasses={present.length} />
          ))}
          <p className="note">
            The paper describes these two cases of high variance. It found that the second loses more
            accuracy.
          </p>
        </section>
      </div>
    </div>
  );
}

function GhostShape({ shape, numClasses }: { readonly shape: ReferenceShape; readonly numClasses: number }) {
  const dead = shape.kind === 'oneClass' ? 1 : Math.floor(numClasses / 2);
  const names = Array.from({ length: numClasses }, (_, index) => String(index));
  const text = `${SHAPE_TITLES[shape.kind]}: error ${percent(shape.error)}, class variance ${varianceText(shape.variance)}`;
  return (
    <figure className="ghost-shape">
      <ShapeStrip
        classNames={names}
        shares={names.map((_, index) => (index < dead ? 1 : 0))}
        label={`Shape to compare with, ${SHAPE_TITLES[shape.kind]}`}
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
        <h2 id="skew-title">At {ber === 0 ? 'rate 0' : scientific(ber)}</h2>
        <span className="muted tabular">{summary !== null && `live, n = ${grouped(summary.trials)}`}</span>
        <ExportButton />
      </div>
      {summary === null ? (
        <p className="note">
          {ber === 0
            ? 'Without faults there is only one error and no spread.'
            : 'No live trial has finished at this rate yet.'}
        </p>
      ) : (
        <>
          <dl className="numbers tabular">
            <div>
              <dt>Mean</dt>
              <dd>{percent(summary.mean)}</dd>
            </div>
            <div>
              <dt>Median</dt>
              <dd>{percent(summary.median)}</dd>
            </div>
            <div>
              <dt>90 % of trials below</dt>
              <dd>{percent(summary.q90)}</dd>
            </div>
          </dl>
          <p>{typeset(skewText(summary))}</p>
        </>
      )}
      <div className="stack note">
        {summary !== null && <p>{correlationText(summary, 'at this rate')}</p>}
        {overall !== null && <p>{correlationText(overall, 'at all rates together')}</p>}
        <p>
          Error and variance grow together even by chance: up to an error of 50 %, classes can differ more
          when the error is higher. The normalised variance corrects for this. The paper found a positive
          correlation. For LeNetCNN at 1 × 10⁻³ it found a mean of 12.2 % and a median of 6.8 %.
        </p>
      </div>
    </section>
  );
}
