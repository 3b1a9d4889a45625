import { t } from '../../../core/language/t';
import { LESSON_CONTROLS, namedControls } from '../../../experiment/lesson/controls';
import { useExplorer } from '../../hooks/useExplorer';

/** Says outside of lessons what the link of a teacher locks or hides, and leads to the lesson. */
export function HeldNote() {
  const { lock, hide, lesson } = useExplorer((state) => state.view);
  const setView = useExplorer((state) => state.setView);
  const namesOf = (text: string) =>
    namedControls(text)
      .known.map((control) => LESSON_CONTROLS[control])
      .join(', ');
  const [locked, hidden] = [namesOf(lock), namesOf(hide)];
  return (
    <div className="notice notice-info" role="note">
      <span className="notice-glyph" aria-hidden="true">
        i
      </span>
      <p>
        {t`This link was made by a teacher.`}
        {locked !== '' && ` ${t`Locked: ${locked}.`}`}
        {hidden !== '' && ` ${t`Hidden: ${hidden}.`}`}
      </p>
      {lesson !== '' && (
        <button type="button" className="button" onClick={() => setView({ tab: 'learn' })}>
          {t`Back to the lesson`}
        </button>
      )}
    </div>
  );
}
