import { t } from '../../../core/language/t';
import { grouped } from '../../../experiment/text/numberWords';
import { selectClassTrials, selectImagesPerClass } from '../../../store/selectors/classSelectors';
import { ClassScatter, trialText } from '../../charts/ClassScatter';
import { ClassStrip } from '../../charts/ClassStrip';
import { useExplorer } from '../../hooks/useExplorer';
import { scientific } from '../../text/format';

/** Error of each class in one trial at the cursor, and all trials by error and class variance. */
export function ClassesOfTrials() {
  const data = useExplorer((state) => state.data);
  const images = useExplorer(selectImagesPerClass);
  const all = useExplorer(selectClassTrials);
  const { cursorBer: ber, trial } = useExplorer((state) => state.view);
  const setView = useExplorer((state) => state.setView);
  const here = all.filter(({ result }) => result.ber === ber);
  const chosen = here.find(({ result }) => result.trial === trial) ?? here[0];
  if (data === null || images === null || chosen === undefined)
    return <p className="note">{t`The trials at the cursor come in a moment.`}</p>;
  const present = images.filter((count) => count > 0);
  return (
    <section className="lesson-classes" aria-label={t`Errors of the classes`}>
      <p className="note">{t`Error of each digit, trial ${grouped(chosen.result.trial)} of ${grouped(here.length)} at ${scientific(ber)}`}</p>
      <ClassStrip
        classNames={data.classNames}
        shares={chosen.result.wrongPerClass.map((wrong, index) =>
          images[index] === 0 ? null : wrong / images[index]!,
        )}
        label={t`Error of each class in the selected trial`}
      />
      <p className="note tabular">{trialText(chosen)}.</p>
      <ClassScatter
        trials={all}
        kind="counts"
        measure="top1"
        ber={ber}
        selected={chosen.result.trial}
        onChoose={({ result }) => setView({ trial: result.trial, cursorBer: result.ber })}
        imagesPerClass={present}
        shapes={[]}
      />
    </section>
  );
}
