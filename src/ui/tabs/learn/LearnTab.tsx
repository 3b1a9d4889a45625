import { t } from '../../../core/language/t';
import { useExplorer } from '../../hooks/useExplorer';
import '../../styles/tabs.css';
import '../../styles/comparisons.css';
import '../../styles/learn.css';
import { DigitLab } from './DigitLab';
import { LessonList } from './LessonList';
import { LessonView } from './LessonView';
import { LESSONS } from './lessonTable';
import { SpeechLab } from './SpeechLab';
import { TeacherPanel } from './TeacherPanel';

/** Tab of lessons: the list of them, or the one that the link names. */
export function LearnTab() {
  const id = useExplorer((state) => state.view.lesson);
  const lesson = LESSONS.find((known) => known.id === id);
  if (lesson !== undefined) return <LessonView key={id} lesson={lesson} />;
  return (
    <div className="learn-home">
      {id !== '' && (
        <p className="problem" role="alert">
          {t`Cannot open lesson “${id}”: expected one of ${LESSONS.map((known) => known.id).join(', ')}`}
        </p>
      )}
      <LessonList />
      <DigitLab />
      <SpeechLab />
      <TeacherPanel />
    </div>
  );
}
