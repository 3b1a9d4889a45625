import { useState } from 'react';
import { t } from '../../../core/language/t';
import { CONTROL_NAMES, LESSON_CONTROLS, type LessonControl } from '../../../experiment/lesson/controls';
import { figureOf, openingView } from '../../../experiment/lesson/lesson';
import { formatLink } from '../../../experiment/link/link';
import { DEFAULT_VIEW } from '../../../experiment/link/view';
import { DEFAULT_SPEC } from '../../../experiment/settings/experimentSpec';
import { CopyText } from '../../controls/CopyText';
import { NumberInput } from '../../controls/NumberInput';
import { pageLink } from '../../share/pageLink';
import { QrDialog } from '../../share/QrDialog';
import { LESSONS } from './lessonTable';

type Choice = 'free' | 'locked' | 'hidden';

/** Name of a class that fits into a link. */
const CLASS_NAME = /^[\w-]{0,40}$/;

/** Panel of a teacher: makes one link to a lesson, its first step, its controls and its class. */
export function TeacherPanel() {
  const [lesson, setLesson] = useState(LESSONS[0]!);
  const [step, setStep] = useState(1);
  const [name, setName] = useState('');
  const [choices, setChoices] = useState<Readonly<Partial<Record<LessonControl, Choice>>>>({});
  const [qr, setQr] = useState(false);
  const isName = CLASS_NAME.test(name);
  const chosen = (wanted: Choice) => CONTROL_NAMES.filter((control) => choices[control] === wanted).join(',');
  const figure = figureOf(lesson.steps[step - 1]!, false);
  const link = formatLink(DEFAULT_SPEC, {
    ...DEFAULT_VIEW,
    ...(figure === null ? {} : openingView(figure)),
    tab: 'learn',
    lesson: lesson.id,
    step,
    lock: chosen('locked'),
    hide: chosen('hidden'),
    class: isName ? name : '',
  });
  const address = pageLink(link);
  return (
    <details className="panel teacher">
      <summary>{t`For teachers: one link for a class`}</summary>
      <div className="teacher-body">
        <div className="teacher-choices">
          <div className="teacher-parts">
            <label className="field">
              <span className="field-label">{t`Lesson`}</span>
              <select
                className="text"
                value={lesson.id}
                onChange={(event) => {
                  setLesson(LESSONS.find(({ id }) => id === event.currentTarget.value)!);
                  setStep(1);
                }}
              >
                {LESSONS.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
            <NumberInput
              label={t`First step`}
              value={step}
              min={1}
              max={lesson.steps.length}
              onCommit={setStep}
            />
            <label className="field">
              <span className="field-label">{t`Class (each student gets other faults)`}</span>
              <input
                className="text"
                value={name}
                aria-invalid={!isName}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              {!isName && (
                <span className="problem" role="alert">
                  {t`Cannot use “${name.slice(0, 40)}”: expected up to 40 letters, digits, - and _`}
                </span>
              )}
            </label>
          </div>
          <table className="data-table">
            <caption className="sr-only">{t`Controls of the lesson`}</caption>
            <thead>
              <tr>
                {[t`Students use`, t`Yes`, t`Locked`, t`Hidden`].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {CONTROL_NAMES.map((control) => (
                <tr key={control}>
                  <th scope="row">{LESSON_CONTROLS[control]}</th>
                  {(['free', 'locked', 'hidden'] as const).map((choice) => (
                    <td key={choice}>
                      <input
                        type="radio"
                        name={`control-${control}`}
                        aria-label={`${LESSON_CONTROLS[control]}: ${choiceName(choice)}`}
                        checked={(choices[control] ?? 'free') === choice}
                        onChange={() => setChoices({ ...choices, [control]: choice })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="teacher-link">
          <p className="field-label">{t`Link for the class`}</p>
          <CopyText label={t`Link for the class`} text={address} rows={3}>
            <button type="button" className="button" onClick={() => setQr(true)}>
              {t`QR code`}
            </button>
            <a href={link}>{t`Open as a student`}</a>
          </CopyText>
          <p className="note">
            {t`Locks hold in Explore and the other places too, until another link is opened. They are help for a
              class, not a safeguard: whoever edits the link can remove them.`}
          </p>
        </div>
      </div>
      {qr && <QrDialog title={lesson.title} text={address} onClose={() => setQr(false)} />}
    </details>
  );
}

function choiceName(choice: Choice): string {
  return { free: t`free`, locked: t`locked`, hidden: t`hidden` }[choice];
}
